import { type Instant, instant } from '../lib/instant.ts'
import type { Window } from '../question/question.ts'
import { askedOf, spansOf } from '../watch/asked-before.ts'
import { asksOf } from '../watch/asks.ts'
import { afterLook, afterPart, nextPart, type PartGap, planLook, startCursor } from '../watch/look.ts'
import type { WatchSettings } from '../watch/settings.ts'
import { makeSighter } from '../watch/sighter.ts'
import type { Watch } from '../watch/watch.ts'
import type { WatchDeps, WatchPlace } from './watch-ports.ts'
import { payLook } from './watch-pay.ts'
import { rememberEvents } from './watch-remember.ts'
import { forgetOld } from './watch-tidy.ts'

type Deps = Pick<WatchDeps, 'store' | 'looks' | 'clock' | 'log' | 'settings' | 'holder' | 'budget'>

const LEASE_MS = 120_000

/** What became of a look: how many events and unreadable records it read, and whether all of it was seen. */
export type Looked = {
  readonly kind: 'whole' | 'gap' | 'overtaken' | 'taken' | 'nobody'
  readonly events: number
  readonly unreadable: number
}

/**
 * One look at one place, for all watches of it. Everything is kept before the cursor moves, and the cursor moves only up to
 * the first gap: whatever stops this half-way is looked at again.
 */
export async function lookAt(team: string, place: WatchPlace, deps: Deps, signal: AbortSignal): Promise<Looked> {
  const { store, clock, settings } = deps
  const figures = { events: 0, unreadable: 0 }
  const name = `look ${place.place}`
  const began = clock.now()
  if (!(await store.lease(team, name, deps.holder, began, instant(began + LEASE_MS))))
    return { kind: 'taken', ...figures }

  // First the moment until which is looked, then for whom: a watch that is set after it is looked for by the next look.
  const now = clock.now()
  const all = await store.watches(team)
  const watches = all.map(({ row }) => row).filter((watch) => watch.ended === undefined && place.covers(watch))
  if (watches.length === 0) return { kind: 'nobody', ...figures }
  const kept = await store.cursor(team, place.place)
  let version = kept?.version ?? 0
  let cursor = kept?.row ?? startCursor(team, place.place, oldest(watches, place, now, settings), now, settings)
  const plan = planLook(cursor, now, settings)
  const sighter = makeSighter(watches, settings, now, plan.caughtUp)
  for (const { id } of sighter.broken) deps.log.error({ team, watch: id }, 'a watch could not be read')
  const questions = watches.flatMap((watch) => askedOf(watch, now, settings))
  const asks = asksOf(questions, (predicate) => place.canPush(predicate), place.asksMost)
  const turn = Math.floor(now / settings.lookEvery)
  let gap: { readonly part: number; readonly why: PartGap } | undefined

  for (let part: number | undefined = 0; part !== undefined; ) {
    const window: Window | undefined = plan.parts[part]
    if (window === undefined) break
    const gaps: PartGap[] = []
    for (const ask of asks === 'everything' ? [undefined] : asks) gaps.push(...(await readPart(ask, window)))
    const [why] = gaps
    if (why !== undefined) gap ??= { part, why }
    if (gap === undefined && !plan.freshOnly) {
      const next = afterPart(cursor, plan, part)
      if (next !== cursor && !(await store.putCursor(next, version))) return { kind: 'overtaken', ...figures }
      if (next !== cursor) version += 1
      cursor = next
    }
    part = nextPart(plan, part, gaps)
  }
  const looked = await store.putCursor(afterLook(cursor, plan, gap, settings), version)
  if (looked && plan.week) await forgetOld(team, [...new Set(watches.map(({ channel }) => channel))], deps)
  await store.release(team, name, deps.holder)
  if (!looked) return { kind: 'overtaken', ...figures }
  return { kind: gap === undefined && !plan.freshOnly ? 'whole' : 'gap', ...figures }

  async function readPart(ask: Parameters<Deps['looks']['look']>[1], window: Window): Promise<readonly PartGap[]> {
    const price = deps.looks.estimate?.(place.place, ask, window) ?? 0
    const paid = deps.budget && (await payLook(watches, turn, price, deps.budget))
    if (paid?.kind === 'over') return [paid.gap]
    const gaps: PartGap[] = []
    let dollars: number | undefined
    for await (const page of pages(ask, window, gaps)) {
      if (page.dollars !== undefined) dollars = (dollars ?? 0) + page.dollars
      figures.events += page.events.length
      figures.unreadable += page.unreadable + (await rememberEvents(team, page.events, sighter, deps))
      gaps.push(...page.gaps)
    }
    await paid?.settle(dollars)
    return gaps
  }

  /** What the place throws is a gap; what our own store throws is not, and ends the look. */
  async function* pages(ask: Parameters<Deps['looks']['look']>[1], window: Window, gaps: PartGap[]) {
    try {
      yield* deps.looks.look(place.place, ask, window, signal)
    } catch (error) {
      gaps.push({
        reason: 'failed',
        detail: `It stopped with: ${error instanceof Error ? error.message : String(error)}`,
      })
    }
  }
}

/** From when on something is asked here: a watch that was changed may ask elsewhere than before. */
function oldest(watches: readonly Watch[], place: WatchPlace, now: Instant, settings: WatchSettings): Instant {
  const asked = watches.flatMap((watch) => spansOf(watch, now, settings))
  const here = asked.filter(({ watch, terms, via }) => place.covers({ ...watch, terms, via, earlier: undefined }))
  return instant(here.reduce((min, { from }) => Math.min(min, from), Number.MAX_SAFE_INTEGER / 2))
}
