import { WebClient } from '@slack/web-api'
import type { Log } from '../lib/log.ts'
import { sdkLogger } from './sdk-logger.ts'

export type ClientSettings = {
  readonly token: string
  /** Slack's Web API elsewhere than at slack.com: a stand-in on this machine, or GovSlack. */
  readonly apiUrl: string | undefined
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const RETRY_AFTER_UNSAID_S = '30'

/**
 * A Web API client that does as it's told once. The SDK's own defaults try ten times and wait for ever, which posts a
 * message twice where a reply got lost.
 */
export function makeClient(settings: ClientSettings, log: Log): WebClient {
  return new WebClient(settings.token, clientOptions(settings, log))
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
    fetch: fetchSayingWhen,
  }
}

/** A 429 without a usable Retry-After would come out of the SDK as an error that says nothing. */
async function fetchSayingWhen(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response
  await response.body?.cancel()
  return new Response(null, { status: 429, headers: { 'retry-after': RETRY_AFTER_UNSAID_S } })
}
