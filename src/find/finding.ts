import type { Event } from '../event/event.ts'
import type { Instant } from '../lib/instant.ts'
import type { Search } from '../plan/plan.ts'
import type { Cost, Gap, Ledger, SeenName } from './backend.ts'
import type { Totals } from './totals.ts'

/** What one search came to. A failure has the shape of a success: fewer events, and gaps that say why. */
export type Finding = {
  readonly search: Search
  readonly gaps: readonly Gap[]
  readonly ledger: Ledger
  readonly newest: Instant | undefined
  /** The account/Region pairs that were really looked at. */
  readonly looked: readonly string[]
  /** False where it ended early: its pages so far are kept, and a gap says why. */
  readonly complete: boolean
  /** What it cost, where the place is paid for by what is read. */
  readonly cost?: Cost | undefined
  /** By what name the place keeps the results. */
  readonly kept?: string | undefined
}

/** Everything that was found for one question: what an Answer is made of. */
export type Evidence = {
  readonly findings: readonly Finding[]
  /** The listed events, newest first, each id once: all of them, or the newest and the notable where there were too many. */
  readonly events: readonly Event[]
  /** True where events were left out of the list. The totals count them all the same. */
  readonly capped: boolean
  readonly totals: Totals
  /** After a miss: names that were seen, nearest to what was asked first. */
  readonly near: readonly SeenName[]
}
