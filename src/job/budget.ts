import { type Budgets, type Charge, chargesOf, microDollars } from '../policy/budget.ts'
import type { Instant } from '../lib/instant.ts'
import type { Work } from './reply-deps.ts'

/** Sums that are kept for an hour or a day, each for one workspace. */
export type Spending = {
  /**
   * Adds to a sum, unless it would be more than `most` then: false, and nothing is changed. Of several instances at once no
   * two add what only one may. A negative amount gives back; no sum is ever below nothing.
   */
  add(team: string, key: string, amount: number, most: number, until: Instant): Promise<boolean>
}

/** What a question may take, before it is looked for. */
export type Taken =
  | {
      readonly kind: 'taken'
      /** What it cost in the end, in dollars, if that is known. Never rejects: what was taken then stays taken. */
      settle(dollars: number | undefined): Promise<void>
    }
  | { readonly kind: 'over'; readonly charge: Charge }

/** How much people, channels and the workspace may ask and spend. */
export type Budget = {
  /** All of it or nothing. Where it is too much for one budget, that one is told. */
  take(
    work: Pick<Work, 'asker' | 'venue'>,
    amounts: { readonly questions: number; readonly dollars: number },
  ): Promise<Taken>
}

/** Budgets over what is kept, so that they hold for all instances together and after a restart. */
export function makeBudget(spending: Spending, budgets: Budgets, now: () => Instant): Budget {
  return {
    async take({ asker, venue }, amounts) {
      const who = { person: asker.person, channel: venue.channel }
      const at = now()
      const charges = chargesOf(who, amounts, at, budgets)
      const taken: Charge[] = []
      for (const charge of charges) {
        if (!(await spending.add(asker.team, charge.key, charge.amount, charge.most, charge.until))) {
          await add(taken, (one) => -one.amount)
          return { kind: 'over', charge }
        }
        taken.push(charge)
      }
      return {
        kind: 'taken',
        settle: async (dollars) => {
          if (dollars === undefined) return
          const most = { questions: 0, dollars: Math.max(dollars, amounts.dollars) }
          const more = microDollars(dollars) - microDollars(amounts.dollars)
          await add(chargesOf(who, most, at, budgets), () => more).catch(() => {})
        },
      }

      async function add(those: readonly Charge[], amount: (charge: Charge) => number): Promise<void> {
        for (const one of those)
          await spending.add(asker.team, one.key, amount(one), Number.MAX_SAFE_INTEGER, one.until)
      }
    },
  }
}
