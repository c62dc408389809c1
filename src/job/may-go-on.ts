import type { Plan } from '../plan/plan.ts'
import type { Sources } from './answer-question.ts'
import type { Budget } from './budget.ts'
import { estimateCost } from './estimate-cost.ts'
import { makePay } from './pay.ts'
import type { Work } from './reply-deps.ts'
import type { Rest } from './rest.ts'

/** What of a plan may be looked for within what was agreed, and what to do when it was. */
export type MayGoOn = {
  readonly plan: Plan
  /** How many places are left out, as they would cost too much. */
  readonly paid: number
  readonly settle: (dollars: number | undefined) => Promise<void>
}

/** The gate before the rest of a question is looked for: it is the same question, and costs no more than was agreed for all of it. */
export async function mayGoOn(
  work: Work,
  plan: Plan,
  { dollars }: Pick<Rest, 'dollars'>,
  deps: { readonly budget: Budget; readonly sources: Sources },
): Promise<MayGoOn> {
  const taken = await makePay(work, deps, dollars)([plan])
  if (taken.kind === 'paid') return { plan, paid: 0, settle: (cost) => taken.settle(cost) }
  const free = freeOf(plan, deps.sources)
  return { plan: free, paid: plan.searches.length - free.searches.length, settle: async () => {} }
}

/** The part of a plan that costs nothing. */
export function freeOf(plan: Plan, { backends }: Pick<Sources, 'backends'>): Plan {
  const searches = plan.searches.filter(
    (search) => (estimateCost({ ...plan, searches: [search] }, backends)?.dollars ?? 0) === 0,
  )
  return { ...plan, searches }
}
