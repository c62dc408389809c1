import { type Instant, instant } from '../lib/instant.ts'
import { addDays, DAY_MS, dayAt, isRealDay, localInstant } from './local-time.ts'
import { monthOf } from './time-words.ts'

/** Against what times in a message are read. */
export type TimesContext = {
  /** When the message was written: what it tells of was before. */
  readonly at: Instant
  /** For times that name no zone. */
  readonly zone: string
}

const OLDEST = Date.UTC(2013, 10, 1)
const AFTER_MS = 10 * 60_000
const MOST = 50

const CLOCK = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?'
const ZONE = '(?: ?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?'
const ISO = new RegExp(`(?<![\\d-])(\\d{4})-(\\d{2})-(\\d{2})[T ]${CLOCK}${ZONE}`, 'g')
const DAY_FIRST = new RegExp(
  `(?<![\\d-])(\\d{1,2})[ /]([A-Za-z]{3,9}),?[ /](\\d{4})[ :,T]{1,2}(?:at )?${CLOCK} ?([AP]M)?${ZONE}`,
  'gi',
)
const MONTH_FIRST = new RegExp(
  `(?<![A-Za-z])([A-Za-z]{3,9}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4}),?(?: at)? ${CLOCK} ?([AP]M)?${ZONE}`,
  'gi',
)
const EPOCH = /(?<![\w.-])(1[4-9]\d{8})(?:\d{3})?(?![\w-]|\.\d)/g
const ALONE = new RegExp(`(?<![\\d:.T/-])${CLOCK} ?([AP]M)?${ZONE}(?![\\d:])`, 'gi')

/** The moments that a text tells of, the earliest first: ISO and spelt dates, epochs, and times on the clock. */
export function pickTimes(text: string, dates: readonly number[], { at, zone }: TimesContext): readonly Instant[] {
  const found: number[] = dates.map((seconds) => seconds * 1000)
  let rest = text
  const read = (pattern: RegExp, of: (match: RegExpMatchArray) => number | undefined) => {
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const ms = of(args as unknown as RegExpMatchArray)
      if (ms !== undefined && found.length < MOST) found.push(ms)
      return ' '
    })
  }
  read(ISO, ([, year, month, date, hour, minute, second, offset]) =>
    moment(Number(year), Number(month), Number(date), clockOf(hour, minute, second, undefined), offset ?? 'UTC', zone),
  )
  read(DAY_FIRST, ([, date, month = '', year, hour, minute, second, half, offset]) =>
    moment(
      Number(year),
      monthOf(month.toLowerCase()) ?? 0,
      Number(date),
      clockOf(hour, minute, second, half),
      offset,
      zone,
    ),
  )
  read(MONTH_FIRST, ([, month = '', date, year, hour, minute, second, half, offset]) =>
    moment(
      Number(year),
      monthOf(month.toLowerCase()) ?? 0,
      Number(date),
      clockOf(hour, minute, second, half),
      offset,
      zone,
    ),
  )
  read(EPOCH, ([, seconds]) => Number(seconds) * 1000)
  read(ALONE, ([, hour, minute, second, half, offset]) => latest(clockOf(hour, minute, second, half), offset, zone, at))
  const real = found.filter((ms) => ms >= OLDEST && ms <= at + AFTER_MS)
  return [...new Set(real)].sort((a, b) => a - b).map(instant)
}

function clockOf(hour = '', minute = '', second = '0', half: string | undefined): number | undefined {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000
}

function moment(
  year: number,
  month: number,
  date: number,
  clock: number | undefined,
  offset: string | undefined,
  zone: string,
): number | undefined {
  const day = { year, month, date }
  if (clock === undefined || month < 1 || !isRealDay(day)) return undefined
  const minutes = offsetOf(offset)
  if (minutes === undefined) return localInstant(day, clock, zone, 'first')
  return Date.UTC(year, month - 1, date) + clock - minutes * 60_000
}

/** A time without a date is the latest one before the message. */
function latest(clock: number | undefined, offset: string | undefined, zone: string, at: Instant): number | undefined {
  if (clock === undefined) return undefined
  const minutes = offsetOf(offset)
  if (minutes === undefined) {
    const today = dayAt(at, zone)
    const ms = localInstant(today, clock, zone, 'first')
    return ms <= at + AFTER_MS ? ms : localInstant(addDays(today, -1), clock, zone, 'first')
  }
  const midnight = Math.floor(at / DAY_MS) * DAY_MS
  const candidates = [midnight + DAY_MS, midnight, midnight - DAY_MS].map((day) => day + clock - minutes * 60_000)
  return candidates.find((ms) => ms <= at + AFTER_MS)
}

function offsetOf(offset: string | undefined): number | undefined {
  if (offset === undefined) return undefined
  if (/^(?:Z|UTC|GMT)$/i.test(offset)) return 0
  const sign = offset.startsWith('-') ? -1 : 1
  const digits = offset.replace(/\D/g, '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}
