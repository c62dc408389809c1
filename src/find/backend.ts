import type { Event } from '../event/event.ts'
import type { Instant } from '../lib/instant.ts'
import type { Search } from '../plan/plan.ts'
import type { Totals } from './totals.ts'

/** Why something could not be seen. `gap-reasons` in docs/coverage.md has a heading for each. */
export const GAP_REASONS = [
  'denied',
  'throttled',
  'timeout',
  'cancelled',
  'unreachable',
  'corrupt',
  'truncated',
  'too-large',
  'not-a-log',
  'outside-root',
  'missing',
  'retention',
  'budget',
  'failed',
] as const
export type GapReason = (typeof GAP_REASONS)[number]

/** Something that was asked and could not be (wholly) seen. */
export type Gap = {
  readonly reason: GapReason
  /** The account, Region, or file: as precise as is known. */
  readonly where: string
  /** What happened and what to do, one sentence. */
  readonly detail: string
  /** How many things of this sort, where one line stands for several (files of one folder, say). */
  readonly count: number
}

/** records = events + unreadable + duplicates, always: an engine that drops one in silence fails its tests. */
export type Ledger = {
  readonly records: number
  readonly events: number
  readonly unreadable: number
  readonly duplicates: number
}

/** What looking cost, in a place that is paid for by what is read. */
export type Cost = { readonly bytes: number; readonly dollars: number }

/** A stretch of an answer as it arrives. */
export type Page = {
  /** The events that hold for the search, in any order, each at most once a search. */
  readonly events: readonly Event[]
  /** Exact totals of matching events that are *not* in `events` of any page of this search (an engine that counts). */
  readonly totals?: Totals | undefined
  readonly gaps: readonly Gap[]
  /** Adds to the search's ledger: what was read to make this page. */
  readonly ledger: Ledger
  /** The newest event seen in the place, whether or not it matched. */
  readonly newest: Instant | undefined
  /** How far along the search is, 0 to 1, where that is known. */
  readonly progress?: number | undefined
  /** The account and Region pairs that were really looked at, as `111122223333/us-east-1`. */
  readonly looked?: readonly string[] | undefined
  /** Adds to what the search cost. */
  readonly cost?: Cost | undefined
  /** By what name the place keeps the results of this search: read again, they need no new search. */
  readonly kept?: string | undefined
}

/** A name that was seen acting, for "did you mean". */
export type SeenName = { readonly name: string; readonly by: 'user' | 'session' | 'role'; readonly count: number }

/**
 * Somewhere events can be asked for. Pages come as they are read, so that those before a failure are kept.
 * A failure ends the pages with a gap on the last of them; only a defect throws.
 */
export type Backend = {
  readonly name: string
  search(search: Search, signal: AbortSignal): AsyncIterable<Page>
  /** Names that acted in the window, most frequent first, to suggest after a miss. */
  seenNames?(search: Search, signal: AbortSignal): Promise<readonly SeenName[]>
  /** What a search is going to cost, where looking costs and that can be told before. */
  estimate?(search: Search): { readonly cost: Cost | undefined }
}
