import { createHash } from 'node:crypto'
import type { Evidence } from '../find/finding.ts'
import type { Message } from '../message/message.ts'
import type { Plan, Search } from '../plan/plan.ts'
import type { Posted } from './ports.ts'

/** How many jobs one question may take. */
export const MOST_PARTS = 3
/** As JSON their names take 15 bytes each; a message of SQS has 256 KiB. */
const MOST_PLACES = 10_000

/** What a job goes on with: places that the job before could not finish in its time. */
export type Rest = {
  /** 2 or more: the first job is part 1. */
  readonly part: number
  /** The key of the first job: stopping means all parts. */
  readonly of: string
  /** Searches, as `nameSearch` names them. */
  readonly places: readonly string[]
  /** How many searches the whole question has. */
  readonly all: number
  /** What may still be spent on it, in dollars. */
  readonly dollars: number
  /** The first message of the answer, as it was told but for the line about the rest; undefined where nothing was found yet. */
  readonly root?: { readonly posted: Posted; readonly message: Message } | undefined
}

/** A short name for a search of a question's plan, the same in another process. */
export function nameSearch({ backend, place, account, region }: Search): string {
  const named = JSON.stringify([backend, place, account ?? null, region ?? null])
  return createHash('sha256').update(named).digest('base64url').slice(0, 12)
}

/** The key of the job that goes on: the same for the same places of the same part, so that it is done once. */
export function keyOfRest({ of, part, places }: Pick<Rest, 'of' | 'part' | 'places'>): string {
  const which = createHash('sha256').update(places.toSorted().join(' ')).digest('hex').slice(0, 8)
  return `${of}/part${part}-${which}`
}

/**
 * The searches that were ended before they had looked at everything, where another job would come further: at least one
 * other search has ended. Where none has, all would be read again, and end again the same way.
 */
export function leftOf({ searches }: Plan, { findings }: Evidence): readonly Search[] {
  const left = findings
    .filter(({ complete, gaps }) => !complete && gaps.some(({ reason }) => reason === 'cancelled'))
    .map(({ search }) => search)
  return left.length < searches.length && left.length <= MOST_PLACES ? left : []
}

/** The part of a question's plan that is left. `gone`: how many places are not there any more, or may not be asked. */
export function planOfRest(plan: Plan, rest: Rest): { readonly plan: Plan; readonly gone: number } {
  const wanted = new Set(rest.places)
  const searches = plan.searches.filter((search) => wanted.has(nameSearch(search)))
  return {
    plan: { ...plan, searches, why: `Of ${rest.all} places, those that part ${rest.part - 1} had not finished.` },
    gone: wanted.size - searches.length,
  }
}
