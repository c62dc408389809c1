import type { Plan } from '../plan/plan.ts'
import type { Sources } from './answer-question.ts'
import type { Budget } from './budget.ts'
import { estimateCost } from './estimate-cost.ts'
import type { Work } from './reply-deps.ts'

/** Whether looks may be made that come on top of what was asked, and what to do when they were. */
export type Paid =
  | {
      readonly kind: 'paid'
      /** What they cost in the end, in dollars, if that is known. Never rejects. */
      settle(dollars: number | undefined): Promise<void>
    }
  /** Nothing was taken. `dollars`: what they would have cost; `most`: there is less left of what may be spent here. */
  | { readonly kind: 'unpaid'; readonly why: 'most' | 'budget'; readonly dollars: number }

/** Takes what looks are going to cost out of the budgets, before they are made. Looks that cost nothing always may be. */
export type Pay = (plans: readonly Plan[]) => Promise<Paid>

/**
 * For what follows a question: it may cost `most` dollars, all together, and is within the budgets of whoever asks. What a
 * place cannot estimate is counted when it was looked for.
 */
export function makePay(
  work: Pick<Work, 'asker' | 'venue'>,
  { budget, sources }: { readonly budget: Budget; readonly sources: Sources },
  most: number,
): Pay {
  let spent = 0
  return async (plans) => {
    const dollars = plans.reduce((sum, plan) => sum + (estimateCost(plan, sources.backends)?.dollars ?? 0), 0)
    if (dollars > 0 && spent + dollars > most) return { kind: 'unpaid', why: 'most', dollars }
    spent += dollars
    const taken = await budget.take(work, { questions: 0, dollars })
    if (taken.kind === 'over') {
      spent -= dollars
      return { kind: 'unpaid', why: 'budget', dollars }
    }
    return {
      kind: 'paid',
      settle: async (cost) => {
        spent += (cost ?? dollars) - dollars
        await taken.settle(cost)
      },
    }
  }
}

/** For what is only added where it costs nothing. */
export function payNothing({ backends }: Pick<Sources, 'backends'>): Pay {
  return async (plans) => {
    const dollars = plans.reduce((sum, plan) => sum + (estimateCost(plan, backends)?.dollars ?? 0), 0)
    if (dollars > 0) return { kind: 'unpaid', why: 'most', dollars }
    return { kind: 'paid', settle: async () => {} }
  }
}

/** The first look is paid for already, as part of what was asked; what follows as `then` says. */
export function paidFirst(settle: (dollars: number | undefined) => Promise<void>, then: Pay): Pay {
  let isFirst = true
  return (plans) => {
    if (!isFirst) return then(plans)
    isFirst = false
    return Promise.resolve({ kind: 'paid', settle })
  }
}
