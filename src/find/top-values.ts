import { type Adding, addCount } from './adding.ts'
import type { Count, CountedBy, Rest } from './totals.ts'

type Entry = readonly [value: string, count: Count]

export type TopValues = {
  add(value: string, count: Count): void
  /** Those that come first by the order that all who count keep to; where all are named, in the order they came. */
  named(): ReadonlyMap<string, Count>
  /** The others, counted together; undefined where all are named. */
  rest(): Rest | undefined
}

/** Keeps the most frequent values of one sort, each given once, and counts the others together. */
export function makeTopValues(sort: CountedBy, most: number): TopValues {
  let entries: Entry[] = []
  let rest: (Adding & { values: number }) | undefined

  function cut(): void {
    if (entries.length <= most) return
    entries.sort((a, b) => compare(sort, a, b))
    for (const [, count] of entries.slice(most)) {
      if (rest === undefined) rest = { ...count, values: 1 }
      else {
        addCount(rest, count)
        rest.values++
      }
    }
    entries = entries.slice(0, most)
  }

  return {
    add(value, count) {
      entries.push([value, count])
      if (entries.length > most * 2) cut()
    },
    named() {
      cut()
      return new Map(entries)
    },
    rest() {
      cut()
      return rest
    },
  }
}

function compare(sort: CountedBy, [a, x]: Entry, [b, y]: Entry): number {
  return Number(isLasting(sort, b)) - Number(isLasting(sort, a)) || y.events - x.events || (a < b ? -1 : 1)
}

/** A key that works until someone ends it: seldom used, it would be lost among sessions. */
function isLasting(sort: CountedBy, value: string): boolean {
  return sort === 'key' && value.startsWith('AKIA')
}
