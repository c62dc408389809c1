import { sayInstant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { brokenLength, longDays, notInDays } from './broken-length.ts'
import { problem, type Problem } from './problem.ts'
import type { Window } from './question.ts'
import { type Moment, resolvePhrase } from './resolve-phrase.ts'
import { sayLocal } from './say-window.ts'
import { type Atom, opensTime, readAtoms } from './time-atoms.ts'
import { type Phrase, readPhrase } from './time-phrase.ts'
import { timeSlip } from './time-slip.ts'
import type { Token } from './tokens.ts'

/** Words of time, and how many of the words they were. */
export type When = {
  readonly kind: 'when'
  readonly used: number
  /** How many of them stand before the one that is wrong. */
  readonly skip?: number
  readonly window: Window | Problem
}

/** No words of time are longer: `from last tuesday at 14:00 until last wednesday at 15:00 utc`. */
const MOST_WORDS = 16

/** Reads words of time at a place in the command; undefined where there are none. */
export function readWhen(tokens: readonly Token[], start: number, moment: Moment): When | undefined {
  const atoms: Atom[] = []
  const ends: number[] = []
  for (const token of tokens.slice(start, start + MOST_WORDS)) {
    const more = readAtoms(token)
    if (more === undefined) break
    atoms.push(...more)
    ends.push(atoms.length)
  }
  const [first] = atoms
  if (first === undefined) return undefined
  const read = readPhrase(atoms)
  const used = read === undefined ? -1 : ends.indexOf(read.used) + 1
  if (read === undefined || used <= 0)
    return opensTime(first, tokens[start]?.text ?? '')
      ? notUnderstood(atoms, ends.length, tokens[start + ends.length])
      : undefined
  const zoned = read.utc ? { ...moment, zone: 'UTC' } : moment
  return { kind: 'when', used, window: windowOf(read.phrase, zoned) }
}

function windowOf(phrase: Phrase, moment: Moment): Window | Problem {
  const resolved = resolvePhrase(phrase, moment)
  switch (resolved.kind) {
    case 'window':
      return resolved.window
    case 'no-such-day':
      return problem('There is no such day.')
    case 'future':
      return problem(`That is in the future: it is ${sayLocal(moment.now, moment.zone)} (${moment.zone}).`)
    case 'too-old':
      return problem('CloudTrail began in November 2013: there is nothing older to be found.')
    case 'empty': {
      const around = { from: instant(resolved.at - 300_000), to: instant(Math.min(resolved.at + 300_000, moment.now)) }
      return problem('That begins and ends at the same moment, and holds nothing.', rangeWords(around))
    }
    case 'inverted':
      return problem('That ends before it begins.', rangeWords(resolved.swapped))
    default:
      return never(resolved)
  }
}

function notUnderstood(atoms: readonly Atom[], words: number, next: Token | undefined): When {
  const slip = timeSlip(next)
  if (slip !== undefined) return { kind: 'when', used: words + 1, skip: words, window: slip }
  const at = atoms.findIndex((atom) => atom.kind === 'number')
  const number = atoms[at]
  const unit = atoms[at + 1]
  if (number?.kind === 'number' && unit?.kind === 'unit') {
    const days = longDays(unit.name)
    if (days !== undefined && at < 2) return { kind: 'when', used: at + 2, window: notInDays(number.value, days) }
  }
  if (number?.kind !== 'number' || at > 0)
    return { kind: 'when', used: 1, window: problem(TIMES, ...(atoms.length === 1 ? ['24h'] : [])) }
  const length =
    words === 1 && ONE_LETTER.test(next?.raw ?? '') ? brokenLength(`${number.value}${next?.raw}`) : undefined
  if (length !== undefined) return { kind: 'when', used: 2, window: length }
  const fixes = number.value > 0 && number.value < 1000 ? [`${number.value}h`] : []
  return { kind: 'when', used: 1, window: problem(NUMBER_ALONE, ...fixes) }
}

/** `24 x`, `24 hh`: a unit was meant, and no name. */
const ONE_LETTER = /^([a-z])\1?$/i
const TIMES = 'Write a time as 24h, since yesterday 14:00, 14:00-14:30, 2026-11-01..2026-11-03, or on monday.'
const NUMBER_ALONE = 'A number alone is neither a name nor a time: write 24h, 90m, 7d, 14:00, or a date as 2026-11-01.'

/** A window in the command's own words, to the millisecond. */
export function rangeWords(window: Window): string {
  return `${sayInstant(window.from)}..${sayInstant(window.to)}`
}
