import type { Instant } from '../lib/instant.ts'
import { isHeld } from './hold.ts'
import type { Lane, Watch } from './watch.ts'

/** 0: tells at once · 1: within the hour · 2: within the day. */
export function rankOf({ urgency }: Pick<Watch, 'urgency'>, stands: boolean): 0 | 1 | 2 {
  if (stands) return 0
  if (urgency.kind === 'hourly') return 1
  return urgency.kind === 'daily' ? 2 : 0
}

/** Where a sighting of these watches waits; the first watch decides, and one that is held is never first unless all are. */
export function laneOf(ranked: readonly Watch[], stands: boolean, now: Instant): Lane {
  const [first] = ranked
  if (first === undefined) return 'now'
  if (isHeld(first, now)) return `held:${first.id}`
  return rankOf(first, stands) === 0 ? 'now' : `later:${first.id}`
}
