import type { Event } from '../event/event.ts'
import type { Redact, SafeEvent } from '../policy/redact.ts'

/** Events for a file, newest first, each as its line. */
export type Collected = {
  readonly lines: readonly CollectedLine[]
  /** Events that were taken, listed or not. */
  readonly taken: number
  /** The oldest, let go to keep within the limits. */
  readonly dropped: number
  /** Values that were hidden in the events of the lines. */
  readonly hidden: number
}

export type CollectedLine = {
  readonly id: string
  readonly time: number
  /** `111122223333/eu-central-1`: where it was recorded. */
  readonly place: string
  readonly text: string
  /** SHA-256 of the record as CloudTrail wrote it; '' where nobody wants it. */
  readonly hash: string
  readonly hidden: number
}

export type Collecting = {
  add(event: Event): void
  done(): Collected
}

/** Ours, not Slack's, which takes a gigabyte: what a phone, Excel and a mail can still open. */
export const MOST_EVENTS = 200_000
export const MOST_BYTES = 50_000_000

export type CollectLimits = { readonly events: number; readonly bytes: number }

/**
 * Takes any number of events and keeps the newest that a file may hold, as text without secrets. In memory there is never
 * more than a quarter beyond the limits: about 130 MB at the most.
 */
export function makeCollecting(
  redact: Redact,
  lineOf: (event: SafeEvent) => string,
  hashOf: (event: Event) => string = () => '',
  limits: CollectLimits = { events: MOST_EVENTS, bytes: MOST_BYTES },
): Collecting {
  let lines: CollectedLine[] = []
  let [bytes, taken, dropped] = [0, 0, 0]

  function cut(): void {
    lines.sort(newestFirst)
    let [kept, size] = [0, 0]
    for (const { text } of lines) {
      size += bytesOf(text)
      if (kept >= limits.events || size > limits.bytes) break
      kept++
    }
    dropped += lines.length - kept
    lines = lines.slice(0, kept)
    bytes = lines.reduce((sum, { text }) => sum + bytesOf(text), 0)
  }

  return {
    add(event) {
      taken++
      const safe = redact.event(event)
      const text = lineOf(safe)
      lines.push({
        id: event.id,
        time: event.time,
        place: `${event.account}/${event.region}`,
        text,
        hash: hashOf(event),
        hidden: safe.hidden.count,
      })
      bytes += bytesOf(text)
      if (lines.length > limits.events * 1.25 || bytes > limits.bytes * 1.25) cut()
    },
    done() {
      cut()
      return { lines, taken, dropped, hidden: lines.reduce((sum, { hidden }) => sum + hidden, 0) }
    },
  }
}

function newestFirst(a: CollectedLine, b: CollectedLine): number {
  return b.time - a.time || (a.id < b.id ? -1 : Number(a.id > b.id))
}

/** In UTF-8, with the end of the line. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text) + 2
}
