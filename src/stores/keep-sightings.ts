import { instant, type Instant } from '../lib/instant.ts'
import type { WatchStore } from '../watch/store.ts'
import type { Lane, Sighting } from '../watch/watch.ts'
import type { Found, Rows, Shelf, Write } from './rows.ts'
import { spellName } from './spell.ts'

/** Even where its time is over when it is told at last: it may come once more, another way. */
const KEPT_AFTER_TOLD_MS = 7 * 24 * 3_600_000

/** More rounds than instances that could be in each other's way. */
const ROUNDS = 20

type Kept = { readonly sighting: Sighting; readonly until: Instant; readonly told: boolean }

/**
 * One row for each event of a channel. Its rank says in which lane it waits, and since when; once told it has none. So
 * it is in one lane or none at any moment, and what waits is found without reading what was told.
 */
export function keepSightings(
  rows: Rows,
  now: () => Instant,
): Pick<WatchStore, 'remember' | 'untold' | 'sightings' | 'move' | 'forget'> {
  return {
    async remember(team, channel, sightings, until) {
      const written = await rows.putMany(
        shelfOf(team, channel),
        sightings.map((sighting) => ({ ...waiting({ sighting, until, told: false }), was: 0 })),
      )
      return [...written]
    },
    async untold(team, channel, lane, most) {
      const found = await rows.list(shelfOf(team, channel), { by: 'rank', prefix: laneRank(lane), limit: most })
      return found.map((row) => keptOf(row).sighting)
    },
    async sightings(team, channel, keys) {
      return (await rows.getMany(shelfOf(team, channel), keys)).map((row) => keptOf(row).sighting)
    },
    async move(team, channel, keys, to) {
      let left: readonly string[] = keys
      for (let round = 0; left.length > 0 && round < ROUNDS; round += 1) {
        const moves = (await rows.getMany(shelfOf(team, channel), left)).flatMap((row) => moved(row, to) ?? [])
        const written = await rows.putMany(shelfOf(team, channel), moves)
        left = moves.map(({ key }) => key).filter((key) => !written.has(key))
      }
      if (left.length > 0) throw new Error(`${left.length} sightings were changed again and again by others`)
    },
    async forget() {
      // Rows that were told end by themselves.
    },
  }

  /** The row as it should be; undefined where nothing is to be done. */
  function moved(row: Found, to: Lane | 'told'): Write | undefined {
    const kept = keptOf(row)
    if (kept.told || kept.sighting.lane === to) return undefined
    if (to !== 'told') return { ...waiting({ ...kept, sighting: { ...kept.sighting, lane: to } }), was: row.version }
    const expires = instant(Math.max(kept.until, now() + KEPT_AFTER_TOLD_MS))
    return { key: row.key, text: JSON.stringify({ ...kept, told: true } satisfies Kept), expires, was: row.version }
  }
}

function shelfOf(team: string, channel: string): Shelf {
  return [team, 'sightings', channel]
}

/** Without an end, for as long as it waits. */
function waiting(kept: Kept): Write {
  const { key, lane, seenAt } = kept.sighting
  return { key, rank: `${laneRank(lane)}${String(seenAt).padStart(15, '0')}/${key}`, text: JSON.stringify(kept) }
}

function laneRank(lane: Lane): string {
  return `${spellName(lane)}/`
}

/** What we wrote ourselves is taken at its word. */
function keptOf({ text }: Found): Kept {
  return JSON.parse(text) as Kept
}
