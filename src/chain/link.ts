import type { Event } from '../event/event.ts'
import { type Instant, instant } from '../lib/instant.ts'
import type { Candidate, Confidence, Evidence, Hop, Missing } from './chain.ts'
import type { Clues, Session } from './clues.ts'
import { isWhole, makeMissing, type Need } from './looked.ts'
import { around, LONGEST_MS, LONGEST_ROLE_MS, NEAR_MS, SKEW_MS, SWITCH_MS } from './moments.ts'
import { principalOf } from './principal.ts'
import type { Issue } from './read-issue.ts'
import { whoIs } from './who-is.ts'

/** How a session came to be, as far as events tell. */
export type Link =
  /** A call gave out its credentials; `call` is that call in its caller's account, or in the called one where `far`. */
  | {
      readonly kind: 'issued'
      readonly issue: Issue
      readonly confidence: Confidence
      readonly fields: readonly string[]
    }
  /** Someone switched to the role in the console. */
  | { readonly kind: 'switched'; readonly event: Event; readonly from: string }
  /** Nothing that can be relied on. */
  | {
      readonly kind: 'open'
      readonly why: Missing['why'] | undefined
      readonly candidates: readonly Candidate[]
    }

const KEY_FIELDS = ['responseElements.credentials.accessKeyId', 'userIdentity.accessKeyId']
/** What shows that a session is a call's where no key does. */
export const MOMENT_FIELDS = [
  'responseElements.assumedRoleUser.assumedRoleId',
  'userIdentity.principalId',
  'userIdentity.sessionContext.attributes.creationDate',
]

/**
 * The one call that gave out a session's credentials. By its key: proven. Where the console or a service made the keys as it
 * went: by unique id, session name and second, and only where nothing else fits and every place that would know has been
 * looked at: likely. Anything else is open, with what would fit as candidates.
 */
export function linkOf(session: Session, clues: Clues): Link {
  const { event } = session
  const { keyId } = event.actor
  if (session.id.startsWith('key:') && keyId !== undefined) return byKey(session, clues.byKey.get(keyId) ?? [])
  return bySitting(session, clues)
}

function byKey(session: Session, issues: readonly Issue[]): Link {
  const [only] = issues
  if (only === undefined) return { kind: 'open', why: undefined, candidates: [] }
  if (issues.length > 1) return { kind: 'open', why: 'ambiguous', candidates: issues.map(candidateOf) }
  if (!agrees(only, session)) return { kind: 'open', why: 'contradicted', candidates: [candidateOf(only)] }
  return { kind: 'issued', issue: only, confidence: 'proven', fields: KEY_FIELDS }
}

/** What was given out must be what is used: the same principal, not before it was given out, nor longer than AWS lets it live. */
function agrees(issue: Issue, session: Session): boolean {
  const { event, first } = session
  const used = principalOf(event)
  if (issue.principal !== undefined && used !== undefined && issue.principal !== used) return false
  if (!sameArn(issue, event)) return false
  if (issue.how === 'GetSessionToken' && !issue.far && principalOf(issue.event) !== used) return false
  if (first < issue.time - SKEW_MS || first > issue.time + LONGEST_MS) return false
  return sameSource(issue, event)
}

function sameArn(issue: Issue, { actor }: Event): boolean {
  return issue.arn === undefined || actor.arn === undefined || issue.arn === actor.arn
}

function sameSource(issue: Issue, { actor }: Event): boolean {
  if (issue.sourceIdentity === undefined || actor.sourceIdentity === undefined) return true
  return issue.sourceIdentity === actor.sourceIdentity
}

function bySitting(session: Session, clues: Clues): Link {
  const start = startOf(session)
  const principal = principalOf(session.event)
  const issues = (clues.byPrincipal.get(principal ?? '') ?? []).filter(
    (issue) => isNear(issue.time, start) && sameArn(issue, session.event) && sameSource(issue, session.event),
  )
  const switches = clues.switches.filter(
    (event) => principalOf(event) === principal && isNear(event.time, start, SWITCH_MS),
  )
  const [issue] = issues
  const [turn] = switches
  const candidates = [...issues.map(candidateOf), ...(issue === undefined ? switches.map(switchCandidate) : [])]
  if (candidates.length === 0) return { kind: 'open', why: undefined, candidates }
  const callers = new Set(issues.map(({ event, far }) => (far ? event.id : clues.sessionOf(event))))
  const froms = new Set(switches.map(({ extra }) => String(extra?.SwitchFrom)))
  if (callers.size > 1 || froms.size > 1 || start === undefined) return { kind: 'open', why: 'ambiguous', candidates }
  if (!isWhole(issueNeed(session), clues.looked)) return { kind: 'open', why: undefined, candidates }
  if (issue !== undefined) {
    const [from] = froms
    if (from !== undefined && !issue.far && issue.event.actor.arn !== undefined && from !== issue.event.actor.arn)
      return { kind: 'open', why: 'contradicted', candidates: [...candidates, ...switches.map(switchCandidate)] }
    return { kind: 'issued', issue, confidence: 'likely', fields: MOMENT_FIELDS }
  }
  return turn === undefined
    ? { kind: 'open', why: undefined, candidates }
    : { kind: 'switched', event: turn, from: String(turn.extra?.SwitchFrom) }
}

function isNear(time: Instant, start: Instant | undefined, within = NEAR_MS): boolean {
  return start !== undefined && Math.abs(time - start) <= within
}

export function candidateOf({ event, time }: Issue): Candidate {
  return { who: whoIs(event), event: event.id, time }
}

function switchCandidate(event: Event): Candidate {
  const from = String(event.extra?.SwitchFrom)
  return { who: { kind: 'name', name: from, account: from.split(':')[4] }, event: event.id, time: event.time }
}

/** When the session was made, as its own events say. */
export function startOf({ event, events }: Pick<Session, 'event' | 'events'>): Instant | undefined {
  const said = events.find(({ actor }) => actor.sessionStart !== undefined)?.actor.sessionStart
  return said ?? (event.name === 'SwitchRole' ? event.time : undefined)
}

/** The call that gave out a session's credentials: around its creation, or as far back as a session can live. */
export function issueNeed(session: Session): Need {
  const { event, first } = session
  const start = startOf(session)
  const lives = event.actor.type === 'AssumedRole' ? LONGEST_ROLE_MS : LONGEST_MS
  return {
    what: 'issue',
    key: session.id.startsWith('key:') ? event.actor.keyId : undefined,
    account: event.actor.account,
    ...(start === undefined ? { from: instant(first - lives - SKEW_MS), to: instant(first + SKEW_MS) } : around(start)),
  }
}

/** An event as evidence. */
export function evidenceOf(event: Event, fields: readonly string[]): Evidence {
  const { id, name, account, region, time } = event
  return { event: id, name, account, region, time, fields }
}

/** A step about which there is nothing to say but what it is. */
export function makeHop(hop: Pick<Hop, 'who' | 'how' | 'confidence'> & Partial<Hop>): Hop {
  return {
    session: undefined,
    at: undefined,
    key: undefined,
    from: undefined,
    missing: [],
    candidates: [],
    ...hop,
    evidence: eventsOnce(hop.evidence ?? []),
  }
}

/** One event that shows several things is one. */
function eventsOnce(evidence: readonly Evidence[]): readonly Evidence[] {
  const once = new Map<string, Evidence>()
  for (const each of evidence) {
    const known = once.get(each.event)
    once.set(
      each.event,
      known === undefined ? each : { ...known, fields: [...new Set([...known.fields, ...each.fields])] },
    )
  }
  return [...once.values()]
}

/** What is missing of a session whose issue was not found, and why. */
export function missingIssue(session: Session, why: Missing['why'] | undefined, clues: Clues): Missing {
  const missing = makeMissing(issueNeed(session), clues.looked)
  return why === undefined ? missing : { ...missing, why }
}

/** Where a call came from. */
export function fromOf({ address, agent }: Event): Hop['from'] {
  return { address, agent }
}
