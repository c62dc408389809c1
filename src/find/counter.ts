import { instant, type Instant } from '../lib/instant.ts'
import { makeActionCounter } from './action-counter.ts'
import { type Adding, addCount } from './adding.ts'
import type { Row } from './row.ts'
import { makeSpilling } from './spilling.ts'
import { makeTopValues } from './top-values.ts'
import { COUNTED_BY, type Count, type CountedBy, type Rest, type Totals, VALUES_KEPT } from './totals.ts'

export type Counter = {
  add(row: Row): void
  absorb(totals: Totals): void
  /** Ends the counting. It can take a second for each million different values, so it lets others in between its steps. */
  totals(twins: number): Generator<undefined, Totals>
  close(): void
}

export type CounterOptions = {
  /** About how much memory different values may take; beyond it they are put on disk. */
  readonly bytes: number
  /** How many values of each sort are named. */
  readonly named?: number
}

const QUARTER = 15 * 60_000
/** Of an entry besides its key, as V8 lays it out. */
const ENTRY_BYTES = 160
/** How many values are taken in one step. */
const STEP = 2_000
/** Groups of values: the sorts of COUNTED_BY by their number, then the targets of each action by the action's. */
const ACCOUNT = COUNTED_BY.indexOf('account')
const TARGETS = COUNTED_BY.length

/** Counts everything that an answer counts by, in memory that is bounded however many different values there are. */
export function makeCounter({ bytes, named = VALUES_KEPT }: CounterOptions): Counter {
  let [events, writes, errors, denied, twinsAbsorbed] = [0, 0, 0, 0, 0]
  let first: Instant | undefined
  let last: Instant | undefined
  const values = makeSpilling<Adding>({ bytes })
  const actions = makeActionCounter((action, target, count) => addValue(TARGETS + action, target, count))
  const quarters = new Map<Instant, { events: number; writes: number; denied: number }>()
  const restAbsorbed = new Map<CountedBy, Rest>()

  function span(from: Instant | undefined, to: Instant | undefined): void {
    if (from !== undefined && (first === undefined || from < first)) first = from
    if (to !== undefined && (last === undefined || to > last)) last = to
  }

  function addValue(group: number, value: string, more: Count): void {
    const count = values.get(group, value)
    if (count === undefined) values.hold(group, value, countOf(more), ENTRY_BYTES)
    else addCount(count, more)
  }

  function addQuarter(at: Instant, more: Pick<Count, 'events' | 'writes' | 'denied'>): void {
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
      const one = oneOf(row)
      for (const account of row.accounts) addValue(ACCOUNT, account, one)
      for (const [group, value] of COUNTED_BY.entries()) {
        const said = value === 'account' ? undefined : row.values[value]
        if (said !== undefined) addValue(group, said, one)
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
      for (const [group, value] of COUNTED_BY.entries()) {
        for (const [said, count] of totals.by[value]) addValue(group, said, count)
        const rest = totals.rest?.[value]
        if (rest !== undefined) restAbsorbed.set(value, addRest(restAbsorbed.get(value), rest))
      }
      for (const action of totals.actions) actions.absorb(action)
      for (const [at, more] of totals.quarters) addQuarter(at, more)
    },
    *totals(twins) {
      const tops = COUNTED_BY.map((value) => makeTopValues(value, named))
      let taken = 0
      for (const [group, value, found] of values.each()) {
        const top = tops[group]
        const count = sumOf(found)
        if (top === undefined) actions.nameTarget(group - TARGETS, value, count.events)
        else top.add(value, count)
        if (++taken % STEP === 0) yield
      }
      return {
        events,
        writes,
        reads: events - writes,
        errors,
        denied,
        first,
        last,
        twins: twins + twinsAbsorbed,
        by: Object.fromEntries(COUNTED_BY.map((value, group) => [value, tops[group]?.named()])) as Totals['by'],
        ...restOf(COUNTED_BY.map((value, group) => [value, [restAbsorbed.get(value), tops[group]?.rest()]] as const)),
        actions: actions.actions(),
        quarters,
      }
    },
    close: () => values.close(),
  }
}

function oneOf(row: Row): Count {
  return { events: 1, writes: row.write ? 1 : 0, denied: row.refused ? 1 : 0, first: row.time, last: row.time }
}

/** A count alone, to be added to. */
function countOf({ events, writes, denied, first, last }: Count): Adding {
  return { events, writes, denied, first, last }
}

function sumOf([first, ...more]: readonly Adding[]): Adding {
  if (first === undefined) throw new Error('a value that was counted has no count')
  for (const count of more) addCount(first, count)
  return first
}

/** Engines that each left values unnamed may have left the same ones: there are at most so many. */
function addRest(a: Rest | undefined, b: Rest): Rest {
  if (a === undefined) return b
  const sum = { ...a, values: a.values + b.values }
  addCount(sum, b)
  return sum
}

function restOf(
  rests: readonly (readonly [CountedBy, readonly (Rest | undefined)[]])[],
): Pick<Totals, 'rest'> | undefined {
  const found = rests.flatMap(([value, some]) => {
    const rest = some.reduce((sum, one) => (one === undefined ? sum : addRest(sum, one)), undefined)
    return rest === undefined ? [] : [[value, rest] as const]
  })
  return found.length === 0 ? undefined : { rest: Object.fromEntries(found) }
}
