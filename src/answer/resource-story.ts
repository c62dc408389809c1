import { actorLabel } from '../event/actor-label.ts'
import { undated } from '../event/click-path.ts'
import type { Event } from '../event/event.ts'
import { isDenied, isWrite } from '../event/outcome.ts'
import { resourceTestIn } from '../question/names-resource.ts'
import type { Question } from '../question/question.ts'
import type { Sample } from './answer.ts'
import { byCount } from './counted.ts'
import { isEntry } from './entries.ts'
import { LIVES } from './resource-life.ts'
import { sampleOf } from './sample.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** Who made, changed, read and ended a resource, within the window and among the listed events. */
export type ResourceStory = {
  readonly asked: string
  /** The last time it was made: what names it newly. undefined: not in this window. */
  readonly made: Sample | undefined
  readonly changed: Touched
  readonly read: Touched
  readonly refused: Touched
  readonly gone: Sample | undefined
  /** The list was capped: earlier events are counted, and may be among those that are not told here. */
  readonly ofListedOnly: boolean
}

/** How often, by whom (most active first), and the last of it. */
export type Touched = {
  readonly events: number
  readonly by: readonly (readonly [who: string, events: number])[]
  readonly last: Sample | undefined
}

/** The story of the one resource that was asked for; actions newest first. undefined where none was named, or several. */
export function resourceStoryOf(
  question: Question,
  actions: readonly Action[],
  capped: boolean,
  tell: TellActor,
): ResourceStory | undefined {
  const asked = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'resource' ? [predicate.value] : [],
  )
  const [only] = asked
  if (only === undefined || asked.length > 1) return undefined
  const isLife = lifeTest(only)
  const worked = actions.filter(({ event }) => event.error === undefined)
  const made = worked.find(({ event }) => isLife(event, 'made'))
  const gone = worked.find(({ event }) => isLife(event, 'gone'))
  const others = worked.filter((action) => action !== made && action !== gone)
  const touched = (some: readonly Action[]): Touched => touchedBy(some, tell)
  return {
    asked: only,
    made: made && sampleOf(made, tell),
    changed: touched(others.filter(({ event }) => isWrite(event) && !isEntry(event))),
    read: touched(others.filter(({ event }) => !isWrite(event) || isEntry(event))),
    refused: touched(actions.filter(({ event }) => isDenied(event))),
    gone: gone && sampleOf(gone, tell),
    ofListedOnly: capped,
  }
}

/** Whether a call made the thing that was asked for, or ended it: not one that only happened to it. */
function lifeTest(asked: string): (event: Event, what: 'made' | 'gone') => boolean {
  const tests = new Map<string, (event: Event) => boolean>()
  const names = (field: string, event: Event) => {
    const test = tests.get(field) ?? resourceTestIn(asked, new Set([field]))
    tests.set(field, test)
    return test(event)
  }
  const object = asked.includes('/') ? asked.slice(asked.lastIndexOf('/') + 1) : undefined
  return (event, what) =>
    LIVES.some(
      ({ source, field, [what]: calls }) =>
        source === event.source &&
        calls.split(' ').includes(undated(event.name)) &&
        (names(field, event) || isObjectOf(event, field, object)),
    )
}

/** An object's own path was compared whole when the event was found. */
function isObjectOf({ request }: Event, field: string, last: string | undefined): boolean {
  const key = request?.key
  return field === 'key' && last !== undefined && typeof key === 'string' && (key === last || key.endsWith(`/${last}`))
}

function touchedBy(actions: readonly Action[], tell: TellActor): Touched {
  const by = new Map<string, number>()
  for (const { event } of actions) {
    const who = tell(actorLabel(event.actor))
    by.set(who, (by.get(who) ?? 0) + 1)
  }
  const [last] = actions
  return { events: actions.length, by: byCount(by), last: last && sampleOf(last, tell) }
}
