import type { Event } from '../event/event.ts'
import { isDenied, isWrite } from '../event/outcome.ts'
import { fields, text } from '../event/read-value.ts'
import type { Instant } from '../lib/instant.ts'
import type { Counts } from './chain.ts'
import { principalOf } from './principal.ts'

/** All events that say the same of who acted: the earliest of them, and how many of them are counted. */
export type Sighting = {
  readonly event: Event
  readonly keys: readonly string[]
  /** When it acted first and last, of all events. */
  readonly first: Instant
  readonly last: Instant
  /** Of the events that were asked for; undefined where none was. */
  readonly counts: Counts | undefined
}

/** What a chain is made from. */
export type Sightings = {
  readonly actors: readonly Sighting[]
  /** Events that tell how somebody came by credentials, each id once. */
  readonly traces: readonly Event[]
  /** By sharedEventID: the copies of a call across accounts that say who called. */
  readonly shared: ReadonlyMap<string, readonly Event[]>
  /** Actors that were left out as there were too many. */
  readonly leftOut: number
}

export type SightingsMaker = {
  /** Takes an event in; `asked`: it is one of those that the question is about. An event given twice counts once. */
  add(event: Event, asked: boolean): void
  list(): Sightings
}

const MOST_ACTORS = 20_000

/**
 * Boils events down to who acted, so that a million of them can be held. Order makes no difference, and an event that comes
 * again, asked for or not, is the same event.
 */
export function makeSightings(): SightingsMaker {
  const actors = new Map<string, Actor>()
  const traces = new Map<string, Event>()
  const shared = new Map<string, Event[]>()
  const seen = new Map<string, boolean>()
  const leftOut = new Set<string>()
  return {
    add(event, asked) {
      const before = seen.get(event.id)
      if (before === true || (before === false && !asked)) return
      seen.set(event.id, asked)
      if (before === undefined && event.sharedId !== undefined && event.actor.type !== 'AWSAccount')
        shared.set(event.sharedId, [...(shared.get(event.sharedId) ?? []), event])
      if (tellsOrigin(event)) traces.set(event.id, event)
      const id = saidOf(event)
      const known = actors.get(id)
      if (known !== undefined) return take(known, event, asked)
      if (actors.size >= MOST_ACTORS) return void leftOut.add(id)
      const fresh: Actor = { event, keys: new Set(), first: event.time, last: event.time, counts: undefined }
      actors.set(id, fresh)
      take(fresh, event, asked)
    },
    list: () => ({
      actors: [...actors.values()]
        .map((actor) => ({ ...actor, keys: [...actor.keys].sort() }))
        .sort((a, b) => earlier(a.event, b.event)),
      traces: [...traces.values()].sort(earlier),
      shared: new Map([...shared].map(([id, events]) => [id, events.toSorted(earlier)])),
      leftOut: leftOut.size,
    }),
  }
}

type Actor = {
  event: Event
  readonly keys: Set<string>
  first: Instant
  last: Instant
  counts: { events: number; writes: number; denied: number; first: Instant; last: Instant } | undefined
}

function take(actor: Actor, event: Event, asked: boolean): void {
  if (earlier(event, actor.event) < 0) actor.event = event
  if (event.actor.keyId !== undefined) actor.keys.add(event.actor.keyId)
  if (event.time < actor.first) actor.first = event.time
  if (event.time > actor.last) actor.last = event.time
  if (!asked) return
  const counts = (actor.counts ??= { events: 0, writes: 0, denied: 0, first: event.time, last: event.time })
  counts.events++
  if (isWrite(event)) counts.writes++
  if (isDenied(event)) counts.denied++
  if (event.time < counts.first) counts.first = event.time
  if (event.time > counts.last) counts.last = event.time
}

/** Everything that an event says of who acted. The console's keys are left out: it makes one for each request. */
function saidOf(event: Event): string {
  const { actor, fromConsole } = event
  const identity = fields(event.record.userIdentity)
  const context = fields(identity?.sessionContext)
  return JSON.stringify([
    actor.type,
    actor.account,
    principalOf(event),
    actor.arn,
    actor.name,
    fromConsole ? 'console' : actor.keyId,
    actor.type === 'AWSAccount' ? event.sharedId : undefined,
    event.name === 'ConsoleLogin' && event.error !== undefined,
    actor.sessionStart,
    actor.sourceIdentity,
    actor.onBehalfOf,
    actor.invokedBy,
    actor.identityProvider,
    text(context?.ec2RoleDelivery),
    identity?.inScopeOf === undefined ? undefined : JSON.stringify(identity.inScopeOf),
    actor.role,
    actor.issuer,
  ])
}

const TELLING = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
  'ConsoleLogin',
  'SwitchRole',
  'GetRoleCredentials',
  'Federate',
  'CreateAccessKey',
])

/** Successful calls that give out credentials, sign in or switch roles. */
function tellsOrigin(event: Event): boolean {
  return TELLING.has(event.name) && event.error === undefined
}

function earlier(a: Event, b: Event): number {
  return a.time - b.time || (a.id < b.id ? -1 : Number(a.id > b.id))
}
