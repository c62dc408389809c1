import { type Instant, instant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import type { Predicate, Window } from '../../question/question.ts'
import { type AthenaTable, isAccount, isRegion } from './table.ts'

/** The parts of a table that a search reads. What is not read is not paid for. */
export type Partitions = {
  /** Days of delivery, both inclusive, at midnight UTC. */
  readonly first: Instant
  readonly last: Instant
  /** undefined: all that the table holds, and it is not known which these are. */
  readonly accounts: readonly string[] | undefined
  readonly regions: readonly string[] | undefined
  /** Why there is nothing to read: the question contradicts itself, or the table holds none of what it asks for. */
  readonly nothing: 'ruled-out' | 'not-held' | undefined
}

const DAY = 86_400_000

/** Clocks and roundings: a file's name may be a little older than the events in it. */
const EARLY_MS = 15 * 60_000

/** Global services say this Region wherever their files lie: one for each partition of AWS. */
const GLOBAL = ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1']

/** Where the events of a search can lie; or that there are none, as what is asked for rules itself out or is not in the table. */
export function partitionsOf(search: Search, table: AthenaTable, lateMs: number): Partitions {
  const askedAccounts = askedFor(search, 'account', search.account, isAccount)
  const asked = askedFor(search, 'region', search.region, isRegion)
  const regions =
    asked !== undefined && table.globalIn !== undefined && asked.some((region) => GLOBAL.includes(region))
      ? [...new Set([...asked, table.globalIn])]
      : asked
  const held = { accounts: within(askedAccounts, table.accounts), regions: within(regions, table.regions) }
  return { ...daysOf(search.window, lateMs), ...held, nothing: nothingOf([askedAccounts, asked], held) }
}

function nothingOf(
  asked: readonly (readonly string[] | undefined)[],
  { accounts, regions }: Pick<Partitions, 'accounts' | 'regions'>,
): Partitions['nothing'] {
  if (asked.some((list) => list?.length === 0)) return 'ruled-out'
  return accounts?.length === 0 || regions?.length === 0 ? 'not-held' : undefined
}

/** Days are those of delivery: CloudTrail delivers minutes after the event, and sometimes much later. */
function daysOf({ from, to }: Window, lateMs: number): Pick<Partitions, 'first' | 'last'> {
  const day = (at: number) => instant(Math.floor(Math.min(Math.max(at, 0), LAST) / DAY) * DAY)
  return { first: day(from - EARLY_MS), last: day(to + lateMs) }
}

const LAST = Date.UTC(9999, 11, 31)

/** What the search is pinned to and the question's terms leave; undefined where neither names any, or no such name exists. */
function askedFor(
  { keep }: Search,
  kind: Extract<Predicate['kind'], 'account' | 'region'>,
  pinned: string | undefined,
  isOne: (said: string) => boolean,
): readonly string[] | undefined {
  const named = keep.flatMap(({ not, predicate }) => (!not && predicate.kind === kind ? [predicate.value] : []))
  const asked = named.length === 0 && pinned !== undefined ? [pinned] : [...new Set(named)]
  if (asked.length === 0 || !asked.every(isOne)) return undefined
  return asked.filter((one) => pinned === undefined || one === pinned)
}

function within(
  asked: readonly string[] | undefined,
  held: readonly string[] | undefined,
): readonly string[] | undefined {
  if (asked === undefined || held === undefined) return asked ?? held
  return asked.filter((one) => held.includes(one))
}

/** `2026/11/23`, as the partition column has it. */
export function sayDay(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')
}

/** How many account-Region-days are read; where accounts or Regions are not known, all of them count as one. */
export function countPartitions({ first, last, accounts, regions }: Partitions, now: Instant): number {
  const days = Math.max(0, Math.floor(Math.min(last, now) / DAY) - Math.floor(first / DAY) + 1)
  return days * (accounts?.length ?? 1) * (regions?.length ?? 1)
}
