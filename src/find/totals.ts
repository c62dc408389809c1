import type { Instant } from '../lib/instant.ts'

/** How often, how often refused, when first and last. */
export type Count = {
  readonly events: number
  readonly writes: number
  readonly denied: number
  readonly first: Instant
  readonly last: Instant
}

/** One kind of call with one outcome: what a line of an answer counts. */
export type ActionCount = Count & {
  readonly source: string
  readonly name: string
  readonly write: boolean
  /** errorCode, or errorMessage where there is no code; undefined where it succeeded. */
  readonly error: string | undefined
  readonly refused: boolean
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** What it was done to, most frequent first, ties by name, at most TARGETS_KEPT; `targetCount` says how many there were. */
  readonly targets: readonly (readonly [target: string, events: number])[]
  readonly targetCount: number
}

/** How many targets an action line names. */
export const TARGETS_KEPT = 20

/** The values that events are counted by. */
export const COUNTED_BY = ['account', 'region', 'source', 'address', 'agent', 'key', 'actor', 'error'] as const
export type CountedBy = (typeof COUNTED_BY)[number]

/** How many values of each sort are named: the most frequent, ties by value; long-term keys before temporary ones. */
export const VALUES_KEPT = 5_000

/** The values of one sort that are not named, counted together: how many there are, and what they come to. */
export type Rest = Count & { readonly values: number }

/** Exact counts over every matching event, however many of them are listed. */
export type Totals = {
  readonly events: number
  readonly writes: number
  readonly reads: number
  /** Calls with an errorCode. */
  readonly errors: number
  /** Refused for lack of rights, and failed console sign-ins, which have no errorCode. */
  readonly denied: number
  readonly first: Instant | undefined
  readonly last: Instant | undefined
  /** Further copies of one action in other accounts (sharedEventID): counted in `events` once, with all its accounts named. */
  readonly twins: number
  /** By each value; where there are more than VALUES_KEPT of a sort, the others are counted together in `rest`. */
  readonly by: Readonly<Record<CountedBy, ReadonlyMap<string, Count>>>
  readonly rest?: Readonly<Partial<Record<CountedBy, Rest>>> | undefined
  readonly actions: readonly ActionCount[]
  /** Events in each quarter of an hour, keyed by its start. */
  readonly quarters: ReadonlyMap<Instant, { readonly events: number; readonly writes: number; readonly denied: number }>
}
