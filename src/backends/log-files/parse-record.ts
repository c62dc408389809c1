import type { Event, Unreadable } from '../../event/event.ts'
import { readRecord } from '../../event/read-record.ts'

/** CloudTrail's own events stay below a megabyte; what is much larger is no record. */
const LARGEST = 16 * 1024 * 1024

/** One record's JSON as an Event. An answer of LookupEvents holds the record as text in `CloudTrailEvent`. */
export function parseRecord(bytes: Buffer, start: number, end: number): Event | Unreadable {
  if (end - start > LARGEST) return { unreadable: 'too large for a record' }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start, end))
    const inner = (value as { readonly CloudTrailEvent?: unknown } | null)?.CloudTrailEvent
    return readRecord(typeof inner === 'string' ? JSON.parse(inner) : value)
  } catch {
    return { unreadable: 'not JSON' }
  }
}
