import type { Event } from '../../event/event.ts'
import type { Instant } from '../../lib/instant.ts'
import { holdsAll } from '../../question/holds.ts'
import type { Term, Window } from '../../question/question.ts'
import { hidesAscii, needlesFor } from './needles.ts'
import { parseRecord } from './parse-record.ts'
import { type Walk, walkLines, walkRecords } from './walk-records.ts'

/** What is looked for in each file: plain data, because it crosses to a thread. */
export type Wanted = {
  readonly terms: readonly Term[]
  readonly window: Window
  readonly account: string | undefined
  readonly region: string | undefined
  /** False: every record is parsed. The events that are found are the same. */
  readonly prefilter: boolean
}

/** Wanted, made ready once for many files. */
export type Sieve = {
  readonly needles: readonly Buffer[] | undefined
  readonly lets: (event: Event) => boolean
}

export function makeSieve(wanted: Wanted): Sieve {
  const { window, account, region } = wanted
  const holds = holdsAll(wanted.terms)
  const needles = wanted.prefilter ? needlesFor(wanted.terms) : undefined
  return {
    needles: needles?.map((needle) => Buffer.from(needle, 'latin1')),
    lets: (event) =>
      event.time >= window.from &&
      event.time < window.to &&
      (account === undefined || event.account === account) &&
      (region === undefined || event.region === region) &&
      holds(event),
  }
}

/** What was read of one file. Records without a needle are not examined, so they are in no count. */
export type Scan = {
  readonly records: number
  readonly unreadable: number
  readonly whole: boolean
  readonly isJson: boolean
  /** The newest event among those that were parsed. */
  readonly newest: Instant | undefined
}

/** Gives each matching record's place in the bytes to `onMatch`. */
export function scanLog(
  bytes: Buffer,
  lines: boolean,
  sieve: Sieve,
  onMatch: (start: number, end: number, event: Event) => void,
  onEvent?: (event: Event) => void,
): Scan {
  let [records, unreadable] = [0, 0]
  let newest: Instant | undefined
  const needles = sieve.needles === undefined || hidesAscii(bytes) ? undefined : makeSearch(bytes, sieve.needles)
  if (needles !== undefined && needles.next(0) < 0) {
    return { records, unreadable, newest, whole: looksWhole(bytes), isJson: looksJson(bytes) }
  }

  function examine(start: number, end: number): boolean {
    if (needles !== undefined && needles.next(start) >= end) return true
    records++
    const event = parseRecord(bytes, start, end)
    if ('unreadable' in event) unreadable++
    else {
      if (newest === undefined || event.time > newest) newest = event.time
      onEvent?.(event)
      if (sieve.lets(event)) onMatch(start, end, event)
    }
    return needles === undefined || needles.next(end) >= 0
  }

  const walk: Walk = lines ? walkLines(bytes, examine) : walkRecords(bytes, 0, bytes.length, examine)
  return {
    records: records + walk.odd,
    unreadable: unreadable + walk.odd,
    newest,
    // A walk that ended with the last needle did not see the end.
    whole: walk.whole && (needles === undefined || looksWhole(bytes)),
    isJson: walk.isJson,
  }
}

/** The next place of any needle, for places that only grow. */
function makeSearch(bytes: Buffer, needles: readonly Buffer[]): { next(from: number): number } {
  const places = needles.map(() => 0)
  let known = -1
  return {
    next(from) {
      if (known >= from) return known
      let nearest = -1
      for (const [index, needle] of needles.entries()) {
        let place = places[index] ?? -1
        if (place >= 0 && (place < from || known < 0)) place = bytes.indexOf(needle, from)
        places[index] = place
        if (place >= 0 && (nearest < 0 || place < nearest)) nearest = place
      }
      known = nearest
      return nearest
    },
  }
}

/** Whether a file has one value a line, by its name. */
export function isLines(path: string): boolean {
  return /\.jsonl(\.gz)?$/i.test(path)
}

/** A file that was cut off ends in the middle of something, seldom with a closing bracket. */
function looksWhole(bytes: Buffer): boolean {
  const last = bytes
    .toString('latin1', Math.max(0, bytes.length - 64))
    .trimEnd()
    .at(-1)
  return last === '}' || last === ']'
}

function looksJson(bytes: Buffer): boolean {
  return /^(\xef\xbb\xbf)?\s*[[{]/.test(bytes.toString('latin1', 0, 64))
}
