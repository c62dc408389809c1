import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns'
import type { Instant } from '../lib/instant.ts'
import type { Window } from './question.ts'

/**
 * A window for people, in their zone and in UTC:
 * `Sun 22 Nov 18:36 – Mon 23 Nov 2026 18:36 (Europe/Berlin) · 17:36–17:36 UTC`.
 */
export function sayWindow(window: Window, zone: string): string {
  if (zone === 'UTC') return `${sayEdges(window, 'UTC')} UTC`
  const { from, to } = window
  const isSameDays = [from, to].every((at) => sayDate(at, zone) === sayDate(at, 'UTC'))
  const utc = isSameDays ? `${sayClock(from, 'UTC')}–${sayClock(to, 'UTC')}` : sayEdges(window, 'UTC')
  return `${sayEdges(window, zone)} (${zone}) · ${utc} UTC`
}

/** `Mon 23 Nov 18:36`, with seconds where there are any. */
export function sayLocal(at: Instant, zone: string): string {
  return `${sayDate(at, zone)} ${sayClock(at, zone)}`
}

/** The year is always there, for whoever reads this next year; a day or a year that is the same is said once. */
function sayEdges({ from, to }: Window, zone: string): string {
  const lastDay = `${sayDate(to, zone)} ${sayYear(to, zone)}`
  const isOneYear = sayYear(from, zone) === sayYear(to, zone)
  if (isOneYear && sayDate(from, zone) === sayDate(to, zone)) {
    return `${lastDay} ${sayClock(from, zone)}–${sayClock(to, zone)}`
  }
  const firstDay = isOneYear ? sayDate(from, zone) : `${sayDate(from, zone)} ${sayYear(from, zone)}`
  return `${firstDay} ${sayClock(from, zone)} – ${lastDay} ${sayClock(to, zone)}`
}

function sayYear(at: Instant, zone: string): string {
  return format(new TZDate(at, zone), 'yyyy')
}

function sayDate(at: Instant, zone: string): string {
  return format(new TZDate(at, zone), 'EEE d MMM')
}

function sayClock(at: Instant, zone: string): string {
  const date = new TZDate(at, zone)
  return format(date, date.getSeconds() === 0 ? 'HH:mm' : 'HH:mm:ss')
}
