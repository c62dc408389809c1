import type { Instant } from '../lib/instant.ts'
import type { Clock } from './local-time.ts'
import { Cursor } from './cursor.ts'
import type { Atom, DayWord } from './time-atoms.ts'
import type { TimeWord } from './time-words.ts'

/** A moment as people name it: a day, a time on the clock, both, or something exact. */
export type Point = {
  readonly day?: DayWord
  readonly clock?: Clock
  readonly exact?: Instant
  /** So long before now; 0 is now. */
  readonly ago?: number
}

/** What words of time come to, before there is a clock or a zone. */
export type Phrase =
  | { readonly kind: 'length'; readonly ms: number }
  | { readonly kind: 'range'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'until'; readonly to: Point }
  | { readonly kind: 'at'; readonly point: Point }
  | { readonly kind: 'calendar'; readonly unit: 'week' | 'month'; readonly ago: 0 | 1; readonly toNow: boolean }

export type ReadPhrase = { readonly phrase: Phrase; readonly used: number; readonly utc: boolean }

const NOW: Point = { ago: 0 }
const LEADING: readonly TimeWord[] = ['in', 'for', 'over', 'during', 'within', 'on', 'at', 'around', 'about', 'the']

/** The longest words of time that the pieces begin with. */
export function readPhrase(atoms: readonly Atom[]): ReadPhrase | undefined {
  const cursor = new Cursor(atoms)
  const phrase = phraseAt(cursor)
  if (phrase === undefined) return undefined
  const utc = cursor.take('utc') !== undefined || cursor.sawUtc
  return { phrase, used: cursor.at, utc }
}

function phraseAt(cursor: Cursor): Phrase | undefined {
  while (cursor.takeWord(...LEADING) !== undefined);
  const last = cursor.takeWord('last', 'past', 'previous', 'this')
  if (last !== undefined) return lastAt(cursor, last)
  if (cursor.takeWord('between') !== undefined) return rangeAt(cursor, true)
  if (cursor.takeWord('until', 'before') !== undefined) {
    const to = pointAt(cursor)
    return to && { kind: 'until', to }
  }
  const length = lengthAt(cursor, false)
  if (length !== undefined) return length
  const isSince = cursor.takeWord('since', 'after', 'from') !== undefined
  if (!isSince) return spanAt(cursor)
  return lengthAt(cursor, false) ?? calendarSince(cursor) ?? rangeAt(cursor, false) ?? sinceAt(cursor)
}

/** `since last week`: from its beginning until now. */
function calendarSince(cursor: Cursor): Phrase | undefined {
  return cursor.attempt(() => {
    const last = cursor.takeWord('last', 'previous', 'this')
    const phrase = last && lastAt(cursor, last)
    return phrase?.kind === 'calendar' ? { ...phrase, toNow: true } : undefined
  })
}

/** `24h`, `1d12h`, `24 hours`; not `2h ago`, which is a point. */
function lengthAt(cursor: Cursor, hasLast: boolean): Phrase | undefined {
  return cursor.attempt(() => {
    const ms = durationAt(cursor, hasLast)
    return ms === undefined || cursor.takeWord('ago') !== undefined ? undefined : { kind: 'length', ms }
  })
}

function durationAt(cursor: Cursor, hasLast: boolean): number | undefined {
  const short = cursor.take('duration')
  if (short !== undefined) return short.ms
  return cursor.attempt(() => {
    const number = cursor.take('number')
    const unit = cursor.take('unit')
    return unit === undefined || unit.ms === 0 || (number === undefined && !hasLast)
      ? undefined
      : (number?.value ?? 1) * unit.ms
  })
}

function lastAt(cursor: Cursor, opening: TimeWord): Phrase | undefined {
  const day = opening === 'past' ? undefined : cursor.take('day')
  if (day?.day.kind === 'weekday') {
    return dayAt(cursor, { ...day.day, last: opening !== 'this' })
  }
  const unit = cursor.atoms[cursor.at]
  if (opening !== 'past' && unit?.kind === 'unit' && (unit.name === 'week' || unit.name === 'month')) {
    cursor.at++
    return { kind: 'calendar', unit: unit.name, ago: opening === 'this' ? 0 : 1, toNow: false }
  }
  return opening === 'this' ? undefined : lengthAt(cursor, true)
}

/** A point, a range, or a day with a range of the clock in it. */
function spanAt(cursor: Cursor): Phrase | undefined {
  const point = pointAt(cursor)
  if (point === undefined) return undefined
  if (point.day !== undefined && point.clock === undefined) return dayAt(cursor, point.day)
  return toAt(cursor, point, false) ?? { kind: 'at', point }
}

/** What may follow a day: `… between 9am and 5pm`, `… 14:00-16:00`, `… 14:00`, `… to friday`. */
function dayAt(cursor: Cursor, day: DayWord): Phrase {
  const inside = cursor.attempt(() => {
    const opening = cursor.takeWord('between', 'from', 'at', 'since')
    const range = rangeAt(cursor, opening === 'between')
    if (range?.kind === 'range' && range.from.day === undefined && range.from.clock !== undefined) {
      return { ...range, from: { day, clock: range.from.clock } }
    }
    return undefined
  })
  const withClock = cursor.attempt(() => {
    cursor.takeWord('at', 'around', 'about')
    return clockAt(cursor)
  })
  const point: Point = withClock === undefined ? { day } : { day, clock: withClock }
  return inside ?? toAt(cursor, point, false) ?? { kind: 'at', point }
}

function rangeAt(cursor: Cursor, withAnd: boolean): Phrase | undefined {
  return cursor.attempt(() => {
    const from = pointAt(cursor)
    return from && toAt(cursor, from, withAnd)
  })
}

function sinceAt(cursor: Cursor): Phrase | undefined {
  const from = pointAt(cursor)
  return from && { kind: 'range', from, to: NOW }
}

function toAt(cursor: Cursor, from: Point, withAnd: boolean): Phrase | undefined {
  return cursor.attempt(() => {
    const to = cursor.take('to') ?? (withAnd ? cursor.takeWord('and') : cursor.takeWord('until'))
    const end = to && pointAt(cursor)
    return end && { kind: 'range', from, to: end }
  })
}

function pointAt(cursor: Cursor): Point | undefined {
  return cursor.attempt(() => {
    if (cursor.take('now') !== undefined) return NOW
    const exact = cursor.take('exact')
    if (exact !== undefined) return { exact: exact.at }
    const ago = cursor.attempt(() => {
      const ms = durationAt(cursor, false)
      return cursor.takeWord('ago') === undefined ? undefined : ms
    })
    if (ago !== undefined) return { ago }
    cursor.takeWord('at')
    const clock = clockAt(cursor)
    const day = dayWordAt(cursor)
    if (day === undefined) return clock === undefined ? undefined : { clock }
    const later =
      clock ??
      cursor.attempt(() => {
        cursor.takeWord('at', 'around', 'about')
        return clockAt(cursor)
      })
    return later === undefined ? { day } : { day, clock: later }
  })
}

function clockAt(cursor: Cursor): Clock | undefined {
  const clock = cursor.take('clock')
  if (clock !== undefined && cursor.take('utc') !== undefined) cursor.sawUtc = true
  return clock?.clock
}

/** `monday`, `on monday`, `last monday`, `2026-11-01`, `1 november`, `november 1 2026`. */
function dayWordAt(cursor: Cursor): DayWord | undefined {
  return cursor.attempt(() => {
    cursor.takeWord('on', 'of')
    cursor.takeWord('the')
    const last = cursor.takeWord('last', 'previous') !== undefined
    const day = cursor.take('day')
    if (day !== undefined) {
      if (!last) return day.day
      return day.day.kind === 'weekday' ? { ...day.day, last: true } : undefined
    }
    return last ? undefined : monthDayAt(cursor)
  })
}

function monthDayAt(cursor: Cursor): DayWord | undefined {
  const before = cursor.take('number')
  cursor.takeWord('of')
  const month = cursor.take('month')
  const date = before ?? cursor.take('number')
  if (month === undefined || date === undefined || date.value < 1 || date.value > 31) return undefined
  const next = cursor.atoms[cursor.at]
  if (next?.kind !== 'number' || next.value < 2000 || next.value > 2999) {
    return { kind: 'monthday', month: month.month, date: date.value }
  }
  cursor.at++
  return { kind: 'date', day: { year: next.value, month: month.month, date: date.value } }
}
