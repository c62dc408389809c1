import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import type { LostRight, Telling } from '../watch/watch.ts'
import type { Sent } from './ports.ts'

export type AfterRefusal =
  | { readonly kind: 'again'; readonly at: Instant }
  | { readonly kind: 'channel-gone'; readonly reason: LostRight }
  /** There is no way to tell that person. */
  | { readonly kind: 'person-gone' }

const MINUTE_MS = 60_000
const LONGEST_MS = 10 * MINUTE_MS

/** What follows when Slack certainly does not have a message. */
export function afterRefusal(open: Telling, refused: Extract<Sent, { kind: 'unposted' }>, now: Instant): AfterRefusal {
  const { reason } = refused
  switch (reason) {
    case 'not-in-channel':
    case 'archived':
    case 'no-channel':
      return open.to.kind === 'person' ? { kind: 'person-gone' } : { kind: 'channel-gone', reason }
    case 'restricted':
      return open.to.kind === 'person' ? { kind: 'person-gone' } : { kind: 'channel-gone', reason: 'no-rights' }
    case 'rate-limited':
      return { kind: 'again', at: instant(now + (refused.retryAfterMs ?? MINUTE_MS / 2)) }
    case 'unreachable':
    case 'expired':
      return { kind: 'again', at: instant(now + Math.min(LONGEST_MS, 10_000 * 2 ** Math.min(open.attempts, 10))) }
    case 'no-rights':
    case 'app-dead':
    case 'refused':
      return { kind: 'again', at: instant(now + LONGEST_MS) }
    default:
      return never(reason)
  }
}
