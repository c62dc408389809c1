import { type WebAPICallResult, WebClient } from '@slack/web-api'
import type { Log } from '../lib/log.ts'
import { classify } from './classify.ts'
import { logRefusals } from './log-refusals.ts'
import { sdkLogger } from './sdk-logger.ts'

export type ClientSettings = {
  readonly token: string
  /** Slack's Web API elsewhere than at slack.com: a stand-in on this machine, or GovSlack. */
  readonly apiUrl: string | undefined
  readonly timeoutMs?: number
  /** The workspace that calls are about, where the token is that of a whole organization. */
  readonly teamId?: string | undefined
  /** Told after each call whether Slack refused the token itself. */
  readonly onCall?: ((tokenRefused: boolean) => void) | undefined
}

const TIMEOUT_MS = 10_000
const RETRY_AFTER_UNSAID_S = '30'

/**
 * A Web API client that does as it's told once. The SDK's own defaults try ten times and wait for ever, which posts a
 * message twice where a reply got lost.
 */
export function makeClient(settings: ClientSettings, log: Log): WebClient {
  const { token, teamId, onCall } = settings
  const options = { ...clientOptions(settings, log), ...(teamId === undefined ? {} : { teamId }) }
  return onCall === undefined ? new WebClient(token, options) : new ToldClient(token, options, onCall)
}

class ToldClient extends WebClient {
  readonly #onCall: (tokenRefused: boolean) => void

  constructor(token: string, options: ConstructorParameters<typeof WebClient>[1], onCall: (refused: boolean) => void) {
    super(token, options)
    this.#onCall = onCall
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      const reply = await super.apiCall(method, options)
      this.#onCall(false)
      return reply
    } catch (error) {
      const sent = classify(error)
      if (sent.kind === 'unposted' && sent.reason === 'app-dead') this.#onCall(true)
      throw error
    }
  }
}

/** The same for clients that the SDK makes itself. */
export function clientOptions(settings: Pick<ClientSettings, 'apiUrl' | 'timeoutMs'>, log: Log) {
  return {
    ...(settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl }),
    retryConfig: { retries: 0 },
    timeout: settings.timeoutMs ?? TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: sdkLogger(log, 'web-api'),
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      const response = await fetch(url, init)
      void logRefusals(url, response, log)
      return sayingWhen(response)
    },
  }
}

/** A 429 without a usable Retry-After would come out of the SDK as an error that says nothing. */
async function sayingWhen(response: Response): Promise<Response> {
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response
  await response.body?.cancel()
  return new Response(null, { status: 429, headers: { 'retry-after': RETRY_AFTER_UNSAID_S } })
}
