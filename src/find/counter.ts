import { instant, type Instant } from '../lib/instant.ts'
import { makeActionCounter } from './action-counter.ts'
import { type Adding, addCount } from './adding.ts'
import type { Row } from './row.ts'
import { COUNTED_BY, type Count, type CountedBy, type Totals } from './totals.ts'

type Counter = {
  add(row: Row): void
  absorb(totals: Totals): void
  totals(twins: number): Totals
}

const QUARTER = 15 * 60_000

export function makeCounter(): Counter {
  let [events, writes, errors, denied, twinsAbsorbed] = [0, 0, 0, 0, 0]
  let first: Instant | undefined
  let last: Instant | undefined
  const by = Object.fromEntries(COUNTED_BY.map((value) => [value, new Map<string, Adding>()])) as Record<
    CountedBy,
    Map<string, Adding>
  >
  const actions = makeActionCounter()
  const quarters = new Map<Instant, { events: number; writes: number; denied: number }>()

  function span(from: Instant | undefined, to: Instant | undefined): void {
    if (from !== undefined && (first === undefined || from < first)) first = from
    if (to !== undefined && (last === undefined || to > last)) last = to
  }

  function addQuarter(
    at: Instant,
    more: { readonly events: number; readonly writes: number; readonly denied: number },
  ): void {
    const quarter = quarters.get(at)
    if (quarter === undefined) quarters.set(at, { events: more.events, writes: more.writes, denied: more.denied })
    else {
      quarter.events += more.events
      quarter.writes += more.writes
      quarter.denied += more.denied
    }
  }

  return {
    add(row) {
      events++
      if (row.write) writes++
      if (row.coded) errors++
      if (row.refused) denied++
      span(row.time, row.time)
      const one = countOf(row)
      for (const account of row.accounts) addTo(by.account, account, one)
      for (const value of COUNTED_BY) {
        const said = value === 'account' ? undefined : row.values[value]
        if (said !== undefined) addTo(by[value], said, one)
      }
      actions.add(row, one)
      addQuarter(instant(Math.floor(row.time / QUARTER) * QUARTER), one)
    },
    absorb(totals) {
      events += totals.events
      writes += totals.writes
      errors += totals.errors
      denied += totals.denied
      twinsAbsorbed += totals.twins
      span(totals.first, totals.last)
      for (const value of COUNTED_BY) for (const [said, count] of totals.by[value]) addTo(by[value], said, count)
      for (const action of totals.actions) actions.absorb(action)
      for (const [at, more] of totals.quarters) addQuarter(at, more)
    },
    totals: (twins) => ({
      events,
      writes,
      reads: events - writes,
      errors,
      denied,
      first,
      last,
      twins: twins + twinsAbsorbed,
      by,
      actions: actions.actions(),
      quarters,
    }),
  }
}

function countOf(row: Row): Count {
  return { events: 1, writes: row.write ? 1 : 0, denied: row.refused ? 1 : 0, first: row.time, last: row.time }
}

function addTo(counts: Map<string, Adding>, key: string, more: Count): void {
  const count = counts.get(key)
  if (count === undefined) counts.set(key, { ...more })
  else addCount(count, more)
}
