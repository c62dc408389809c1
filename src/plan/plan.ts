import type { Predicate, Question, Term, Window } from '../question/question.ts'
import type { BackendName } from '../question/via.ts'

export type { BackendName } from '../question/via.ts'

/** One thing to ask of one backend. */
export type Search = {
  readonly backend: BackendName
  /** What a person calls the place: `log files in acme-trail`, `event history of prod in us-east-1`. */
  readonly place: string
  /** undefined: all accounts (or Regions) that the place holds. */
  readonly account: string | undefined
  readonly region: string | undefined
  readonly window: Window
  /** The one thing the backend may check by itself: at least as wide as our own check. */
  readonly push: Predicate | undefined
  /** What we check ourselves on every event that comes back: always the whole question. */
  readonly keep: readonly Term[]
  /** Who asks: a Slack user id, or `whodid` where nobody does. It ends up in the accounts' own CloudTrail. */
  readonly asker: string
}

export type Plan = {
  readonly question: Question
  readonly searches: readonly Search[]
  /** In words, for the asker: which backends, how many places, and why. */
  readonly why: string
}

/** What there is to be looked at. From configuration; read once at the start of a job. */
export type Estate = {
  readonly accounts: readonly { readonly id: string; readonly alias: string | undefined }[]
  readonly places: readonly Place[]
  /** Accounts that are known and cannot be asked, with why: suspended ones, or those that could not be listed. */
  readonly notAsked?: readonly NotAsked[] | undefined
}

export type NotAsked = {
  readonly name: string
  readonly why: string
  /** Its id, where it is one account. */
  readonly account?: string | undefined
}

export type Place = {
  readonly backend: BackendName
  readonly name: string
  /** undefined: all that it holds. */
  readonly account: string | undefined
  readonly region: string | undefined
  /** The only accounts that it holds, where it holds several and not all. */
  readonly accounts?: readonly string[] | undefined
  /** How many days it keeps, where that is known. Event history's ninety need not be said. */
  readonly days?: number | undefined
  /** About how many bytes a day of it takes to look through, and what 10^12 of them cost, where looking costs. */
  readonly bytesPerDay?: number | undefined
  readonly dollarsPerTb?: number | undefined
}
