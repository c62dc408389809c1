import { instant } from '../../../src/lib/instant.ts'
import type { Event } from '../../../src/event/event.ts'
import type { Predicate, Term } from '../../../src/question/question.ts'
import type { Urgency, Watch } from '../../../src/watch/watch.ts'
import { event as made } from '../../made/records.ts'
import type { Random } from './random.ts'

export const TEAM = 'T00FAKE'
export const PLACES = ['history/111122223333/eu-central-1', 'files/acme-trail'] as const
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How much goes wrong; 0 is nothing. */
export type Faults = {
  /** For each call of the store: it fails, before or after it was done. */
  readonly store: number
  /** For each call: the process dies, before or after it. */
  readonly crash: number
  /** For each post: nobody knows whether it was posted; half of them were, some of them only after a while. */
  readonly unknown: number
  /** For each post: Slack does not take it. */
  readonly unposted: number
  /** For each look back: nobody can look. */
  readonly blind: number
  /** For each part of a look: it fails. */
  readonly aws: number
  /** For each call: the process sleeps for up to a hundred seconds before it. */
  readonly freeze: number
  /** Clocks of the processes are wrong by up to so many milliseconds. */
  readonly skew: number
  readonly instances: number
  /** Without them nothing but work is saved. */
  readonly leases: boolean
  /** People pause, end, set and lose watches. */
  readonly people: boolean
  readonly outageHours: number
  /** The most that a post lands after nobody waits for it any more. */
  readonly landsLate: number
  readonly eventsMost: number
  /** Very late events, and global ones in two places. */
  readonly veryLate: number
  /** Queues that push some of the events, twice now and then. */
  readonly pushed: boolean
}

/** An event as AWS has it: when it happened, when it can be found, and where. */
export type Happening = { readonly event: Event; readonly visibleAt: number; readonly places: readonly string[] }

export type Scenario = {
  readonly start: number
  readonly outage: { readonly from: number; readonly to: number }
  /** From here on nothing goes wrong any more. */
  readonly calm: number
  readonly end: number
  readonly watches: readonly Watch[]
  readonly happenings: readonly Happening[]
}

const BASE = made()
const NAMES = ['RunInstances', 'DeleteBucket', 'GetObject', 'ListUsers', 'StopLogging', 'CreateUser'] as const
const WHO = ['Alice', 'Bob', 'Carol'] as const
const URGENCIES: readonly Urgency[] = [
  { kind: 'each' },
  { kind: 'each' },
  { kind: 'each' },
  { kind: 'hourly' },
  { kind: 'daily', hour: 2, zone: 'Europe/Berlin' },
  { kind: 'daily', hour: 9, zone: 'America/New_York' },
  { kind: 'stands-out' },
  { kind: 'first' },
]
/** An ordinary day, and the nights in which the clocks of Berlin and New York change. */
const STARTS = ['2026-06-10T10:00Z', '2026-10-24T22:00Z', '2026-03-28T22:00Z', '2026-11-01T03:00Z'].map(Date.parse)

export function makeScenario(random: Random, faults: Faults): Scenario {
  const start = random.pick(STARTS) + random.between(0, 3_600) * 1_000
  const from = start + random.between(20, 60) * MINUTE
  const to = from + random.between(0, faults.outageHours * 60) * MINUTE
  const calm = to + random.between(20, 60) * MINUTE
  const watches = Array.from({ length: random.between(1, 5) }, (_, at) => makeWatch(`w${at}`, start, random))
  const count = random.between(1, faults.eventsMost)
  const happenings = Array.from({ length: count }, (_, at) =>
    makeHappening(at, { start, calm, from, to }, random, faults),
  )
  for (const happening of happenings.filter(() => random.chance(0.05))) {
    const { event } = happening
    happenings.push({ ...happening, event: { ...event, id: `${event.id}twin`, sharedId: event.id } })
  }
  return { start, outage: { from, to }, calm, end: calm + 30 * HOUR, watches, happenings }
}

export function makeWatch(id: string, now: number, random: Random): Watch {
  const term = (predicate: Predicate, not = false): Term => ({ not, predicate })
  const who = term({ kind: 'identity', by: 'name', value: random.pick(WHO), prefix: false })
  const name = term({ kind: 'event', value: random.pick(NAMES), prefix: false })
  const terms = random.pick([
    [who],
    [who],
    [who, term(name.predicate, true)],
    [name],
    [term({ kind: 'access', value: 'writes' })],
  ])
  return {
    team: TEAM,
    id,
    channel: random.pick(['C0FAKE1', 'C0FAKE2']),
    owner: random.pick(['U0FAKE1', 'U0FAKE2']),
    terms,
    urgency: random.pick(URGENCIES),
    since: instant(now),
    mutes: random.chance(0.1) ? [[name]] : [],
  }
}

type Span = { readonly start: number; readonly calm: number; readonly from: number; readonly to: number }

function makeHappening(at: number, span: Span, random: Random, faults: Faults): Happening {
  const name = random.pick(NAMES)
  const inOutage = random.chance(0.3)
  const when = inOutage ? random.between(span.from, span.to) : random.between(span.start - 10 * MINUTE, span.calm)
  const time = Math.floor((random.chance(0.3) ? span.start + 30 * MINUTE : when) / 1_000) * 1_000
  const late = random.chance(faults.veryLate)
    ? random.between(30 * MINUTE, 20 * HOUR)
    : random.between(0, random.chance(0.1) ? 25 * MINUTE : 6 * MINUTE)
  const poison = random.chance(0.02)
  const event: Event = {
    ...BASE,
    id: `e${String(at).padStart(4, '0')}`,
    time: instant(time),
    name,
    source: name === 'StopLogging' ? 'cloudtrail.amazonaws.com' : 'ec2.amazonaws.com',
    readOnly: name === 'GetObject' || name === 'ListUsers',
    // What no record may do, a defect of ours might: an event that nothing can be made of.
    actor: poison ? (undefined as never) : { ...BASE.actor, name: random.pick(WHO), account: '111122223333' },
  }
  const places = random.chance(0.2) ? PLACES : [random.pick(PLACES)]
  return { event, visibleAt: time + late, places }
}
