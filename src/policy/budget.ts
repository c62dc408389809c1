import { type Instant, instant } from '../lib/instant.ts'

/** Who a budget is for. */
export const PURSES = ['person', 'channel', 'workspace'] as const
export type Purse = (typeof PURSES)[number]

/** What may be asked by the hour, and spent in AWS by the day (UTC). Every one of them holds. */
export type Budgets = { readonly [purse in Purse]: { readonly questions: number; readonly dollars: number } }

/** What one question takes out of one budget. */
export type Charge = {
  readonly purse: Purse
  readonly of: 'questions' | 'dollars'
  /** Under which the sum of this hour or day is kept; unique in the workspace. */
  readonly key: string
  /** Questions, or millionths of a dollar: sums of whole numbers stay exact. */
  readonly amount: number
  readonly most: number
  /** When a new hour or day begins. */
  readonly until: Instant
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MILLION = 1_000_000

/**
 * What one question takes, and out of which budgets: the narrowest first, so that whoever met their own is told that. One
 * that costs nothing takes no dollars, and can be asked where all dollars are spent.
 */
export function chargesOf(
  { person, channel }: { readonly person: string; readonly channel: string },
  { questions, dollars }: { readonly questions: number; readonly dollars: number },
  now: Instant,
  budgets: Budgets,
): readonly Charge[] {
  const names = { person, channel, workspace: '' }
  const charges = PURSES.flatMap((purse): readonly Charge[] => {
    const charge = (of: Charge['of'], amount: number, most: number, period: number): Charge => {
      const from = Math.floor(now / period) * period
      return { purse, of, amount, most, key: `${from}/${of}/${purse}/${names[purse]}`, until: instant(from + period) }
    }
    return [
      charge('questions', questions, budgets[purse].questions, HOUR_MS),
      charge('dollars', microDollars(dollars), microDollars(budgets[purse].dollars), DAY_MS),
    ]
  })
  return charges.filter(({ amount }) => amount > 0)
}

/** Rounded up: what costs a little never costs nothing. */
export function microDollars(dollars: number): number {
  return Math.ceil(dollars * MILLION - 1e-6)
}
