import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { addDays, type Clock, type Day, dayAt, isRealDay, localInstant, weekday } from './local-time.ts'
import type { Window } from './question.ts'
import type { DayWord } from './time-atoms.ts'
import type { Phrase, Point } from './time-phrase.ts'

/** `at 14:05` is from so long before it until so long after it. */
const AROUND_MS = 5 * 60_000

/** The first day for which CloudTrail could hold anything. */
const CLOUDTRAIL_BEGAN = Date.UTC(2013, 10, 1)

export type Moment = { readonly now: Instant; readonly zone: string; readonly defaultWindowMs: number }

export type Resolved =
  | { readonly kind: 'window'; readonly window: Window }
  | { readonly kind: 'no-such-day' }
  | { readonly kind: 'future' }
  | { readonly kind: 'too-old' }
  | { readonly kind: 'empty'; readonly at: Instant }
  | { readonly kind: 'inverted'; readonly swapped: Window }

/** Freezes words of time into two instants. A window that has begun and not ended ends now. */
export function resolvePhrase(phrase: Phrase, moment: Moment): Resolved {
  const edges = edgesOf(phrase, moment)
  if (edges === undefined) return { kind: 'no-such-day' }
  const [from, to] = edges
  if (from === to) return { kind: 'empty', at: from }
  if (from > to) return { kind: 'inverted', swapped: { from: to, to: from } }
  if (from >= moment.now) return { kind: 'future' }
  if (from < CLOUDTRAIL_BEGAN) return { kind: 'too-old' }
  return { kind: 'window', window: { from, to: instant(Math.min(to, moment.now)) } }
}

function edgesOf(phrase: Phrase, moment: Moment): [Instant, Instant] | undefined {
  const { now, zone } = moment
  switch (phrase.kind) {
    case 'length':
      return [instant(now - phrase.ms), now]
    case 'calendar': {
      const [from, to] = calendarEdges(phrase, moment)
      return [from, phrase.toNow ? now : to]
    }
    case 'until': {
      const to = latest(phrase.to, moment)
      return to && [instant(closing(to, zone) - moment.defaultWindowMs), closing(to, zone)]
    }
    case 'at': {
      const at = latest(phrase.point, moment)
      if (at === undefined) return undefined
      if (at.kind === 'local' && at.clock === undefined) return [opening(at, zone), closing(at, zone)]
      return [instant(opening(at, zone) - AROUND_MS), instant(closing(at, zone) + AROUND_MS)]
    }
    case 'range':
      return rangeEdges(phrase.from, phrase.to, moment)
    default:
      return never(phrase)
  }
}

/** A point with its day found; `shift` says how it may move if it turns out to be in the future. */
type Found =
  | { readonly kind: 'exact'; readonly at: Instant }
  | { readonly kind: 'local'; readonly day: Day; readonly clock: Clock | undefined; readonly shift: 0 | 1 | 7 }

function rangeEdges(from: Point, to: Point, moment: Moment): [Instant, Instant] | undefined {
  const { zone } = moment
  const isTimed = to.clock !== undefined && to.day === undefined
  const sharesDay = from.day === undefined && from.clock !== undefined && to.day !== undefined && to.clock !== undefined
  const first = find(sharesDay && to.day !== undefined ? { ...from, day: to.day } : from, moment)
  if (first === undefined) return undefined
  if (first.kind === 'exact' || !(isTimed || sharesDay)) {
    const start = first.kind === 'exact' ? first : earlier(first, moment)
    const end = latest(to, moment)
    return end && [opening(start, zone), closing(notBefore(start, end, zone), zone)]
  }
  const start = earlier(first, moment)
  const clock = to.clock ?? 0
  const isNextDay = first.clock !== undefined && clock < first.clock
  return [opening(start, zone), localInstant(isNextDay ? addDays(start.day, 1) : start.day, clock, zone, 'second')]
}

/** `monday to friday` on a Wednesday: the Friday after that Monday, not the one before it. */
function notBefore(start: Found, end: Found, zone: string): Found {
  if (end.kind === 'exact' || end.shift !== 7 || closing(end, zone) > opening(start, zone)) return end
  return { ...end, day: addDays(end.day, 7) }
}

function latest(point: Point, moment: Moment): Found | undefined {
  const found = find(point, moment)
  return found?.kind === 'local' ? earlier(found, moment) : found
}

/** A time without a date, or a weekday, is the latest one that has begun. */
function earlier(found: Extract<Found, { kind: 'local' }>, moment: Moment): Extract<Found, { kind: 'local' }> {
  if (found.shift === 0 || opening(found, moment.zone) < moment.now) return found
  return { ...found, day: addDays(found.day, -found.shift) }
}

function find(point: Point, { now, zone }: Moment): Found | undefined {
  if (point.exact !== undefined) return { kind: 'exact', at: point.exact }
  if (point.ago !== undefined) return { kind: 'exact', at: instant(now - point.ago) }
  const today = dayAt(now, zone)
  if (point.day === undefined) return { kind: 'local', day: today, clock: point.clock, shift: 1 }
  const day = dayOf(point.day, today)
  const shift = point.day.kind === 'weekday' ? 7 : 0
  return isRealDay(day) ? { kind: 'local', day, clock: point.clock, shift } : undefined
}

function dayOf(word: DayWord, today: Day): Day {
  switch (word.kind) {
    case 'date':
      return word.day
    case 'ago':
      return addDays(today, -word.days)
    case 'weekday': {
      const back = (weekday(today) - word.weekday + 7) % 7
      return addDays(today, -(back === 0 && word.last ? 7 : back))
    }
    case 'monthday': {
      const isLater = word.month > today.month || (word.month === today.month && word.date > today.date)
      return { year: today.year - (isLater ? 1 : 0), month: word.month, date: word.date }
    }
    default:
      return never(word)
  }
}

function calendarEdges(phrase: Extract<Phrase, { kind: 'calendar' }>, { now, zone }: Moment): [Instant, Instant] {
  const today = dayAt(now, zone)
  if (phrase.unit === 'week') {
    const monday = addDays(today, -((weekday(today) + 6) % 7) - 7 * phrase.ago)
    return [localInstant(monday, 0, zone, 'first'), localInstant(addDays(monday, 7), 0, zone, 'first')]
  }
  const first = { year: today.year, month: today.month, date: 1 }
  const start = phrase.ago === 0 ? first : { ...addDays(first, -1), date: 1 }
  const end = { ...addDays(start, 31), date: 1 }
  return [localInstant(start, 0, zone, 'first'), localInstant(end, 0, zone, 'first')]
}

function opening(found: Found, zone: string): Instant {
  return found.kind === 'exact' ? found.at : localInstant(found.day, found.clock ?? 0, zone, 'first')
}

/** A day is over when the next one begins; a time on the clock when it is reached. */
function closing(found: Found, zone: string): Instant {
  if (found.kind === 'exact') return found.at
  return found.clock === undefined
    ? localInstant(addDays(found.day, 1), 0, zone, 'first')
    : localInstant(found.day, found.clock, zone, 'second')
}
