import type { Aws, Reach } from '../../aws/aws.ts'
import type { Event } from '../../event/event.ts'
import type { Backend, Page } from '../../find/backend.ts'
import { makeNameCount } from '../../find/name-count.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { type Attribute, type Lookups, lookupsOf } from '../../plan/lookups.ts'
import type { Search } from '../../plan/plan.ts'
import { holdsAll } from '../../question/holds.ts'
import type { Window } from '../../question/question.ts'
import type { Asking } from './ask-page.ts'
import { makeChannel } from './channel.ts'
import { type Crew, readAll } from './crew.ts'
import { gapsOf, keptOf } from './gaps.ts'
import { issuedSessions, makeSessionMemory } from './issued-sessions.ts'
import { makePace } from './pace.ts'
import { readPage } from './read.ts'
import { makeStretch, type Stretch } from './stretch.ts'

export type EventHistoryOptions = {
  readonly aws: Aws
  readonly clock: Clock
  readonly log?: Log
  /** The Regions of an account, in any of which a role may have been assumed. */
  readonly regionsOf: (account: string) => readonly string[]
  /** How much of the two calls a second that AWS allows is ours, from 0 to 1: other tools draw on the same. */
  readonly share?: number
  /** How many pages of fifty events one question may read in one account and Region. */
  readonly pages?: number
  /** How long a page is waited for where AWS throttles. */
  readonly patienceMs?: number
  /** False reads everything there is and asks for nothing: slower, with the same events. For tests. */
  readonly pushDown?: boolean
  readonly random?: () => number
}

/** A hair below what AWS allows, as the two clocks do not count alike. */
const CALLS_A_SECOND = 1.98
/** Two minutes at full pace. */
const PAGES = 240
const PATIENCE_MS = 60_000
const NAME_PAGES = 4

/**
 * Searches CloudTrail's event history with LookupEvents, one attribute at a time; what else was asked is checked here, over
 * the whole window. Every search has an account and a Region.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function makeEventHistory(options: EventHistoryOptions): Backend {
  const { aws, clock, log, share = 1, pages = PAGES, patienceMs = PATIENCE_MS, random = Math.random } = options
  const gapMs = 1000 / (CALLS_A_SECOND * Math.min(1, Math.max(0.01, share)))
  const asking: Asking = { aws, clock, pace: makePace(clock, gapMs), random, patienceMs }
  const remember = makeSessionMemory(() => clock.now())

  async function* search(search: Search, signal: AbortSignal): AsyncGenerator<Page> {
    const { reach, where } = placeOf(search)
    const { window, gaps } = keptOf(search.window, clock.now(), where)
    if (gaps.length > 0) yield emptyPage({ gaps })
    if (window.from >= window.to || window.from > clock.now()) return
    const own = new AbortController()
    const channel = makeChannel<Page>()
    const stopping = AbortSignal.any([signal, own.signal])
    void look(search, window, reach, stopping, (page) => channel.push(page)).then(
      () => channel.end(),
      (error: unknown) => channel.end(error),
    )
    try {
      yield* channel.read()
    } finally {
      own.abort()
    }
  }

  /** Reads all that the question needs and hands over each page. */
  async function look(
    { keep, place }: Search,
    window: Window,
    reach: Reach,
    signal: AbortSignal,
    push: (page: Page) => void,
  ): Promise<void> {
    const where = `${reach.account}/${reach.region}`
    const lookups = options.pushDown === false ? EVERYTHING : lookupsOf(keep)
    const holds = holdsAll(keep)
    const wide = lookups.wide.map((attribute) => stretchOf(attribute, window))
    const seen = new Set<string>()
    const budget = { left: pages }
    const crew: Crew = {
      reach,
      asking,
      signal,
      budget,
      gapMs,
      take(output, stretches) {
        const read = readPage(output, seen)
        const events = read.events.filter((event) => inWindow(event, window) && holds(event))
        const { ledger, newest } = read
        push({ events, gaps: [], ledger, newest, progress: progressOf(stretches, wide), looked: [where] })
        return read
      },
    }
    const quick = await quickStretches(lookups, window, reach, signal)
    // Half of the pages at most, so that the rest is looked through in any case.
    const first = { ...crew, budget: { left: Math.floor(pages / 2) } }
    const soon = quick.length === 0 ? NOTHING : await readAll(quick, first)
    budget.left -= Math.floor(pages / 2) - first.budget.left
    const rest =
      soon.errors.length > 0 || signal.aborted ? { unread: wide, errors: soon.errors } : await readAll(wide, crew)
    log?.debug(
      { place, pages: pages - budget.left, lookups: wide.length, quick: quick.length },
      'event history was read',
    )
    push(emptyPage({ gaps: gapsOf(rest, { where, signal, pages: pages - budget.left }), progress: 1 }))
  }

  /** What gives most of the answer before everything is looked through: the role's sessions, the resource's own events. */
  async function quickStretches(
    { roles, resources }: Lookups,
    window: Window,
    reach: Reach,
    signal: AbortSignal,
  ): Promise<readonly Stretch[]> {
    const { account, asker } = reach
    const regions = [...new Set([reach.region, ...options.regionsOf(account)])].sort()
    const sessions = await Promise.all(
      roles.map((role) => {
        const key = JSON.stringify([account, asker, role, window])
        return remember(key, () => issuedSessions(role, reach, regions, window, asking, signal))
      }),
    )
    const attributes: Attribute[] = [
      ...[...new Set(sessions.flat())].map((value) => ({ key: 'Username', value }) as const),
      ...resources.map((value) => ({ key: 'ResourceName', value }) as const),
    ]
    return attributes.map((attribute) => stretchOf(attribute, window))
  }

  return {
    name: 'event-history',
    search,
    async seenNames(search, signal) {
      const { reach, where } = placeOf(search)
      const { window } = keptOf(search.window, clock.now(), where)
      if (window.from >= window.to || window.from > clock.now()) return []
      const names = makeNameCount()
      const seen = new Set<string>()
      await readAll([stretchOf(undefined, window)], {
        reach,
        asking,
        signal,
        gapMs,
        budget: { left: NAME_PAGES },
        take(output) {
          const read = readPage(output, seen)
          for (const event of read.events) names.add(event)
          return read
        },
      })
      return names.list()
    },
  }
}

const NOTHING = { unread: [], errors: [] } as const
const EVERYTHING: Lookups = { wide: [undefined], selective: false, roles: [], resources: [] }

function placeOf({ account, region, asker, place }: Search): { readonly reach: Reach; readonly where: string } {
  if (account === undefined || region === undefined) throw new Error(`${place} names no account and Region`)
  return { reach: { account, region, asker }, where: `${account}/${region}` }
}

function stretchOf(attribute: Attribute | undefined, { from, to }: Window): Stretch {
  return makeStretch({ attribute, from, to })
}

/** LookupEvents takes the end of a window as inclusive; ours is not. */
function inWindow({ time }: Event, { from, to }: Window): boolean {
  return time >= from && time < to
}

/** Of the time that has to be looked through, the part that has been; 0 while only the quick lookups are under way. */
function progressOf(stretches: readonly Stretch[], wide: readonly Stretch[]): number {
  const total = wide.reduce((sum, { asked }) => sum + (asked.to - asked.from), 0)
  if (total === 0 || wide[0] === undefined || !stretches.includes(wide[0])) return 0
  const left = stretches.reduce((sum, { at, until, isDone }) => sum + (isDone ? 0 : Math.max(0, at - until)), 0)
  return 1 - left / total
}

function emptyPage(page: Partial<Page>): Page {
  return {
    events: [],
    gaps: [],
    ledger: { records: 0, events: 0, unreadable: 0, duplicates: 0 },
    newest: undefined,
    ...page,
  }
}
