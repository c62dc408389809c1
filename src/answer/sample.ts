import { actorLabel } from '../event/actor-label.ts'
import { mainTarget } from '../event/main-target.ts'
import type { Sample } from './answer.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** One action as an answer tells it. */
export function sampleOf({ event, accounts }: Action, tell: TellActor): Sample {
  const label = actorLabel(event.actor)
  return {
    id: event.id,
    time: event.time,
    source: event.source,
    name: event.name,
    target: mainTarget(event),
    actor: tell(label),
    who: tell(label, event.account),
    address: event.address,
    accounts,
    region: event.region,
    error: event.error === undefined ? undefined : event.error.code || event.error.message,
  }
}
