import type { Event as LookedUp, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type { Event } from '../../event/event.ts'
import { readRecord } from '../../event/read-record.ts'
import type { Ledger } from '../../find/backend.ts'
import { type Instant, instant } from '../../lib/instant.ts'

/** A page of event history as events, each once a search: stretches and lookups overlap. */
export type PageRead = {
  /** Those not met before in this search, whether or not they were asked for. */
  readonly events: readonly Event[]
  readonly ledger: Ledger
  /** When the oldest and the newest on the page happened, new or not; undefined for an empty page. */
  readonly oldest: Instant | undefined
  readonly newest: Instant | undefined
}

/** `CloudTrailEvent` is the whole record as text. `seen` gets the ids. */
export function readPage({ Events: all = [] }: LookupEventsCommandOutput, seen: Set<string>): PageRead {
  const events: Event[] = []
  let [unreadable, duplicates] = [0, 0]
  let [oldest, newest] = [Infinity, -Infinity]
  for (const one of all) {
    const event = readOne(one)
    const time = event?.time ?? one.EventTime?.getTime()
    if (time !== undefined && Number.isFinite(time)) {
      oldest = Math.min(oldest, time)
      newest = Math.max(newest, time)
    }
    if (event === undefined) unreadable++
    else if (seen.has(event.id)) duplicates++
    else {
      seen.add(event.id)
      events.push(event)
    }
  }
  return {
    events,
    ledger: { records: all.length, events: events.length, unreadable, duplicates },
    oldest: Number.isFinite(oldest) ? instant(oldest) : undefined,
    newest: Number.isFinite(newest) ? instant(newest) : undefined,
  }
}

function readOne({ CloudTrailEvent: text }: LookedUp): Event | undefined {
  if (text === undefined) return undefined
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return undefined
  }
  const event = readRecord(record)
  return 'unreadable' in event ? undefined : event
}
