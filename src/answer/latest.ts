import { isDenied, isWrite } from '../event/outcome.ts'
import { LATEST, type Sample } from './answer.ts'
import { isEntry } from './entries.ts'
import { sampleOf } from './sample.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** Changes and refusals one by one, newest first. */
export function latestOf(actions: readonly Action[], tell: TellActor): readonly Sample[] {
  return actions
    .filter(({ event }) => isDenied(event) || (isWrite(event) && event.error === undefined && !isEntry(event)))
    .slice(0, LATEST)
    .map((action) => sampleOf(action, tell))
}
