import { sayInstant, instant, type Instant } from '../lib/instant.ts'

/** A quarter of an hour: no zone changes its clocks in the middle of one. */
const STEP_MS = 900_000
const MOST_KNOWN = 10_000

/** Says times of a zone as `2026-11-23T11:01:46-08:00`: with the offset, so that no time is twice in a year. */
export function makeLocalTime(zone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  const offsets = new Map<number, string>()

  function offsetAt(at: Instant): string {
    const step = Math.floor(at / STEP_MS)
    const known = offsets.get(step)
    if (known !== undefined) return known
    const said = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const offset = said.replace('GMT', '').replace('\u2212', '-') || '+00:00'
    if (offsets.size < MOST_KNOWN) offsets.set(step, offset)
    return offset
  }

  return (at) => {
    const offset = offsetAt(at)
    const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset) ?? []
    const ms = (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1_000
    return sayInstant(instant(at + (sign === '-' ? -ms : ms))).replace('Z', offset)
  }
}
