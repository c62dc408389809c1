import type { ActionCount } from '../find/totals.ts'
import type { Reads } from './answer.ts'
import { burstsOf } from './bursts.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** Reads, summed up: what was read how often, and the console's bursts as one line each. */
export function readsOf(
  actions: readonly Action[],
  counts: readonly ActionCount[],
  capped: boolean,
  tell: TellActor,
): Reads {
  const bursts = burstsOf(actions, tell)
  return {
    events: counts.reduce((total, action) => total + action.events, 0),
    actions: counts,
    bursts,
    inBursts: bursts.reduce((total, burst) => total + burst.events, 0),
    ofListedOnly: capped,
  }
}
