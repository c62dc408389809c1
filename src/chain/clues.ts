import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import type { Instant } from '../lib/instant.ts'
import type { Counts } from './chain.ts'
import { isWhole, type Looked } from './looked.ts'
import { around, NEAR_MS, SIGN_IN_MS, SWITCH_MS } from './moments.ts'
import { isTemporary, mayBeMinted, principalOf } from './principal.ts'
import { type Issue, joinIssues, readIssue } from './read-issue.ts'
import type { Sighting, Sightings } from './sightings.ts'

/** What was done with one set of credentials, or in one sitting at the console. */
export type Session = {
  /** Made of its key, or of principal and moment of creation where the console made a key for each request. */
  readonly id: string
  /** The earliest event of it. */
  readonly event: Event
  /** One event for each different thing that was said of who it was. */
  readonly events: readonly Event[]
  readonly keys: readonly string[]
  readonly first: Instant
  readonly last: Instant
  readonly counts: Counts | undefined
  /** Of these, calls that services made on its behalf. */
  readonly forwarded: Counts | undefined
  /** Of these, calls with keys of their own, which belong here by principal and second of creation: likely, not proven. */
  readonly joined: Counts | undefined
}

/** All that is known, to be looked up. */
export type Clues = {
  readonly sessions: ReadonlyMap<string, Session>
  readonly sessionOf: (event: Event) => string
  /** Whether an event is its session's by principal and second of creation alone: likely, where its key would be proof. */
  readonly isJoined: (event: Event) => boolean
  readonly byKey: ReadonlyMap<string, readonly Issue[]>
  readonly byPrincipal: ReadonlyMap<string, readonly Issue[]>
  /** Successful sign-ins, switches of roles, and credentials fetched from Identity Center. */
  readonly signIns: readonly Event[]
  readonly switches: readonly Event[]
  readonly portal: readonly Event[]
  /** By the long-term key that was made. */
  readonly keysMade: ReadonlyMap<string, readonly Event[]>
  /** By sharedEventID: copies that say who called. */
  readonly shared: ReadonlyMap<string, readonly Event[]>
  /** By unique id: an event of whoever has it that also gives a name. */
  readonly named: ReadonlyMap<string, Event>
  /** By Identity Center user: the names under which they acted. */
  readonly people: ReadonlyMap<string, readonly string[]>
  readonly looked: readonly Looked[]
}

/** Puts what was seen in order. The same whatever order it came in. */
export function makeClues({ actors, traces, shared }: Sightings, looked: readonly Looked[]): Clues {
  const issues = joinIssues(traces.flatMap((event) => readIssue(event) ?? []))
  const byKey = Map.groupBy(issues, ({ key }) => key ?? '')
  byKey.delete('')
  const byPrincipal = Map.groupBy(issues, ({ principal }) => principal ?? '')
  byPrincipal.delete('')
  const starts = startsOf(actors)
  const used = keysUsed(actors, byKey)
  const base = (event: Event) => sessionId(event, used, starts)
  const homes = homesOf(actors, base, byPrincipal, looked)
  const sessionOf = (event: Event) => homes.get(base(event)) ?? base(event)
  const named = traces.filter(({ name }) => name === 'ConsoleLogin')
  return {
    sessions: sessionsOf(actors, base, sessionOf),
    sessionOf,
    isJoined: (event) => homes.has(base(event)),
    byKey,
    byPrincipal,
    signIns: named,
    switches: traces.filter(({ name, extra }) => name === 'SwitchRole' && text(extra?.SwitchFrom) !== undefined),
    portal: traces.filter(({ source }) => source === 'sso.amazonaws.com'),
    keysMade: madeKeys(traces),
    shared,
    named: namesOf(actors),
    people: peopleOf(actors),
    looked,
  }
}

/**
 * Never by a name alone. A key that an event gave out is a session; keys that the console or a service makes as it goes are
 * one sitting, by principal (unique id and session name) and the second of its creation; any other key stands for itself.
 */
function sessionId(event: Event, used: ReadonlySet<string>, starts: ReadonlyMap<string, ReadonlySet<Instant>>): string {
  const { actor } = event
  const principal = principalOf(event) ?? ''
  const failed = event.name === 'ConsoleLogin' && event.error !== undefined ? 'failed:' : ''
  // A unique id needs no account, which some events leave out.
  const account = /^A(?:RO|ID)A/.test(principal) ? '' : (actor.account ?? '')
  // Both have to be the same: in records with names taken out, one of them often is the same for everybody.
  const who = `${failed}${actor.type}:${account}:${principal}:${actor.arn ?? ''}`
  const isSession = ['AssumedRole', 'FederatedUser', 'IAMUser', 'Root'].includes(actor.type)
  if (actor.type === 'AWSAccount') return `${who}:${event.sharedId ?? ''}`
  if (!isSession) return `${who}:${actor.invokedBy ?? actor.onBehalfOf?.userId ?? actor.name ?? ''}`
  const { keyId } = actor
  const start = actor.sessionStart ?? startNear(event, starts.get(principal))
  if (start !== undefined && keyId === undefined) return `sitting:${who}:${start}`
  if (!isTemporary(event) && actor.type !== 'AssumedRole') return keyId === undefined ? who : `key:${keyId}`
  if (keyId !== undefined && !event.fromConsole && used.has(keyId)) return `key:${keyId}:${who}`
  if (start !== undefined && mayBeMinted(event)) return `sitting:${who}:${start}`
  return keyId === undefined ? `${who}:${start ?? 'no key'}` : `key:${keyId}:${who}`
}

/**
 * A sign-in and SwitchRole say neither key nor creation: they belong to the one sitting that began then, if there is one.
 */
function startNear({ name, error, time }: Event, starts: ReadonlySet<Instant> = new Set()): Instant | undefined {
  if (error !== undefined || (name !== 'SwitchRole' && name !== 'ConsoleLogin')) return undefined
  const within = name === 'SwitchRole' ? SWITCH_MS : SIGN_IN_MS
  const near = [...starts].filter((start) => Math.abs(start - time) <= within)
  if (near.length === 1) return near[0]
  return name === 'SwitchRole' ? time : undefined
}

function startsOf(actors: readonly Sighting[]): ReadonlyMap<string, ReadonlySet<Instant>> {
  const starts = new Map<string, Set<Instant>>()
  for (const { event } of actors) {
    const principal = principalOf(event)
    if (principal === undefined || event.actor.sessionStart === undefined || !mayBeMinted(event)) continue
    starts.set(principal, (starts.get(principal) ?? new Set()).add(event.actor.sessionStart))
  }
  return starts
}

/** Keys that were given out, or used by whoever holds them and not only by a service or the console on their behalf. */
function keysUsed(actors: readonly Sighting[], byKey: Clues['byKey']): ReadonlySet<string> {
  const direct = actors.flatMap(({ event, keys }) => (mayBeMinted(event) ? [] : keys))
  return new Set([...byKey.keys(), ...direct])
}

/**
 * Calls that a service made with a key of its own belong to the session on whose behalf it was: the one with the same
 * principal and creation. Where there are two, or there may be one that was not seen, they stay by themselves.
 */
function homesOf(
  actors: readonly Sighting[],
  base: (event: Event) => string,
  byPrincipal: Clues['byPrincipal'],
  looked: readonly Looked[],
): ReadonlyMap<string, string> {
  const sittings = Map.groupBy(actors, ({ event }) => base(event))
  const keyed = new Map<string, Set<string>>()
  for (const { event } of actors) {
    const id = base(event)
    if (id.startsWith('key:') && event.actor.sessionStart !== undefined) {
      const family = familyOf(event)
      keyed.set(family, (keyed.get(family) ?? new Set()).add(id))
    }
  }
  const homes = new Map<string, string>()
  for (const [id, group] of sittings) {
    const [first] = group
    const start = first?.event.actor.sessionStart
    if (!id.startsWith('sitting:') || first === undefined || start === undefined) continue
    if (group.some(({ event }) => event.fromConsole)) continue
    const [home, ...others] = keyed.get(familyOf(first.event)) ?? []
    const issues = (byPrincipal.get(principalOf(first.event) ?? '') ?? []).filter(
      ({ time }) => Math.abs(time - start) <= NEAR_MS,
    )
    const need = { what: 'issue' as const, key: undefined, account: first.event.actor.account, ...around(start) }
    const isSure = issues.length === 0 || (issues.length === 1 && isWhole(need, looked))
    if (home !== undefined && others.length === 0 && isSure) homes.set(id, home)
  }
  return homes
}

function familyOf(event: Event): string {
  return `${event.actor.type}:${principalOf(event) ?? ''}:${event.actor.arn ?? ''}:${event.actor.sessionStart}`
}

function sessionsOf(
  actors: readonly Sighting[],
  base: (event: Event) => string,
  sessionOf: Clues['sessionOf'],
): Clues['sessions'] {
  const groups = Map.groupBy(actors, ({ event }) => sessionOf(event))
  const sessions = new Map<string, Session>()
  for (const [id, group] of groups) {
    const [first] = group
    if (first === undefined) continue
    sessions.set(id, {
      id,
      event: first.event,
      events: group.map(({ event }) => event),
      keys: [...new Set(group.flatMap(({ keys }) => keys))].sort(),
      first: least(group.map((each) => each.first)),
      last: most(group.map((each) => each.last)),
      counts: countsOf(group),
      forwarded: countsOf(group.filter(({ event }) => event.actor.invokedBy !== undefined)),
      joined: countsOf(group.filter(({ event }) => base(event) !== id)),
    })
  }
  return sessions
}

function countsOf(group: readonly Sighting[]): Counts | undefined {
  return addCounts(group.flatMap(({ counts }) => counts ?? []))
}

/** All of them together; undefined for none. */
export function addCounts(counts: readonly Counts[]): Counts | undefined {
  if (counts.length === 0) return undefined
  const sum = (of: (each: Counts) => number) => counts.reduce((total, each) => total + of(each), 0)
  return {
    events: sum(({ events }) => events),
    writes: sum(({ writes }) => writes),
    denied: sum(({ denied }) => denied),
    first: least(counts.map(({ first }) => first)),
    last: most(counts.map(({ last }) => last)),
  }
}

function least(times: readonly Instant[]): Instant {
  return times.reduce((a, b) => (b < a ? b : a))
}

function most(times: readonly Instant[]): Instant {
  return times.reduce((a, b) => (b > a ? b : a))
}

function madeKeys(traces: readonly Event[]): Clues['keysMade'] {
  const keyOf = (event: Event) => text(fields(event.response?.accessKey)?.accessKeyId) ?? ''
  const made = Map.groupBy(
    traces.filter(({ name, source }) => name === 'CreateAccessKey' && source === 'iam.amazonaws.com'),
    keyOf,
  )
  made.delete('')
  return made
}

/** Events come in order of time, so that the earliest stands for each. */
function namesOf(actors: readonly Sighting[]): Clues['named'] {
  const named = new Map<string, Event>()
  for (const { event } of actors) {
    const { actor } = event
    if (actor.uniqueId === undefined || named.has(actor.uniqueId)) continue
    if ((actor.type === 'IAMUser' && actor.name !== undefined) || actor.role !== undefined)
      named.set(actor.uniqueId, event)
  }
  return named
}

/** A user id is a person of one identity store; the same id in another is somebody else. */
export function personId(behalf: NonNullable<Event['actor']['onBehalfOf']>): string {
  return `${behalf.identityStoreArn ?? ''}/${behalf.userId}`
}

function peopleOf(actors: readonly Sighting[]): Clues['people'] {
  const people = new Map<string, Set<string>>()
  for (const { event } of actors) {
    const { onBehalfOf, sessionName, role } = event.actor
    if (onBehalfOf === undefined || sessionName === undefined) continue
    if (role?.arn?.includes(':role/aws-reserved/sso.amazonaws.com/') !== true) continue
    const id = personId(onBehalfOf)
    people.set(id, (people.get(id) ?? new Set()).add(sessionName))
  }
  return new Map([...people].map(([id, names]) => [id, [...names].sort()]))
}
