import { instant } from '../lib/instant.ts'
import { mayHoldAccount } from '../plan/regions-asked.ts'
import { askedOf } from '../watch/asked-before.ts'
import { announcedAccount } from '../watch/announced-place.ts'
import { dueLooks } from '../watch/due-looks.ts'
import type { Versioned } from '../watch/store.ts'
import type { Cursor, Watch } from '../watch/watch.ts'
import { lookAt } from './watch-look.ts'
import type { WatchDeps, WatchPlace } from './watch-ports.ts'
import { tellChannel } from './watch-tell.ts'
import { tidyChannel } from './watch-tidy.ts'

/** How much one tick takes on at once. */
export type TickLimits = {
  readonly looks: number
  readonly atOnce: number
  /** Waits for a turn where several workspaces look at once; there is always one where it is left out. */
  readonly turn?: (look: () => Promise<void>) => Promise<void>
}

/** Looks at every place that is due, then tells in every channel. To be called every few seconds; two at once do no harm. */
export async function watchTick(deps: WatchDeps, limits: TickLimits, signal: AbortSignal): Promise<void> {
  for (const team of await deps.store.teams()) {
    if (signal.aborted) return
    await teamTick(team, deps, limits, signal)
  }
}

/** The same for one workspace. */
export async function teamTick(team: string, deps: WatchDeps, limits: TickLimits, signal: AbortSignal): Promise<void> {
  const kept = await deps.store.watches(team)
  const places = await deps.looks.places(
    team,
    kept.map(({ row }) => row).filter(({ ended }) => ended === undefined),
  )
  const cursors = (await deps.store.cursors(team)).map(({ row }) => row)
  const due = findDue(places, cursors, limits, deps)
  const { turn = (work) => work() } = limits
  await eachOf(due, limits.atOnce, (place) =>
    guarded({ team, place: place.place }, 'a look for watches failed', deps, () =>
      turn(() => look(team, place, deps, signal)),
    ),
  )
  if (signal.aborted) return
  const channels = [...Map.groupBy(kept, ({ row }) => row.channel)]
  await eachOf(channels, limits.atOnce, ([channel, rows]) =>
    guarded({ team, channel }, 'telling in a channel failed', deps, () =>
      tellIn(team, channel, rows, [...placesOf(rows, places), ...announcedOf(rows, cursors, deps)], deps, signal),
    ),
  )
}

async function look(team: string, place: WatchPlace, deps: WatchDeps, signal: AbortSignal): Promise<void> {
  const looked = await lookAt(team, place, deps, signal)
  if (looked.unreadable > 0)
    deps.log.warn({ team, place: place.place, ...looked }, 'a look for watches met unreadable records')
}

function findDue(places: readonly WatchPlace[], cursors: readonly Cursor[], limits: TickLimits, deps: WatchDeps) {
  const looked = new Map(cursors.map(({ place, lookedAt }) => [place, lookedAt]))
  const waiting = places.map((of) => ({
    of,
    place: of.place,
    budget: of.budget,
    lookedAt: looked.get(of.place) ?? instant(0),
    busy: deps.looks.isBusy(of.budget),
  }))
  return dueLooks(waiting, deps.clock.now(), limits.looks, deps.settings).map(({ of }) => of)
}

/** Where the watches of a channel are looked for. */
function placesOf(rows: readonly Versioned<Watch>[], places: readonly WatchPlace[]): readonly string[] {
  const alive = rows.map(({ row }) => row).filter(({ ended }) => ended === undefined)
  return places.filter((place) => alive.some((watch) => place.covers(watch))).map(({ place }) => place)
}

/** And where log files that were announced could not be read: no look goes there, and its gaps are told all the same. */
function announcedOf(
  rows: readonly Versioned<Watch>[],
  cursors: readonly Cursor[],
  { clock, settings }: WatchDeps,
): readonly string[] {
  return cursors.flatMap(({ place }) => {
    const account = announcedAccount(place)
    if (account === undefined) return []
    const asked = rows.flatMap(({ row }) => (row.ended === undefined ? askedOf(row, clock.now(), settings) : []))
    return asked.some((one) => mayHoldAccount(one, account)) ? [place] : []
  })
}

async function tellIn(
  team: string,
  channel: string,
  rows: readonly Versioned<Watch>[],
  places: readonly string[],
  deps: WatchDeps,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return
  const where = { team, channel, watches: rows.map(({ row }) => row.id), places }
  await tellChannel(where, deps, signal)
  await tidyChannel(where, deps)
}

/** One place or channel that fails does not keep the others waiting: it is tried again at the next tick. */
async function guarded(
  about: object,
  message: 'a look for watches failed' | 'telling in a channel failed',
  deps: WatchDeps,
  work: () => Promise<unknown>,
): Promise<void> {
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
