import { brokenTime } from './broken-time.ts'
import { nearest } from './nearest.ts'
import { problem, type Problem } from './problem.ts'
import { UNITS, WEEKDAY_OF } from './time-words.ts'
import type { Token } from './tokens.ts'

const DAYS = [...WEEKDAY_OF.keys()].filter((day) => day.length > 5)
const MONTHS = ['january', 'february', 'march', 'april', 'august', 'september', 'october', 'november', 'december']
const WORDS = [
  ...DAYS,
  ...MONTHS,
  ...[...UNITS.keys()].filter((unit) => unit.length > 2),
  'yesterday',
  'today',
  'midnight',
  'noon',
]

/** A word that stands where words of time go on, and is a slip of one: `last tusday`, `24 horus`, `since 25:00`. */
export function timeSlip(token: Token | undefined): Problem | undefined {
  if (token === undefined || !isBare(token)) return undefined
  const broken = brokenTime(token.text)
  if (broken !== undefined) return broken
  const near = nearest(token.text, WORDS)
  return near.length === 0
    ? undefined
    : problem('This should be a word of time, as tuesday, yesterday or hours.', ...near)
}

/** `on tusday`: a day was meant, and no resource. */
export function daySlip(token: Token | undefined): Problem | undefined {
  if (token === undefined || !isBare(token) || token.text !== token.text.toLowerCase()) return undefined
  const near = nearest(token.text, DAYS, 1)
  return near.length === 0 ? undefined : problem(`If ${token.text} is a resource, put it in quotes.`, ...near)
}

function isBare(token: Token): boolean {
  return !token.quoted && !token.negated && token.key === undefined
}
