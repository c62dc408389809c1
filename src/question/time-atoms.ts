import { type Instant, instant } from '../lib/instant.ts'
import { type Clock, type Day, DAY_MS, isRealDay } from './local-time.ts'
import { monthOf, TIME_WORDS, type TimeWord, type Unit, UNITS, WEEKDAY_OF } from './time-words.ts'
import type { Token } from './tokens.ts'

/** The smallest pieces that words of time are made of. One word may be several: `14:00-14:30` is three. */
export type Atom =
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'unit'; readonly ms: number; readonly name: Unit }
  | { readonly kind: 'day'; readonly day: DayWord }
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'clock'; readonly clock: Clock }
  | { readonly kind: 'exact'; readonly at: Instant }
  | { readonly kind: 'now' }
  | { readonly kind: 'utc' }
  | { readonly kind: 'to' }
  | { readonly kind: 'word'; readonly word: TimeWord }

export type DayWord =
  | { readonly kind: 'date'; readonly day: Day }
  | { readonly kind: 'ago'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly last: boolean }
  | { readonly kind: 'monthday'; readonly month: number; readonly date: number }

const DURATION = /^(?:\d{1,6}[a-z]{1,7}){1,6}$/
const CLOCK = /^(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?(am|pm)?(z|utc)?$/
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,3})\d*)?(z|[+-]\d{2}:?\d{2})?$/
const HYPHEN_RANGE = /^([^-]{1,12})-([^-]{1,12})$/

/** What a word says about time; undefined where it says nothing. */
export function readAtoms(token: Token): readonly Atom[] | undefined {
  if (token.quoted || token.negated || token.key !== undefined || token.text.length > 80) return undefined
  return atomsOf(token.text.toLowerCase())
}

/** True where a word can open words of time, so that one that leads nowhere is an error and not a name. */
export function opensTime(first: Atom, word: string): boolean {
  if (first.kind === 'word') return OPENING.has(first.word)
  if (first.kind === 'to') return word === 'till' || word === 'through'
  if (first.kind === 'unit') return word.length > 2
  if (first.kind === 'number') return /^\d/.test(word)
  return first.kind !== 'month'
}

const OPENING: ReadonlySet<TimeWord> = new Set([
  'since',
  'after',
  'between',
  'until',
  'before',
  'last',
  'past',
  'previous',
  'this',
  'ago',
])

function atomsOf(word: string): readonly Atom[] | undefined {
  const parts = word.split(/\.{2,3}|\u2026/)
  if (parts.length === 2) {
    const from = parts[0] === '' ? [] : pointAtoms(parts[0] ?? '')
    const to = parts[1] === '' ? [] : pointAtoms(parts[1] ?? '')
    if (from === undefined || to === undefined || parts.length > 2) return undefined
    return [...from, { kind: 'to' }, ...to]
  }
  const point = pointAtoms(word)
  if (point !== undefined) return point
  const range = HYPHEN_RANGE.exec(word)
  const from = range && pointAtoms(range[1] ?? '')
  const to = range && pointAtoms(range[2] ?? '')
  const isRange = [from, to].every((atoms) => atoms?.[0]?.kind === 'clock' || atoms?.[0]?.kind === 'day')
  return from && to && isRange ? [...from, { kind: 'to' }, ...to] : undefined
}

function pointAtoms(word: string): readonly Atom[] | undefined {
  const simple = simpleAtom(word)
  if (simple !== undefined) return [simple]
  return dateAtoms(word) ?? clockAtoms(word)
}

function simpleAtom(word: string): Atom | undefined {
  if (word === 'now') return { kind: 'now' }
  if (word === 'today') return { kind: 'day', day: { kind: 'ago', days: 0 } }
  if (word === 'yesterday') return { kind: 'day', day: { kind: 'ago', days: 1 } }
  if (word === 'tomorrow') return { kind: 'day', day: { kind: 'ago', days: -1 } }
  if (word === 'noon') return { kind: 'clock', clock: DAY_MS / 2 }
  if (word === 'midnight') return { kind: 'clock', clock: 0 }
  if (word === 'utc' || word === 'gmt') return { kind: 'utc' }
  if (['to', 'till', 'through', '-', '..', '...'].includes(word)) return { kind: 'to' }
  const known = TIME_WORDS.find((one) => one === word)
  if (known !== undefined) return { kind: 'word', word: known }
  const weekday = WEEKDAY_OF.get(word)
  if (weekday !== undefined) return { kind: 'day', day: { kind: 'weekday', weekday, last: false } }
  const month = monthOf(word)
  if (month !== undefined) return { kind: 'month', month }
  const unit = UNITS.get(word)
  if (unit !== undefined) return { kind: 'unit', name: unit[0], ms: unit[1] }
  if (word === 'a' || word === 'an') return { kind: 'number', value: 1 }
  const number = /^(\d{1,6})(?:st|nd|rd|th)?$/.exec(word)
  if (number !== null) return { kind: 'number', value: Number(number[1]) }
  return durationAtom(word)
}

function durationAtom(word: string): Atom | undefined {
  if (!DURATION.test(word)) return undefined
  let ms = 0
  for (const [, count, name] of word.matchAll(/(\d+)([a-z]+)/g)) {
    const unit = UNITS.get(name ?? '')
    if (unit === undefined || unit[1] === 0) return undefined
    ms += Number(count) * unit[1]
  }
  return { kind: 'duration', ms }
}

function clockAtoms(word: string): readonly Atom[] | undefined {
  const match = CLOCK.exec(word)
  if (match === null) return undefined
  const [, hours, minutes, seconds, half, utc] = match
  if (minutes === undefined && half === undefined) return undefined
  const hour = Number(hours)
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  const clock = ((hour24 * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000
  if (Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59 || clock > DAY_MS) return undefined
  return utc === undefined ? [{ kind: 'clock', clock }] : [{ kind: 'clock', clock }, { kind: 'utc' }]
}

function dateAtoms(word: string): readonly Atom[] | undefined {
  const date = DATE.exec(word)
  if (date !== null) {
    const day = { year: Number(date[1]), month: Number(date[2]), date: Number(date[3]) }
    return isRealDay(day) ? [{ kind: 'day', day: { kind: 'date', day } }] : undefined
  }
  const match = DATE_TIME.exec(word)
  if (match === null) return undefined
  const [, days = '', time = '', fraction = '0', zone] = match
  const dayAtoms = dateAtoms(days)
  const timeAtoms = clockAtoms(time)
  if (dayAtoms === undefined || timeAtoms === undefined) return undefined
  if (zone === undefined) return [...dayAtoms, ...timeAtoms]
  const offset = zone === 'z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const ms = Date.parse(`${days}T${time}.000${offset}`.replace(/T(\d{2}:\d{2})\.000/, 'T$1:00.000'))
  return Number.isNaN(ms) ? undefined : [{ kind: 'exact', at: instant(ms + Number(fraction.padEnd(3, '0'))) }]
}
