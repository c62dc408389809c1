import ipaddr from 'ipaddr.js'
import { agentTool } from '../event/agent-tool.ts'
import type { Finding } from '../find/finding.ts'
import type { Count, CountedBy, Totals } from '../find/totals.ts'
import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import type { Window } from '../question/question.ts'
import { agentLabel, UNKNOWN_TOOL } from './agent-label.ts'
import { compare } from './counted.ts'

/** What is compared with what was before. A network is an IPv4 address's /24, an IPv6 address's /48. */
export const FIRST_TIME_KINDS = ['action', 'region', 'address', 'network', 'tool', 'role'] as const
export type FirstTimeKind = (typeof FIRST_TIME_KINDS)[number]

/** Something that this identity did, or came by, in the window, and not once in the time before it that was searched. */
export type FirstTime = {
  readonly kind: FirstTimeKind
  readonly value: string
  /** The first time in the window, and how often in it. */
  readonly first: Instant
  readonly events: number
  readonly refused: number
}

/** What looking back came to. Never a judgement: what is new to an identity may well be its work. */
export type FirstTimes =
  | {
      readonly kind: 'looked'
      /** What was searched, whole, in how many places. */
      readonly before: Window
      readonly places: number
      /** Events of the identity in that time; with none at all everything is new, and nothing is marked. */
      readonly events: number
      readonly marks: readonly FirstTime[]
      /** Of these more values were seen before than were kept: nothing of the kind is marked. */
      readonly notCompared: readonly FirstTimeKind[]
    }
  /** Why there are no marks, in a few words that follow "not looked for:". */
  | { readonly kind: 'not-looked'; readonly why: string }

/** What was seen in a stretch of time: exact totals, and the roles that were taken where all of them are known. */
export type Seen = { readonly totals: Totals; readonly roles: ReadonlyMap<string, Count> | undefined }

/**
 * What is new in the window against the time before it. No marks unless every place answered in full: what could not be seen
 * may have held it.
 */
export function firstTimes(now: Seen, before: Seen, window: Window, findings: readonly Finding[]): FirstTimes {
  const why = incomplete(findings)
  if (why !== undefined) return { kind: 'not-looked', why }
  const marks: FirstTime[] = []
  const notCompared: FirstTimeKind[] = []
  for (const kind of FIRST_TIME_KINDS) {
    const known = valuesOf(kind, before)
    const values = valuesOf(kind, now)
    if (known === undefined || values === undefined) {
      notCompared.push(kind)
      continue
    }
    for (const [value, { first, events, denied }] of values) {
      if (!known.has(value)) marks.push({ kind, value, first, events, refused: denied })
    }
  }
  const { events } = before.totals
  return {
    kind: 'looked',
    before: window,
    places: findings.length,
    events,
    marks: events === 0 ? [] : marks.sort(byKindAndTime),
    notCompared,
  }
}

/** As for the coverage of an answer: a place is whole where nothing is missing and no record was unreadable. */
function incomplete(findings: readonly Finding[]): string | undefined {
  if (findings.length === 0) return 'no place could be asked about the time before'
  const partly = findings.find(({ complete, gaps, ledger }) => !complete || gaps.length > 0 || ledger.unreadable > 0)
  if (partly === undefined) return undefined
  const [gap] = partly.gaps
  const what = gap === undefined ? 'some records could not be read' : gap.reason.replaceAll('-', ' ')
  return `the time before could not be searched in full (${what})`
}

/** undefined where not all values of the kind are named. */
function valuesOf(kind: FirstTimeKind, seen: Seen): ReadonlyMap<string, Count> | undefined {
  const { by, rest, actions } = seen.totals
  const of = (value: CountedBy, nameOf: (said: string) => string | undefined) =>
    rest?.[value] === undefined ? gathered([...by[value]].map(([said, count]) => [nameOf(said), count])) : undefined
  switch (kind) {
    case 'action':
      return gathered(actions.map((action) => [`${action.source}:${action.name}`, action]))
    case 'region':
      return of('region', (region) => region)
    case 'address':
      return of('address', (address) => (ipaddr.isValid(address) ? address : undefined))
    case 'network':
      return of('address', networkOf)
    case 'tool':
      return of('agent', toolOf)
    case 'role':
      return seen.roles
    default:
      return never(kind)
  }
}

/** A version of a tool is no news, nor what a service did for a caller; a user agent that shows no tool is told as it is. */
function toolOf(agent: string): string | undefined {
  if (agentTool(agent)?.kind === 'service') return undefined
  const label = agentLabel(agent)
  return label === UNKNOWN_TOOL ? agent : label
}

/** `203.0.113.0/24`; undefined for what is no address. */
export function networkOf(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined
  const parsed = ipaddr.process(address)
  const bits = parsed.kind() === 'ipv4' ? 24 : 48
  const bytes = parsed.toByteArray().map((byte, at) => (at * 8 < bits ? byte : 0))
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`
}

/** Counts of one name together; what has no name is left out. */
function gathered(counts: readonly (readonly [name: string | undefined, count: Count])[]): ReadonlyMap<string, Count> {
  const sums = new Map<string, Count>()
  for (const [name, { events, writes, denied, first, last }] of counts) {
    if (name === undefined) continue
    const sum = sums.get(name)
    sums.set(name, {
      events: events + (sum?.events ?? 0),
      writes: writes + (sum?.writes ?? 0),
      denied: denied + (sum?.denied ?? 0),
      first: sum !== undefined && sum.first < first ? sum.first : first,
      last: sum !== undefined && sum.last > last ? sum.last : last,
    })
  }
  return sums
}

function byKindAndTime(a: FirstTime, b: FirstTime): number {
  return (
    FIRST_TIME_KINDS.indexOf(a.kind) - FIRST_TIME_KINDS.indexOf(b.kind) ||
    a.first - b.first ||
    compare(a.value, b.value)
  )
}
