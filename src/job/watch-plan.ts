import type { Backend } from '../find/backend.ts'
import { type Instant, instant } from '../lib/instant.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Estate, Plan } from '../plan/plan.ts'
import { mayHoldAccount } from '../plan/regions-asked.ts'
import type { Window } from '../question/question.ts'
import type { WatchSettings } from '../watch/settings.ts'
import type { Watch } from '../watch/watch.ts'
import { estimateCost } from './estimate-cost.ts'

type Asked = Pick<Watch, 'terms' | 'via'>
type Within = Pick<
  WatchSettings,
  'overlap' | 'lookEvery' | 'slice' | 'dayLook' | 'dayLookEvery' | 'weekLook' | 'weekLookEvery'
>

/**
 * Where a watch is looked for. Every few minutes is too often for a place that is paid for by what is read, so Athena is
 * asked only where the watch says so, or where some account is nowhere else.
 */
export function watchPlan(watch: Asked, estate: Estate, now: Instant, settings: Pick<WatchSettings, 'overlap'>): Plan {
  return planOver(watch, estate, { from: instant(now - settings.overlap), to: now }, now)
}

/** The same places, over a window. */
export function planOver({ terms, via }: Asked, estate: Estate, window: Window, now: Instant): Plan {
  const question = { terms, window, ...(via && { via }) }
  const whole = makePlan(question, estate, { now, asker: WATCHER })
  if (via !== undefined) return whole
  const free = makePlan(question, { ...estate, places: estate.places.filter(isFree) }, { now, asker: WATCHER })
  const wanted = estate.accounts.filter(({ id }) => mayHoldAccount(question, id))
  const isEverywhere = wanted.every(({ id }) => holds(free, id) || !holds(whole, id))
  return free.searches.length > 0 && isEverywhere ? free : whole
}

/** Who looks for watches, in the accounts' own CloudTrail. */
export const WATCHER = 'whodid'

function isFree({ backend }: Estate['places'][number]): boolean {
  return backend !== 'athena'
}

function holds({ searches }: Plan, id: string): boolean {
  return searches.some(({ account }) => account === undefined || account === id)
}

/** What looking for a watch costs in a day, in dollars, where no other watch shares its looks; 0 where no place says. */
export function dollarsADay(
  watch: Asked,
  estate: Estate,
  backends: ReadonlyMap<string, Backend>,
  now: Instant,
  settings: Within,
): number {
  const each = estimateCost(watchPlan(watch, estate, now, settings), backends)?.dollars ?? 0
  return each * asksADay(settings)
}

/** Looks that go back a day, or a week, ask for every slice of it by itself. */
function asksADay({ lookEvery, slice, dayLook, dayLookEvery, weekLook, weekLookEvery }: Within): number {
  const asks = (every: number, slices: number) => (DAY_MS / every) * slices
  return asks(lookEvery, 1) + asks(dayLookEvery, dayLook / slice) + asks(weekLookEvery, weekLook / slice)
}

const DAY_MS = 86_400_000
