import type { Event } from '../../src/event/event.ts'
import { standsOut } from '../../src/event/stands-out.ts'
import { instant } from '../../src/lib/instant.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { Predicate } from '../../src/question/question.ts'
import type { Urgency, Watch } from '../../src/watch/watch.ts'
import { event as made } from '../made/records.ts'

/** What a process that is killed is given to do. */
export type Life = {
  readonly store: { readonly file: string } | { readonly endpoint: string; readonly table: string }
  /** Where it ends itself, and how often it has to come there before it does. */
  readonly point: string
  readonly nth: number
  /** Its clock when it starts; it ends by itself at `until`. */
  readonly from: number
  readonly until: number
  /** The folder of an engine with a mistake in it; else it is the real one. */
  readonly engine?: string
}

/** What the process says: the time of its clock, or what it asks of Slack. */
export type Word =
  | { readonly kind: 'tick'; readonly now: number }
  | {
      readonly kind: 'post' | 'edit' | 'look'
      readonly now: number
      readonly channel: string
      readonly key: string
      readonly text: string
    }

export const TEAM = 'T00FAKE'
export const START = Date.UTC(2026, 5, 10, 10)
export const MINUTE = 60_000
export const PLACES = ['history/111122223333/eu-central-1', 'files/acme-trail'] as const
/** The bot may not read what is written there: a message of unknown fate is sent again, and says so. */
export const BLIND = 'C0FAKE2'
/** Its one watch tells first times. */
export const FIRSTS = 'C0FAKE3'

export const WATCHES: readonly Watch[] = [
  watch('w1', 'C0FAKE1', 'Alice', { kind: 'each' }),
  watch('w2', 'C0FAKE1', 'Bob', { kind: 'hourly' }),
  watch('w3', BLIND, 'Alice', { kind: 'each' }),
  watch('w4', FIRSTS, 'Carol', { kind: 'first' }),
  watch('w5', 'C0FAKE4', 'Dora', { kind: 'each' }),
]

function watch(id: string, channel: string, who: string, urgency: Urgency): Watch {
  const predicate: Predicate = { kind: 'identity', by: 'name', value: who, prefix: false }
  const terms = [{ not: false, predicate }]
  return { team: TEAM, id, channel, owner: 'U0FAKE1', terms, urgency, since: instant(START), mutes: [] }
}

/** An event as AWS has it. */
export type Delivered = { readonly event: Event; readonly visibleAt: number; readonly places: readonly string[] }

const NAMES = ['RunInstances', 'GetObject', 'ListUsers', 'StopLogging', 'DeleteBucket'] as const
const WHO = ['Alice', 'Bob', 'Carol', 'Alice', 'Eve'] as const

/**
 * One call every two minutes for three days, and thirty at once now and then: up to six minutes late, every nineteenth
 * longer than any overlap; some in two places, and some with a twin that tells of the same call.
 */
export const DELIVERED: readonly Delivered[] = Array.from({ length: 3 * 720 }, (_, at) => at).flatMap((at) => {
  const calls = at % 25 === 24 ? 30 : 1
  return Array.from({ length: calls }, (_, nth) => deliver(at, nth)).flat()
})

function deliver(at: number, nth: number): readonly Delivered[] {
  const time = START + at * 2 * MINUTE + nth * 1_000
  const name = NAMES[(at + nth * 3) % NAMES.length] ?? ''
  const source = name === 'StopLogging' ? 'cloudtrail' : 'ec2'
  const base = made({ eventName: name, eventSource: `${source}.amazonaws.com`, readOnly: name.startsWith('Get') })
  const who = nth > 0 ? 'Alice' : (WHO[at % WHO.length] ?? '')
  const event = { ...base, id: `e${at}.${nth}`, time: instant(time), actor: { ...base.actor, name: who } }
  const late = nth === 0 && at % 19 === 18 ? 45 * MINUTE : ((at * 7 + nth) % 7) * 50_000
  const places = at % 3 === 0 ? PLACES : PLACES.slice(at % 3 === 1 ? 0 : 1, at % 3 === 1 ? 1 : 2)
  const one = { event, visibleAt: time + late, places }
  if (at % 23 !== 5) return [one]
  return [one, { ...one, event: { ...event, id: `${event.id}twin`, sharedId: event.id }, places: PLACES }]
}

/** AWS throttles the first place for ten minutes of each hour. */
export function isThrottled(place: string, now: number): boolean {
  return place === PLACES[0] && Math.floor(now / MINUTE) % 60 >= 30 && Math.floor(now / MINUTE) % 60 < 40
}

/** The channels in which an event is to be told once. */
export function channelsOf(event: Event): readonly string[] {
  const asking = WATCHES.filter(({ terms }) => holdsAll(terms)(event))
  const urgent = standsOut(event).length > 0
  return [...new Set(asking.filter(({ urgency }) => urgency.kind !== 'stands-out' || urgent).map((one) => one.channel))]
}
