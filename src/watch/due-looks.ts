import type { Instant } from '../lib/instant.ts'
import type { WatchSettings } from './settings.ts'

/** A place, as far as it matters for when it is looked at. */
export type Waiting = {
  readonly place: string
  /** What limits its looks: places of one account and Region share LookupEvents' two calls a second. */
  readonly budget: string
  readonly lookedAt: Instant
  /** People's questions are being looked for with the same budget: they go first. */
  readonly busy: boolean
}

/** People's questions put a look off no longer than for so many periods. */
const PATIENCE = 5

/**
 * Which places to look at now: at most so many, the one that waits longest first, one of each budget before the second of
 * any. Each place has its own moment within the period, so that not all are looked at in the same second.
 */
export function dueLooks<W extends Waiting>(
  places: readonly W[],
  now: Instant,
  most: number,
  settings: Pick<WatchSettings, 'lookEvery'>,
): readonly W[] {
  const due = places
    .filter((place) => periods(place, now, settings.lookEvery) >= (place.busy ? PATIENCE : 1))
    .toSorted((a, b) => a.lookedAt - b.lookedAt || (a.place < b.place ? -1 : 1))
  const taken = new Map<string, number>()
  const turns = due.map((place) => {
    const turn = taken.get(place.budget) ?? 0
    taken.set(place.budget, turn + 1)
    return { place, turn }
  })
  return turns
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, most)
    .map(({ place }) => place)
}

/** How many of the place's own moments have passed since it was looked at. */
function periods({ place, lookedAt }: Waiting, now: Instant, every: number): number {
  const phase = phaseOf(place, every)
  return Math.floor((now - phase) / every) - Math.floor((lookedAt - phase) / every)
}

/** FNV-1a: the same for the same place in every process. */
function phaseOf(place: string, every: number): number {
  let hash = 0x811c9dc5
  for (const letter of place) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % every
}
