import type { Event } from '../event/event.ts'
import { makeCounter } from './counter.ts'
import { type Row, rowOf } from './row.ts'
import type { Totals } from './totals.ts'

/** Counts events one at a time, in any order; each must be given once. */
export type Tally = {
  add(event: Event): void
  /** Adds what an engine counted by itself. */
  absorb(totals: Totals): void
  /** How many were added so far, copies in other accounts included. */
  count(): number
  /** Exact totals of all that was added. Ends the tally. */
  finish(): Totals
}

/**
 * A tally. Copies of one action in several accounts (sharedEventID) are held until the end: they count once, as the copy
 * that says most about who it was, with every account named.
 */
export function makeTally(): Tally {
  const counter = makeCounter()
  const shared = new Map<string, Row[]>()
  let count = 0
  return {
    add(event) {
      count++
      const row = rowOf(event)
      if (event.sharedId === undefined) return counter.add(row)
      const copies = shared.get(event.sharedId)
      if (copies === undefined) shared.set(event.sharedId, [row])
      else copies.push(row)
    },
    absorb(totals) {
      count += totals.events
      counter.absorb(totals)
    },
    count: () => count,
    finish() {
      let twins = 0
      for (const copies of shared.values()) {
        const joined = joinTwins(copies)
        twins += copies.length - joined.length
        for (const row of joined) counter.add(row)
      }
      shared.clear()
      return counter.totals(twins)
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
