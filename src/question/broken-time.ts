import { nearest } from './nearest.ts'
import { problem, type Problem } from './problem.ts'
import { UNITS } from './time-words.ts'

const DATE_LIKE = /^\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?:t[\d:.z+-]*)?$/i
const CLOCK_LIKE = /^\d{1,2}(?::\d{1,2}){1,2}(?:am|pm|z)?$/i
const RANGE_LIKE = /^\d[\d:tz+-]*(?:\.{2,3}|\u2026)[\d:tz+-]*$/i
const LOCAL_DATE = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/
const BARE_RANGE = /^(\d{1,2})[.]?(\d{2})?-(\d{1,2})[.]?(\d{2})?$/
const DIGITS_AND_MARKS = /^\d{1,4}(?:[./-]\d{0,4})+$/
const LENGTH_LIKE = /^(\d{1,4})([a-z]{2,8})$/i

/** A word that was meant as a time and is none: `25:00`, `2026-02-30`, `11/01/2026`, `3months`. */
export function brokenTime(word: string): Problem | undefined {
  const date = LOCAL_DATE.exec(word)
  if (date !== null) {
    const [, first = '', mark, second = '', year = ''] = date
    const iso = `${year}-${second.padStart(2, '0')}-${first.padStart(2, '0')}`
    return problem('A date is written year first: 2026-11-01.', ...(mark === '.' ? [iso] : []))
  }
  if (DATE_LIKE.test(word) || CLOCK_LIKE.test(word) || RANGE_LIKE.test(word)) {
    return problem(
      'There is no such time. Dates are written as 2026-11-01, times as 14:00 or 2pm, both as 2026-11-01T14:00.',
    )
  }
  const range = BARE_RANGE.exec(word)
  if (range !== null) {
    const [, hour = '', minute = '00', endHour = '', endMinute = '00'] = range
    return problem('Times are written as 14:00 or 2pm.', `${hour}:${minute}-${endHour}:${endMinute}`)
  }
  if (DIGITS_AND_MARKS.test(word)) return problem('Dates are written as 2026-11-01, times as 14:00 or 2pm.')
  const length = LENGTH_LIKE.exec(word)
  if (length === null) return undefined
  const [, count = '', name = ''] = length
  const [unit] = nearest(name, LONG_UNITS, 1)
  const days = unit === undefined ? undefined : longDays(unit)
  if (unit === undefined) return undefined
  if (days !== undefined) return notInDays(Number(count), days)
  return problem(`If ${word} is a name, put it in quotes.`, `${count}${unit[0] ?? ''}`)
}

/** Months and years are of no one length, so that a number of them is asked for in days. */
export function notInDays(count: number, days: number): Problem {
  return problem('Months and years differ in length: write days.', `${count * days}d`)
}

/** The days that we suggest for a month or a year. */
export function longDays(unit: string): number | undefined {
  if (unit.startsWith('month')) return 30
  return unit.startsWith('year') ? 365 : undefined
}

const LONG_UNITS = [...UNITS.keys()].filter((unit) => unit.length > 2)
