import { tzOffset } from '@date-fns/tz'
import { type Instant, instant } from '../lib/instant.ts'

/** A day on the calendar, and nothing about where. */
export type Day = { readonly year: number; readonly month: number; readonly date: number }

/** A time on the clock, in milliseconds since the clock showed midnight. */
export type Clock = number

export const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The zone if there is such a one, else UTC. */
export function knownZone(zone: string | undefined): string {
  return zone !== undefined && /^[A-Z]\w+(?:\/[\w+-]+)*$/i.test(zone) && !Number.isNaN(tzOffset(zone, new Date(0)))
    ? zone
    : 'UTC'
}

/** The day that the clock on the wall shows at an instant. */
export function dayAt(at: Instant, zone: string): Day {
  return dayOfNumber(Math.floor((at + offset(zone, at)) / DAY_MS))
}

/** The day so many days later. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days)
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

/** False for the 30th of February. */
export function isRealDay(day: Day): boolean {
  const back = dayOfNumber(dayNumber(day))
  return back.year === day.year && back.month === day.month && back.date === day.date
}

/**
 * The instant at which the clocks of a zone show a time. A time that the clocks skip (in spring) is taken as far after
 * the jump as it was meant after the last time before it. A time that they show twice (in autumn) is two instants: the
 * first opens a window and the second closes it, so that nothing falls between.
 */
export function localInstant(day: Day, clock: Clock, zone: string, which: 'first' | 'second'): Instant {
  const shown = dayNumber(day) * DAY_MS + clock
  const before = offset(zone, shown - DAY_MS)
  const after = offset(zone, shown + DAY_MS)
  const found = [shown - before, shown - after].filter((at) => at + offset(zone, at) === shown)
  if (found.length === 0) return instant(shown - before)
  return instant(which === 'first' ? Math.min(...found) : Math.max(...found))
}

function offset(zone: string, at: number): number {
  return tzOffset(zone, new Date(at)) * MINUTE_MS
}

function dayNumber(day: Day): number {
  return Math.floor(Date.UTC(day.year, day.month - 1, day.date) / DAY_MS)
}

function dayOfNumber(number: number): Day {
  const date = new Date(number * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() }
}
