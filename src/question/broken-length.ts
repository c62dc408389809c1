import { nearest } from './nearest.ts'
import { problem, type Problem } from './problem.ts'
import { UNITS } from './time-words.ts'

/** `24x`, `7dd`, `3months`, `24-h`, `24h.`; also with a fraction, `1.5h`. */
const LENGTH_LIKE = /^(\d{1,6})(?:[.,](\d{1,3}))?-?([a-z]{1,12})\.?$/i
/** `14h30`, `24h30x`. */
const LENGTHS_LIKE = /^(\d{1,3})(h|hrs?|hours?|m|mins?|d|days?|w)(\d{1,3})([a-z]{0,3})$/i
const HALVES = ['am', 'pm']

/** A word that begins as a length of time and is none. Taken for a name it would ask for a second person, and for a day. */
export function brokenLength(word: string): Problem | undefined {
  const two = LENGTHS_LIKE.exec(word)
  if (two !== null) {
    const [, count = '', unit = '', more = '', rest = ''] = two
    const asClock = unit.toLowerCase() === 'h' && rest === '' ? [`${count}:${more}`] : []
    return problem(HINT(word), ...asClock, `${count}${unit}${more}m`, `${count}${unit}`)
  }
  const one = LENGTH_LIKE.exec(word)
  if (one === null) return undefined
  const [, count = '', fraction, name = ''] = one
  const unit = nearestUnit(name)
  const days = longDays(unit)
  if (days !== undefined) return notInDays(Number(count), days)
  const ms = UNITS.get(unit)?.[1] ?? 0
  if (fraction !== undefined && ms > 0) {
    return problem(
      'A length of time has no fraction.',
      `${Math.round((Number(`${count}.${fraction}`) * ms) / 60_000)}m`,
    )
  }
  return problem(HINT(word), `${count}${HALVES.includes(unit) ? unit : unit.charAt(0)}`)
}

const HINT = (word: string) =>
  `If ${word} is a name, put it in quotes. A length of time is written as 24h, 90m, 7d or 2w.`

/** Months and years are of no one length, so that a number of them is asked for in days. */
export function notInDays(count: number, days: number): Problem {
  return problem('Months and years differ in length: write days.', `${count * days}d`)
}

/** The days that we suggest for a month or a year. */
export function longDays(unit: string): number | undefined {
  if (unit.startsWith('mo')) return 30
  return unit.startsWith('y') ? 365 : undefined
}

const NAMES = [...UNITS.keys(), 'mo', 'mos', 'mon', 'y', 'yr', 'yrs', ...HALVES]

/** The unit that is meant, hours where none is near: `hh` is nearer to `h` than to `d`, as it begins so. */
function nearestUnit(name: string): string {
  const lower = name.toLowerCase()
  if (NAMES.includes(lower)) return lower
  const near = nearest(lower, NAMES)
  return near.find((unit) => unit.charAt(0) === lower.charAt(0)) ?? near.find((unit) => unit.length > 1) ?? 'h'
}
