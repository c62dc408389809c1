import type { Spending } from '../job/budget.ts'
import { instant } from '../lib/instant.ts'
import type { Rows } from './rows.ts'

/** A sum is kept a little longer than it counts: a clock of another instance may be behind. */
const AFTERWARDS_MS = 10 * 60_000
/** As often as another instance may come between reading a sum and writing it. */
const TRIES = 100

/** Sums of what was asked and spent, each written only where it still stands as it was read. */
export function keepSpending(rows: Rows): Spending {
  return {
    async add(team, key, amount, most, until) {
      const shelf = [team, 'spent'] as const
      for (let tries = 0; tries < TRIES; tries += 1) {
        const found = await rows.get(shelf, key)
        const sum = Math.max(0, Number(found?.text ?? 0) + amount)
        if (amount > 0 && sum > most) return false
        const expires = instant(until + AFTERWARDS_MS)
        if (await rows.put(shelf, { key, text: String(sum), expires, was: found?.version ?? 0 })) return true
      }
      throw new Error('a budget could not be written: too many write it at once')
    },
  }
}
