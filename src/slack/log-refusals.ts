import type { Log } from '../lib/log.ts'

/** Slack's own id of a request: what its support asks for. */
const REQUEST_ID = 'x-slack-req-id'

/** Logs a reply of Slack's that is a refusal, with its request id. The reply is left to whoever asked; never rejects. */
export async function logRefusals(url: string | URL | Request, response: Response, log: Log): Promise<void> {
  const slackRequestId = response.headers.get(REQUEST_ID) ?? undefined
  const about = { call: callOf(url), slackRequestId, status: response.status }
  if (response.status === 429) return log.debug(about, 'slack did not take a call')
  if (!response.ok) return log.warn(about, 'slack did not take a call')
  if (!(response.headers.get('content-type') ?? '').includes('json')) return
  // A reply that was cut off is told by whoever asked, who sees the same.
  const reply: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  if (typeof reply !== 'object' || reply === null || !('ok' in reply) || reply.ok === true) return
  const said = 'error' in reply && typeof reply.error === 'string' ? reply.error.slice(0, 100) : undefined
  log[said === 'ratelimited' ? 'debug' : 'warn']({ ...about, said }, 'slack did not take a call')
}

/** The method alone: what else stands in an address may be a secret. */
function callOf(url: string | URL | Request): string {
  const { pathname } = new URL(url instanceof Request ? url.url : url)
  const last = pathname.split('/').at(-1) ?? ''
  return /^[a-z]+(\.[A-Za-z0-9]+)+$/.test(last) ? last : 'another address'
}
