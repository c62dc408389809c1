import { never } from '../lib/never.ts'
import type { WatchUrgency } from '../question/question.ts'
import type { Urgency } from '../watch/watch.ts'

/** How soon a watch tells, from what was said; an hour is on the clocks of this IANA zone. */
export function urgencyOf(said: WatchUrgency, zone: string): Urgency {
  switch (said.kind) {
    case 'daily':
      return { kind: 'daily', hour: said.hour, zone }
    case 'each':
    case 'hourly':
    case 'stands-out':
    case 'first':
      return { kind: said.kind }
    default:
      return never(said)
  }
}
