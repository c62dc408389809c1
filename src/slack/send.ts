import type { Clock } from '../lib/clock.ts'
import type { Posted, Sent } from '../job/ports.ts'
import { classify, isPayloadRefusal } from './classify.ts'

export type SendOptions = {
  readonly clock: Clock
  /** How long one message may wait for Slack in all. */
  readonly maxWaitMs: number
  /** May be done twice without harm: an edit with the same content, unlike a post. */
  readonly repeatable: boolean
}

const UNREACHABLE_TRIES = 3
const FIRST_BACKOFF_MS = 1_200
const RETRY_AFTER_UNSAID_MS = 30_000

/**
 * Makes a call until Slack has taken or refused it. Again only where Slack certainly doesn't have it (a rate limit, waited
 * out as told; no connection), or where doing it twice changes nothing.
 */
export async function send(
  call: () => Promise<Posted>,
  options: SendOptions,
): Promise<{ readonly sent: Sent; readonly payloadRefused: boolean }> {
  const { clock } = options
  const deadline = clock.now() + options.maxWaitMs
  for (let failures = 0; ; ) {
    const { sent, payloadRefused } = await once(call)
    if (sent.kind === 'posted') return { sent, payloadRefused: false }
    const limited = sent.kind === 'unposted' && sent.reason === 'rate-limited'
    if (!limited) failures += 1
    const wait = limited ? (sent.retryAfterMs ?? RETRY_AFTER_UNSAID_MS) : FIRST_BACKOFF_MS * 2 ** (failures - 1)
    if (!mayRepeat(sent, options) || failures >= UNREACHABLE_TRIES || clock.now() + wait > deadline) {
      return { sent, payloadRefused }
    }
    await clock.sleep(wait)
  }
}

function mayRepeat(sent: Sent, options: SendOptions): boolean {
  if (sent.kind === 'unknown') return options.repeatable
  return sent.kind === 'unposted' && (sent.reason === 'rate-limited' || sent.reason === 'unreachable')
}

async function once(call: () => Promise<Posted>): Promise<{ sent: Sent; payloadRefused: boolean }> {
  try {
    return { sent: { kind: 'posted', posted: await call() }, payloadRefused: false }
  } catch (error) {
    return { sent: classify(error), payloadRefused: isPayloadRefusal(error) }
  }
}
