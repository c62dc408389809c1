import type { Event } from '../../event/event.ts'
import { readRecord } from '../../event/read-record.ts'
import type { Page } from '../../find/backend.ts'
import type { Instant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import { holdsAll } from '../../question/holds.ts'
import { recordOf, type Row } from './record.ts'

/** Reads the rows of one search, given in pages: each id is one event, however many rows have it. */
export function makeRowReader(search: Search): (rows: readonly Row[]) => Page {
  const holds = holdsAll(search.keep)
  const ids = new Set<string>()
  return (rows) => {
    const events: Event[] = []
    const looked = new Set<string>()
    let newest: Instant | undefined
    let [unreadable, duplicates] = [0, 0]
    for (const row of rows) {
      const event = readRecord(recordOf(row))
      if ('unreadable' in event) unreadable++
      else if (ids.has(event.id)) duplicates++
      else {
        ids.add(event.id)
        if (newest === undefined || event.time > newest) newest = event.time
        looked.add(`${event.account}/${event.region}`)
        if (isOf(search, event) && holds(event)) events.push(event)
      }
    }
    const ledger = { records: rows.length, events: rows.length - unreadable - duplicates, unreadable, duplicates }
    return { events, gaps: [], ledger, newest, looked: [...looked] }
  }
}

function isOf({ window, account, region }: Search, event: Event): boolean {
  return (
    event.time >= window.from &&
    event.time < window.to &&
    (account === undefined || event.account === account) &&
    (region === undefined || event.region === region)
  )
}
