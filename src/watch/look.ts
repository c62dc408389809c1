import { type Instant, instant } from '../lib/instant.ts'
import type { Window } from '../question/question.ts'
import type { WatchSettings } from './settings.ts'
import type { Cursor, LookGap } from './watch.ts'

/** What one look at a place is to read. */
export type LookPlan = {
  /** Until when: what is delivered later is for the next look. */
  readonly target: Instant
  /** Oldest first. Times of events are whole seconds, so the ends are a second wide; an event seen twice is one. */
  readonly parts: readonly Window[]
  /** It goes a day, or a week, back behind the last that did. */
  readonly day: boolean
  readonly week: boolean
  /** Only the newest: something before it could not be seen, and it is too early to try again. */
  readonly freshOnly: boolean
  /** We were away: what comes late does so because of that. */
  readonly caughtUp: boolean
}

/** Why a part could not be (wholly) seen. */
export type PartGap = { readonly reason: string; readonly detail: string }

/** The cursor of a place that was never looked at: from the oldest of its watches on. */
export function startCursor(
  team: string,
  place: string,
  since: Instant,
  now: Instant,
  settings: WatchSettings,
): Cursor {
  const to = instant(Math.max(Math.min(since, now), now - settings.startReach))
  return { team, place, to, dayLook: now, weekLook: now, lookedAt: instant(0) }
}

/**
 * Which windows a look reads. It goes back an overlap behind what was seen, every hour a day behind the last look that did
 * so, every day a week: an event that was delivered while we were away, and happened long before, is found.
 */
export function planLook(cursor: Cursor, now: Instant, settings: WatchSettings): LookPlan {
  const { overlap, slice } = settings
  const fresh = { target: now, caughtUp: now - cursor.to > settings.lateAfter }
  if (cursor.gap !== undefined && now < cursor.gap.again) {
    const parts = [{ from: instant(now - overlap - SECOND), to: instant(now + SECOND) }]
    return { ...fresh, parts, day: false, week: false, freshOnly: true }
  }
  const day = now - cursor.dayLook >= settings.dayLookEvery
  const week = now - cursor.weekLook >= settings.weekLookEvery
  let from = cursor.to - overlap
  if (day) from = Math.min(from, Math.min(now, cursor.dayLook) - settings.dayLook)
  if (week) from = Math.min(from, Math.min(now, cursor.weekLook) - settings.weekLook)
  from = Math.max(Math.min(from, now - overlap), now - settings.reach) - SECOND
  const parts: Window[] = []
  const end = now + SECOND
  while (from < end) {
    const to = Math.min(end, from + slice + SECOND)
    parts.push({ from: instant(from), to: instant(to) })
    if (to === end) break
    from = to - SECOND
  }
  return { ...fresh, parts, day, week, freshOnly: false }
}

const SECOND = 1_000

/**
 * The cursor after part `done` of a look was read, and everything in it is kept. Each part before it was read without a
 * gap: the caller stops moving the cursor at the first gap.
 */
export function afterPart(cursor: Cursor, plan: LookPlan, done: number): Cursor {
  const part = plan.parts[done]
  if (part === undefined || plan.freshOnly) return cursor
  const seen = Math.min(part.to - SECOND, plan.target)
  return { ...cursor, to: instant(Math.max(cursor.to, seen)) }
}

/** The cursor after a whole look. `gap` is the first part that could not be seen, and why. */
export function afterLook(
  cursor: Cursor,
  plan: LookPlan,
  gap: { readonly part: number; readonly why: PartGap } | undefined,
  settings: WatchSettings,
): Cursor {
  const { gap: before, ...rest } = { ...cursor, lookedAt: plan.target }
  if (plan.freshOnly) return before === undefined ? rest : { ...rest, gap: before }
  if (gap === undefined) {
    return {
      ...rest,
      dayLook: plan.day ? later(cursor.dayLook, plan.target) : cursor.dayLook,
      weekLook: plan.week ? later(cursor.weekLook, plan.target) : cursor.weekLook,
    }
  }
  const tries = (before?.tries ?? 0) + 1
  const wait = Math.min(settings.retryMost, settings.retryFirst * 2 ** Math.min(tries - 1, 20))
  const from = instant(Math.max(plan.parts[gap.part]?.from ?? cursor.to, cursor.to - settings.overlap))
  const now: LookGap = {
    since: before?.since ?? plan.target,
    from: before === undefined ? from : instant(Math.min(before.from, from)),
    reason: gap.why.reason,
    detail: gap.why.detail,
    tries,
    again: instant(plan.target + wait),
  }
  return { ...rest, gap: now }
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}

/** What is wrong with one thing in a place, while the rest of it can be read. */
const ABOUT_ONE_THING = new Set([
  'corrupt',
  'truncated',
  'too-large',
  'not-a-log',
  'outside-root',
  'missing',
  'retention',
])

/**
 * Which part is read after one. After a gap that is about the place itself (denied, throttled) only the newest, so that what
 * happens now is told all the same.
 */
export function nextPart(plan: LookPlan, done: number, gaps: readonly PartGap[]): number | undefined {
  const last = plan.parts.length - 1
  if (done >= last) return undefined
  return gaps.every(({ reason }) => ABOUT_ONE_THING.has(reason)) ? done + 1 : last
}
