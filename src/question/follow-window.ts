import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { longer, shorter } from './action-words.ts'
import type { WindowMove } from './follow-phrases.ts'
import { type Day, DAY_MS, dayAt } from './local-time.ts'
import { problem, type Problem } from './problem.ts'
import type { Window } from './question.ts'
import { readWhen } from './read-when.ts'
import type { Surroundings } from './step.ts'
import { readAtoms } from './time-atoms.ts'
import type { Token } from './tokens.ts'

/** A window that was moved, or why it can't be. */
export type Moved = { readonly kind: 'window'; readonly window: Window } | Problem

const CLOUDTRAIL_BEGAN = Date.UTC(2013, 10, 1)
const WEEK_MS = 7 * DAY_MS

/** The window of the question before, as a phrase moves or changes it. */
export function moveWindow(window: Window, phrase: WindowMove, now: Instant): Moved {
  const { from, to } = window
  const length = to - from
  switch (phrase.kind) {
    case 'longer':
      return within(longer(window, now), now)
    case 'shorter':
      return within(shorter(window), now)
    case 'shift': {
      const by = phrase.way * (phrase.ms ?? length)
      return within({ from: add(from, by), to: add(to, by) }, now)
    }
    case 'beside': {
      const ms = phrase.ms ?? length
      return within(phrase.way < 0 ? { from: add(from, -ms), to: from } : { from: to, to: add(to, ms) }, now)
    }
    case 'same-window':
      return within(phrase.weekEarlier ? { from: add(from, -WEEK_MS), to: add(to, -WEEK_MS) } : window, now)
    default:
      return never(phrase)
  }
}

/** The same stretch of the clock on the day that a window stands for: `same window yesterday`. Undefined where that is no one day. */
export function onDayOf(window: Window, named: Window, zone: string, now: Instant): Moved | undefined {
  const day = dayAt(named.from, zone)
  if (numberOf(dayAt(instant(named.to - 1), zone)) !== numberOf(day)) return undefined
  const days = numberOf(day) - numberOf(dayAt(instant(window.to - 1), zone))
  return within({ from: add(window.from, days * DAY_MS), to: add(window.to, days * DAY_MS) }, now)
}

/**
 * Times on the clock without a day (`14:00-14:30`), read on the last day of the window before where they fall into it:
 * under yesterday's answer they mean yesterday. Undefined where they stand as they are.
 */
export function clockInWindow(
  tokens: readonly Token[],
  at: number,
  window: Window,
  around: Surroundings,
): Window | undefined {
  const when = readWhen(tokens, at, around)
  if (when === undefined || 'kind' in when.window) return undefined
  const atoms = tokens.slice(at, at + when.used).flatMap((token) => readAtoms(token) ?? [])
  const bare = atoms.every(({ kind }) => kind === 'clock' || kind === 'to' || kind === 'word' || kind === 'utc')
  if (!bare || isInside(when.window, window)) return undefined
  const then = readWhen(tokens, at, { ...around, now: window.to })
  if (then === undefined || 'kind' in then.window || !isInside(then.window, window)) return undefined
  return then.window
}

function isInside(inner: Window, outer: Window): boolean {
  return inner.from >= outer.from && inner.to <= outer.to
}

function within({ from, to }: Window, now: Instant): Moved {
  if (from >= now) return problem('That is in the future.')
  if (from < CLOUDTRAIL_BEGAN) return problem('CloudTrail began in November 2013: there is nothing older to be found.')
  return { kind: 'window', window: { from, to: instant(Math.min(to, now)) } }
}

function add(at: Instant, ms: number): Instant {
  return instant(at + ms)
}

function numberOf({ year, month, date }: Day): number {
  return Math.floor(Date.UTC(year, month - 1, date) / DAY_MS)
}
