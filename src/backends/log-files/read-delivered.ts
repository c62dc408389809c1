import type { Event } from '../../event/event.ts'
import { faultOfShape } from './fault-of-shape.ts'
import { parseRecord } from './parse-record.ts'
import { type LogBytes, type Limits, LIMITS, unpackLog } from './read-log.ts'
import { walkRecords } from './walk-records.ts'

/** A log file that was delivered, as far as it could be read. */
export type Delivered = {
  /** Its events in the order of the file, some at a time. To be gone through once. */
  readonly pages: Iterable<{ readonly events: readonly Event[]; readonly unreadable: number }>
  readonly fault: LogBytes['fault']
}

/** Few enough to be garbage before they are old. */
const PAGE = 500

/**
 * Reads a log file from memory, with the limits and in the way in which files of a folder are read. What stands before the
 * damage of a damaged file is read.
 */
export async function readDelivered(packed: Buffer, key: string, limits: Limits = LIMITS): Promise<Delivered> {
  const { bytes, fault } = await unpackLog(packed, key, limits)
  if (bytes.length === 0) return { pages: [], fault }
  const ends: number[] = []
  const walk = walkRecords(bytes, 0, bytes.length, (start, end) => ends.push(start, end) > 0)
  return { pages: pagesOf(bytes, ends, walk.odd), fault: fault ?? faultOfShape(walk) }
}

function* pagesOf(bytes: Buffer, ends: readonly number[], odd: number): Delivered['pages'] {
  let unreadable = odd
  for (let at = 0; at < ends.length; at += 2 * PAGE) {
    const events: Event[] = []
    for (let one = at; one < Math.min(ends.length, at + 2 * PAGE); one += 2) {
      const event = parseRecord(bytes, ends[one] ?? 0, ends[one + 1] ?? 0)
      if ('unreadable' in event) unreadable += 1
      else events.push(event)
    }
    yield { events, unreadable }
    unreadable = 0
  }
  if (unreadable > 0) yield { events: [], unreadable }
}
