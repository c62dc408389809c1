import type { Sent } from '../job/ports.ts'
import { classifyCode, classifyStatus } from './classify.ts'
import { neverReached } from './never-reached.ts'
import type { Payload } from './payload.ts'

/** Slack's own places for a response_url. https://docs.slack.dev/interactivity/handling-user-interaction */
export const RESPONSE_ORIGINS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'] as const

/** Is this an address that may be posted to? Anything else in a payload is not from Slack. */
export function isResponseUrl(url: string, origins: readonly string[]): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed !== undefined && parsed.username === '' && parsed.password === '' && origins.includes(parsed.origin)
}

/** Posts to a response_url, seen by the asker alone. Slack gives no ts for it, so it can't be edited: `ts` is empty. */
export async function respond(url: string, payload: Payload, channel: string, timeoutMs: number): Promise<Sent> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...payload }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body = (await response.text()).slice(0, 1000)
    return readReply(response, body, channel)
  } catch (error) {
    if (neverReached(error))
      return { kind: 'unposted', reason: 'unreachable', detail: 'response_url could not be reached' }
    return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
  }
}

function readReply(response: Response, body: string, channel: string): Sent {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? '')
    const detail = 'response_url is rate limited'
    return { kind: 'unposted', reason: 'rate-limited', detail, retryAfterMs: seconds > 0 ? seconds * 1000 : 30_000 }
  }
  const code = errorCode(body)
  if (response.status === 200 && code === undefined) return { kind: 'posted', posted: { channel, ts: '' } }
  if (code !== undefined) return classifyCode(code)
  if (response.status === 404 || response.status === 410)
    return { kind: 'unposted', reason: 'expired', detail: 'used up' }
  return classifyStatus(response.status)
}

/** `expired_url` as bare text, or `{"ok":false,"error":"…"}`. */
function errorCode(body: string): string | undefined {
  const said = /^\s*\{/.test(body) ? /"error"\s*:\s*"([a-z_]+)"/.exec(body)?.[1] : body.trim()
  return said !== undefined && /^[a-z]+(_[a-z]+)+$/.test(said) ? said : undefined
}
