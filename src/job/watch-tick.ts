import { instant } from '../lib/instant.ts'
import { dueLooks } from '../watch/due-looks.ts'
import type { Versioned } from '../watch/store.ts'
import type { Watch } from '../watch/watch.ts'
import { lookAt } from './watch-look.ts'
import type { WatchDeps, WatchPlace } from './watch-ports.ts'
import { tellChannel } from './watch-tell.ts'
import { tidyChannel } from './watch-tidy.ts'

/** How much one tick takes on at once. */
export type TickLimits = { readonly looks: number; readonly atOnce: number }

/** Looks at every place that is due, then tells in every channel. To be called every few seconds; two at once do no harm. */
export async function watchTick(deps: WatchDeps, limits: TickLimits, signal: AbortSignal): Promise<void> {
  for (const team of await deps.store.teams()) {
    const kept = await deps.store.watches(team)
    const places = await deps.looks.places(
      team,
      kept.map(({ row }) => row).filter(({ ended }) => ended === undefined),
    )
    const due = await findDue(team, places, limits, deps)
    await eachOf(due, limits.atOnce, (place) =>
      guarded({ team, place: place.place }, 'a look for watches failed', deps, () => look(team, place, deps, signal)),
    )
    if (signal.aborted) return
    const channels = [...Map.groupBy(kept, ({ row }) => row.channel)]
    await eachOf(channels, limits.atOnce, ([channel, rows]) =>
      guarded({ team, channel }, 'telling in a channel failed', deps, () =>
        tellIn(team, channel, rows, places, deps, signal),
      ),
    )
  }
}

async function look(team: string, place: WatchPlace, deps: WatchDeps, signal: AbortSignal): Promise<void> {
  const looked = await lookAt(team, place, deps, signal)
  if (looked.unreadable > 0)
    deps.log.warn({ team, place: place.place, ...looked }, 'a look for watches met unreadable records')
}

async function findDue(team: string, places: readonly WatchPlace[], limits: TickLimits, deps: WatchDeps) {
  const looked = new Map((await deps.store.cursors(team)).map(({ row }) => [row.place, row.lookedAt]))
  const waiting = places.map((of) => ({
    of,
    place: of.place,
    budget: of.budget,
    lookedAt: looked.get(of.place) ?? instant(0),
    busy: deps.looks.isBusy(of.budget),
  }))
  return dueLooks(waiting, deps.clock.now(), limits.looks, deps.settings).map(({ of }) => of)
}

async function tellIn(
  team: string,
  channel: string,
  rows: readonly Versioned<Watch>[],
  places: readonly WatchPlace[],
  deps: WatchDeps,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return
  const covering = places.filter((place) => rows.some(({ row }) => row.ended === undefined && place.covers(row)))
  const where = { team, channel, watches: rows.map(({ row }) => row.id), places: covering.map(({ place }) => place) }
  await tellChannel(where, deps, signal)
  await tidyChannel(where, deps)
}

/** One place or channel that fails does not keep the others waiting: it is tried again at the next tick. */
async function guarded(about: object, message: string, deps: WatchDeps, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    deps.log.error({ ...about, err: error }, message)
  }
}

async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  })
  await Promise.all(workers)
}
