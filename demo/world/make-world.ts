import { instant, type Instant } from '../../src/lib/instant.ts'
import { ACCOUNTS, HOME_REGION, ORGANISATION, SECOND_REGION, THIRD_REGION } from './company.ts'
import { type IncidentFacts, makeIncident } from './incident/incident.ts'
import { ordinaryEvents } from './ordinary.ts'
import type { Happening } from './record.ts'

export type WorldOptions = {
  /** The moment at which the world ends. */
  readonly now: Instant
  readonly seed?: number
  /** How far it goes back. */
  readonly days?: number
}

/** A small company's CloudTrail, up to now. */
export type World = {
  readonly from: Instant
  readonly now: Instant
  readonly seed: number
  /** All that happened, in order of time: each event once, delivered or not. */
  happenings(): Iterable<Happening>
  readonly incident: IncidentFacts
}

/** What is true of a world: who is in it, where, and what happened to them. */
export type WorldFacts = {
  readonly organisation: string
  readonly accounts: readonly { readonly id: string; readonly alias: string }[]
  readonly regions: readonly string[]
  readonly from: Instant
  readonly now: Instant
  readonly incident: IncidentFacts
}

const DAY = 86_400_000

/** The same seed and the same now give the same world, to the byte. */
export function makeWorld(options: WorldOptions): World {
  const { now, seed = 1, days = 30 } = options
  const from = instant(now - days * DAY)
  const incident = makeIncident(now, seed)
  const story = incident.happenings.filter(({ at }) => at >= from && at < now).sort((a, b) => a.at - b.at)
  return {
    from,
    now,
    seed,
    happenings: () => merge(ordinaryEvents(seed, from, now), story),
    incident: incident.facts,
  }
}

/** The ordinary events from one moment (inclusive) to another (exclusive): how a world goes on after its end. */
export function nextEvents(since: Instant, now: Instant, seed = 1): Iterable<Happening> {
  return ordinaryEvents(seed, since, now)
}

export function describeWorld(world: World): WorldFacts {
  return {
    organisation: ORGANISATION,
    accounts: Object.entries(ACCOUNTS).map(([alias, id]) => ({ id, alias })),
    regions: [HOME_REGION, SECOND_REGION, THIRD_REGION],
    from: world.from,
    now: world.now,
    incident: world.incident,
  }
}

function* merge(ordinary: Iterable<Happening>, story: readonly Happening[]): Generator<Happening> {
  let told = 0
  for (const happening of ordinary) {
    for (let next = story[told]; next !== undefined && next.at <= happening.at; next = story[told]) {
      yield next
      told++
    }
    yield happening
  }
  yield* story.slice(told)
}
