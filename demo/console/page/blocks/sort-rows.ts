import type { Json } from '../../../slack/record.ts'
import { wordsIn } from './words-in.ts'

export type Order = { readonly column: number; readonly down: boolean }
type Row = readonly Json[]

/** Rows by one column: numbers by their value, texts as people sort them; equal rows keep their order. */
export function sortRows(rows: readonly Row[], order: Order | undefined): readonly Row[] {
  if (order === undefined) return rows
  const { column, down } = order
  return [...rows].sort((a, b) => (down ? -1 : 1) * compare(a[column], b[column]))
}

/** Up, then down, then as the app gave them. */
export function nextOrder(order: Order | undefined, column: number): Order | undefined {
  if (order?.column !== column) return { column, down: false }
  return order.down ? undefined : { column, down: true }
}

const LETTERS = new Intl.Collator('en', { numeric: true })

function compare(a: Json | undefined, b: Json | undefined): number {
  if (typeof a?.value === 'number' && typeof b?.value === 'number') return a.value - b.value
  return LETTERS.compare(wordsIn(a), wordsIn(b))
}
