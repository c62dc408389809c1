import { actorLabel } from '../event/actor-label.ts'
import { clickPaths } from '../event/click-path.ts'
import type { Event } from '../event/event.ts'
import { isWrite } from '../event/outcome.ts'
import { instant, type Instant } from '../lib/instant.ts'
import { agentLabel } from './agent-label.ts'
import type { Burst } from './answer.ts'
import { byCount, compare } from './counted.ts'
import { isEntry } from './entries.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** Reads are put into fixed windows of this length, and windows that touch are joined: no order can matter. */
const WINDOW_MS = 10_000
/** Fewer reads than this are no burst; where they tell which page was opened, it takes fewer. */
const LEAST = 8
const LEAST_OF_A_PAGE = 4

/** What opening pages of the console leaves behind: a few clicks, dozens of reads. Newest first. */
export function burstsOf(actions: readonly Action[], tell: TellActor): readonly Burst[] {
  const sessions = new Map<string, Event[]>()
  for (const { event } of actions) {
    if (!isConsoleRead(event)) continue
    const key = sessionKey(event)
    const reads = sessions.get(key)
    if (reads === undefined) sessions.set(key, [event])
    else reads.push(event)
  }
  return [...sessions.values()]
    .flatMap((reads) => burstsOfSession(reads, tell))
    .sort((a, b) => b.from - a.from || compare(a.actor, b.actor) || b.events - a.events)
}

function isConsoleRead(event: Event): boolean {
  const read = !isWrite(event) && event.error === undefined && !isEntry(event)
  return read && isFromConsole(event)
}

/** Something in the event says that it came from the console: its own mark, or the console's user agent. */
export function isFromConsole(event: Pick<Event, 'fromConsole' | 'agent'>): boolean {
  return event.fromConsole || agentLabel(event.agent) === 'console'
}

/** The console has a new key for nearly every request, but its session began once. */
function sessionKey({ actor }: Event): string {
  return JSON.stringify([actorLabel(actor), actor.sessionStart ?? actor.keyId ?? ''])
}

function burstsOfSession(reads: readonly Event[], tell: TellActor): readonly Burst[] {
  const windows = new Map<number, Event[]>()
  for (const event of reads) {
    const number = Math.floor(event.time / WINDOW_MS)
    const window = windows.get(number)
    if (window === undefined) windows.set(number, [event])
    else window.push(event)
  }
  const joined: Event[][] = []
  let before = Number.NaN
  for (const number of [...windows.keys()].sort((a, b) => a - b)) {
    const window = windows.get(number) ?? []
    if (number === before + 1) joined.at(-1)?.push(...window)
    else joined.push([...window])
    before = number
  }
  return joined.flatMap((events) => burstOf(events, tell) ?? [])
}

function burstOf(events: readonly Event[], tell: TellActor): Burst | undefined {
  const pages = events.length < LEAST_OF_A_PAGE ? [] : clickPaths(events)
  if (events.length < (pages.length === 0 ? LEAST : LEAST_OF_A_PAGE)) return undefined
  const sources = new Map<string, number>()
  let [from, to] = [Infinity, -Infinity]
  for (const event of events) {
    sources.set(event.source, (sources.get(event.source) ?? 0) + 1)
    from = Math.min(from, event.time)
    to = Math.max(to, event.time)
  }
  return {
    from: instant(from),
    to: instant(to) satisfies Instant,
    events: events.length,
    pages,
    sources: byCount(sources),
    actor: events[0] === undefined ? '' : tell(actorLabel(events[0].actor)),
  }
}
