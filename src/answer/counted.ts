import type { CountedBy, Totals } from '../find/totals.ts'
import type { Counted } from './answer.ts'

/** One of the totals as a list: most frequent first, ties by value. */
export function countedBy(
  totals: Totals,
  value: CountedBy,
  alias: ReadonlyMap<string, string | undefined>,
): readonly Counted[] {
  return [...totals.by[value]]
    .map(([said, count]) => ({ ...count, value: said, alias: value === 'account' ? alias.get(said) : undefined }))
    .sort((a, b) => b.events - a.events || compare(a.value, b.value))
}

/** By code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Counts of words as a list: most frequent first, ties by word. */
export function byCount<Word extends string>(counts: ReadonlyMap<Word, number>): readonly (readonly [Word, number])[] {
  return [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b))
}
