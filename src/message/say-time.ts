import { sayInstant, type Instant } from '../lib/instant.ts'
import type { TimeAs } from './piece.ts'

/** `2026-11-23 14:02:11 UTC`: what stands for a time where Slack does not tell it in the reader's own zone. */
export function sayUtc(at: Instant): string {
  return `${sayInstant(at).slice(0, 19).replace('T', ' ')} UTC`
}

/** `2026-11-23` for a day, `14:02:11 UTC` for a clock, both for a moment. */
export function sayUtcAs(at: Instant, as: TimeAs): string {
  const moment = sayUtc(at)
  if (as === 'moment') return moment
  return as === 'day' ? moment.slice(0, 10) : moment.slice(11)
}

/** `2026-11-23 14:02:11`: in one zone, for a terminal; with the offset in an hour that a clock change repeats. */
export function sayInZone(at: Instant, zone: string): string {
  const { clock, offset } = local(at, zone)
  const repeated = CLOCK_CHANGES.some((change) => local(at + change, zone).clock === clock)
  return repeated ? `${clock} ${offset}` : clock
}

/** Clocks are changed by an hour, on Lord Howe Island by half of one. */
const CLOCK_CHANGES = [-3_600_000, -1_800_000, 1_800_000, 3_600_000]

function local(at: number, zone: string): { readonly clock: string; readonly offset: string } {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  const time = `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`
  return { clock: `${date} ${time}`, offset: (parts.get('timeZoneName') ?? '').replace('GMT', '') || 'UTC' }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes longer than using it a hundred times. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone)
  if (kept !== undefined) return kept
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  formats.set(zone, format)
  return format
}
