import { brokenLength } from './broken-length.ts'
import { problem, type Problem } from './problem.ts'

const DATE_LIKE = /^\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?:t[\d:.z+-]*)?$/i
const CLOCK_LIKE = /^\d{1,2}(?::\d{1,2}){1,2}(?:am|pm|z)?$/i
const RANGE_LIKE = /^\d[\d:tz+-]*(?:\.{2,3}|\u2026)[\d:tz+-]*$/i
const LOCAL_DATE = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/
const BARE_RANGE = /^(\d{1,2})[.]?(\d{2})?-(\d{1,2})[.]?(\d{2})?$/
const DIGITS_AND_MARKS = /^\d{1,4}(?:[./-]\d{0,4})+$/
const CLOCK_AND_MORE = /^(\d{1,2}:\d{2})(?:h|-(\d{2})(\d{2}))$/i
const DIGITS_DATE = /^(20\d{2})(\d{2})(\d{2})$/

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
  const clock = CLOCK_AND_MORE.exec(word)
  if (clock !== null) {
    const [, from = '', hour, minute] = clock
    return problem('Times are written as 14:00 or 2pm.', hour === undefined ? from : `${from}-${hour}:${minute}`)
  }
  const digits = DIGITS_DATE.exec(word)
  if (digits !== null) {
    return problem(
      `If ${word} is a name, put it in quotes. A date is written as 2026-11-01.`,
      digits.slice(1).join('-'),
    )
  }
  return brokenLength(word)
}
