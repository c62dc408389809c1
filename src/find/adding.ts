import type { Count } from './totals.ts'

/** A Count that is still being added to. */
export type Adding = { -readonly [K in keyof Count]: Count[K] }

export function addCount(count: Adding, more: Count): void {
  count.events += more.events
  count.writes += more.writes
  count.denied += more.denied
  if (more.first < count.first) count.first = more.first
  if (more.last > count.last) count.last = more.last
}
