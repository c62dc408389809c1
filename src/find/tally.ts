import type { Event } from '../event/event.ts'
import { makeCounter } from './counter.ts'
import { type Row, rowOf } from './row.ts'
import { makeSpilling } from './spilling.ts'
import type { Totals } from './totals.ts'

/** Counts events one at a time, in any order; each must be given once. */
export type Tally = {
  add(event: Event): void
  /** Adds what an engine counted by itself. */
  absorb(totals: Totals): void
  /** How many were added so far, copies in other accounts included. */
  count(): number
  /** Exact totals of all that was added. Ends the tally, in steps of some milliseconds. */
  finishing(): Generator<undefined, Totals>
  /** The same in one go. */
  finish(): Totals
}

export type TallyOptions = {
  /** About how much memory may be taken by values and copies that differ; what does not fit waits on disk. */
  readonly bytes: number
  readonly named?: number
}

const MEMORY: TallyOptions = { bytes: 24 * 1024 * 1024 }
/** Of a row besides its texts, as V8 lays it out; and how many are taken in one step. */
const ROW_BYTES = 1_200
const STEP = 1_000

/**
 * A tally. Copies of one action in several accounts (sharedEventID) are held until the end: they count once, as the copy
 * that says most about who it was, with every account named.
 */
export function makeTally({ bytes, ...more }: TallyOptions = MEMORY): Tally {
  const counter = makeCounter({ bytes: (bytes * 3) / 4, ...more })
  const shared = makeSpilling<Row[]>({ bytes: bytes / 4 })
  let count = 0

  function* finishing(): Generator<undefined, Totals> {
    try {
      let [twins, taken] = [0, 0]
      for (const [, , held] of shared.each()) {
        const copies = held.flat()
        const joined = joinTwins(copies)
        twins += copies.length - joined.length
        for (const row of joined) counter.add(row)
        if (++taken % STEP === 0) yield
      }
      return yield* counter.totals(twins)
    } finally {
      shared.close()
      counter.close()
    }
  }

  return {
    add(event) {
      count++
      const row = rowOf(event)
      if (event.sharedId === undefined) return counter.add(row)
      const copies = shared.get(0, event.sharedId)
      if (copies === undefined) shared.hold(0, event.sharedId, [row], ROW_BYTES)
      else {
        copies.push(row)
        shared.grew(ROW_BYTES)
      }
    },
    absorb(totals) {
      count += totals.events
      counter.absorb(totals)
    },
    count: () => count,
    finishing,
    finish() {
      const steps = finishing()
      for (;;) {
        const step = steps.next()
        if (step.done === true) return step.value
      }
    },
  }
}

/** Exact totals of some events, each given once. */
export function totalsOf(events: Iterable<Event>): Totals {
  const tally = makeTally()
  for (const event of events) tally.add(event)
  return tally.finish()
}

/** Copies from different accounts become one row; two from one account are two actions. Order makes no difference. */
function joinTwins(copies: readonly Row[]): readonly Row[] {
  if (copies.length === 1) return copies
  const [told, ...rest] = [...copies].sort((a, b) => Number(a.far) - Number(b.far) || (a.id < b.id ? -1 : 1))
  if (told === undefined) return []
  const accounts = [...told.accounts]
  const apart: Row[] = []
  for (const row of rest) {
    const account = row.accounts[0] ?? ''
    if (accounts.includes(account)) apart.push(row)
    else accounts.push(account)
  }
  return [{ ...told, accounts }, ...apart]
}
