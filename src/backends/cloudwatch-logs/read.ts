import type { Event } from '../../event/event.ts'
import { readRecord } from '../../event/read-record.ts'
import type { Page } from '../../find/backend.ts'
import type { Instant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import { holdsAll } from '../../question/holds.ts'
import type { Scope } from './log-group.ts'
import type { Batch, Message } from './message.ts'

/** Batches of messages as pages. */
export type Reading = { page(batch: Batch): Page }

/**
 * A page's ledger counts every message that was brought. Of these, `duplicates` were matches met before in this search,
 * `unreadable` no events, and `events` is the rest, matching or not. `scope`: the part of the group that the
 * search is about.
 */
export function makeReading({ keep, window }: Search, { account, region }: Scope): Reading {
  const holds = holdsAll(keep)
  const ids = new Set<string>()

  function wanted(event: Event): boolean {
    if (event.time < window.from || event.time >= window.to) return false
    if (account !== undefined && event.account !== account) return false
    if (region !== undefined && event.region !== region) return false
    return holds(event)
  }

  return {
    page({ messages, gaps = [], progress, cost }) {
      const events: Event[] = []
      const looked = new Set<string>()
      let [unreadable, duplicates] = [0, 0]
      let newest: Instant | undefined
      for (const message of messages) {
        const event = readEvent(message)
        if (event === undefined) {
          unreadable++
          continue
        }
        if (newest === undefined || event.time > newest) newest = event.time
        if (event.account !== '' && event.region !== '') looked.add(`${event.account}/${event.region}`)
        if (!wanted(event)) continue
        const known = ids.size
        if (ids.add(event.id).size > known) events.push(event)
        else duplicates++
      }
      const records = messages.length
      const ledger = { records, events: records - unreadable - duplicates, unreadable, duplicates }
      return { events, gaps, ledger, newest, progress, cost, looked: [...looked] }
    },
  }
}

export function readEvent(message: Message): Event | undefined {
  if ('unreadable' in message) return undefined
  const event = readRecord(message.record)
  return 'unreadable' in event ? undefined : event
}
