import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { addDays, dayAt, knownZone, localInstant } from '../question/local-time.ts'
import type { Urgency } from './watch.ts'

const HOUR_MS = 3_600_000

/**
 * The last moment, now or before, at which such a watch tells its digest; undefined where it tells none. What was seen
 * before that moment is due. An hour that the clocks skip is told after the jump; one that they show twice, the first time.
 */
export function lastDigest(urgency: Urgency, now: Instant): Instant | undefined {
  switch (urgency.kind) {
    case 'hourly':
      return instant(Math.floor(now / HOUR_MS) * HOUR_MS)
    case 'daily': {
      const zone = knownZone(urgency.zone)
      const today = dayAt(now, zone)
      const at = localInstant(today, urgency.hour * HOUR_MS, zone, 'first')
      return at <= now ? at : localInstant(addDays(today, -1), urgency.hour * HOUR_MS, zone, 'first')
    }
    case 'each':
    case 'stands-out':
    case 'first':
      return undefined
    default:
      return never(urgency)
  }
}
