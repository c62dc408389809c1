import { TZDate } from '@date-fns/tz'
import { addDays } from 'date-fns/addDays'
import { startOfDay } from 'date-fns/startOfDay'
import type { Totals } from '../find/totals.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Window } from '../question/question.ts'
import type { Activity, Bucket } from './answer.ts'

/** More columns than this cannot be told apart on a phone, and Slack draws no more. */
const MOST = 20
const MINUTE = 60_000
const DAY = 1440
/** Steps within a day divide it evenly, so that every day has the same ones. */
const STEPS = [15, 30, 60, 120, 180, 240, 360, 480, 720]
const DAY_STEPS = [1, 2, 3, 4, 5, 7, 10, 14, 28, 56, 91, 182, 365, 730]

/**
 * Events over time: even steps of the zone's own hours or days, at most 20. Where all of it happened within a small part
 * of the window, that part is shown.
 */
export function activityOf(totals: Totals, window: Window, zone: string): Activity {
  if (totals.first === undefined || totals.last === undefined) return { stepMinutes: 0, buckets: [] }
  const span = shownSpan(window, totals.first, totals.last)
  for (const step of [...STEPS, ...DAY_STEPS.map((days) => days * DAY)]) {
    const starts = step < DAY ? startsInDay(span, step, zone) : startsOfDays(span, step / DAY, zone)
    if (starts !== undefined && starts.length - 1 <= MOST) return { stepMinutes: step, buckets: fill(starts, totals) }
  }
  return { stepMinutes: 0, buckets: fill([span.from, span.to], totals) }
}

function shownSpan(window: Window, first: Instant, last: Instant): Window {
  const small = last - first < (window.to - window.from) / MOST
  if (small && window.to - window.from > DAY * MINUTE) return { from: first, to: instant(last + 1) }
  return { from: instant(Math.min(window.from, first)), to: instant(Math.max(window.to, last + 1)) }
}

/** Edges of the steps that cover the span, the end of the last one included. undefined: too many to be tried. */
function startsInDay(span: Window, step: number, zone: string): readonly Instant[] | undefined {
  if ((span.to - span.from) / MINUTE / step > MOST + 2) return undefined
  const edges: number[] = []
  let day = localDay(span.from, zone)
  while (day.getTime() < span.to + DAY * MINUTE) {
    for (let minute = 0; minute < DAY; minute += step) edges.push(at(day, minute, zone))
    day = addDays(day, 1)
  }
  return cover(edges, span)
}

function startsOfDays(span: Window, days: number, zone: string): readonly Instant[] | undefined {
  if ((span.to - span.from) / MINUTE / DAY / days > MOST + 1) return undefined
  const edges: number[] = []
  const first = localDay(span.from, zone)
  for (let index = 0; index <= MOST + 2; index++) {
    edges.push(addDays(first, index * days).getTime())
  }
  return cover(edges, span)
}

function localDay(moment: Instant, zone: string): TZDate {
  return startOfDay(new TZDate(moment, zone))
}

function at(day: TZDate, minute: number, zone: string): number {
  return new TZDate(
    day.getFullYear(),
    day.getMonth(),
    day.getDate(),
    Math.floor(minute / 60),
    minute % 60,
    zone,
  ).getTime()
}

/** From the last edge before the span to the first after it. A clock change can put two edges on one moment. */
function cover(edges: readonly number[], span: Window): readonly Instant[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b)
  const first = sorted.findLastIndex((edge) => edge <= span.from)
  const last = sorted.findIndex((edge) => edge >= span.to)
  return sorted.slice(Math.max(first, 0), last < 0 ? undefined : last + 1).map(instant)
}

function fill(edges: readonly Instant[], totals: Totals): readonly Bucket[] {
  const counts = edges.slice(1).map(() => ({ events: 0, writes: 0, denied: 0 }))
  for (const [quarter, count] of totals.quarters) {
    const index = edges.findLastIndex((edge) => edge <= quarter)
    const bucket = counts[Math.min(Math.max(index, 0), counts.length - 1)]
    if (bucket === undefined) continue
    bucket.events += count.events
    bucket.writes += count.writes
    bucket.denied += count.denied
  }
  return counts.map((count, index) => ({ from: edges[index]!, to: edges[index + 1]!, ...count }))
}
