import type { Instant } from '../lib/instant.ts'
import { localParts } from '../lib/local-parts.ts'
import type { Window } from './question.ts'

/**
 * A window for people, in their zone and in UTC, each with its days unless all of it is one day in both:
 * `Sun 22 Nov 18:36 – Mon 23 Nov 2026 18:36 (Europe/Berlin) · Sun 22 Nov 17:36 – Mon 23 Nov 17:36 UTC`.
 */
export function sayWindow(window: Window, zone: string): string {
  if (zone === 'UTC') return `${sayEdges(window, 'UTC', true)} UTC`
  return `${sayEdges(window, zone, true)} (${zone}) · ${sayInUtc(window, zone)} UTC`
}

/** What the zone's half has said already, a day or a year, is left out. */
function sayInUtc(window: Window, zone: string): string {
  const { from, to } = window
  const days = new Set([from, to].flatMap((at) => [sayDate(at, zone), sayDate(at, 'UTC')]))
  if (days.size === 1) return `${sayClock(from, 'UTC')}–${sayClock(to, 'UTC')}`
  const years = new Set([from, to].flatMap((at) => [sayYear(at, zone), sayYear(at, 'UTC')]))
  return sayEdges(window, 'UTC', years.size > 1)
}

/** `Mon 23 Nov 18:36`, with seconds where there are any. */
export function sayLocal(at: Instant, zone: string): string {
  return `${sayDate(at, zone)} ${sayClock(at, zone)}`
}

/** A day or a year that is the same is said once. In the first half the year is always there, for whoever reads this next year. */
function sayEdges({ from, to }: Window, zone: string, withYear: boolean): string {
  const lastDay = withYear ? `${sayDate(to, zone)} ${sayYear(to, zone)}` : sayDate(to, zone)
  const isOneYear = sayYear(from, zone) === sayYear(to, zone)
  if (isOneYear && sayDate(from, zone) === sayDate(to, zone)) {
    return `${lastDay} ${sayClock(from, zone)}–${sayClock(to, zone)}`
  }
  const firstDay = isOneYear ? sayDate(from, zone) : `${sayDate(from, zone)} ${sayYear(from, zone)}`
  return `${firstDay} ${sayClock(from, zone)} – ${lastDay} ${sayClock(to, zone)}`
}

function sayYear(at: Instant, zone: string): string {
  return localParts(at, zone).year
}

function sayDate(at: Instant, zone: string): string {
  const { weekday, day, month } = localParts(at, zone)
  return `${weekday} ${day} ${month}`
}

function sayClock(at: Instant, zone: string): string {
  return localParts(at, zone).clock
}
