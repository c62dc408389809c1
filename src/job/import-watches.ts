import type { Instant } from '../lib/instant.ts'
import { askOtherwise, muteInstead } from '../watch/asked-before.ts'
import { pause, release } from '../watch/hold.ts'
import { readWatches } from '../watch/read-yaml.ts'
import { WATCH_SETTINGS } from '../watch/settings.ts'
import type { WatchStore } from '../watch/store.ts'
import type { Watch } from '../watch/watch.ts'
import { sayWatches } from '../watch/yaml.ts'

export type Imported =
  | {
      readonly kind: 'imported'
      readonly added: number
      readonly changed: number
      readonly same: number
      /** Watches of the same workspaces that the file does not name. They stay. */
      readonly others: number
    }
  /** Nothing was changed. Each problem says where, and what is expected. */
  | { readonly kind: 'unclear'; readonly problems: readonly string[] }

/** All watches of all workspaces, as a file for git. */
export async function exportWatches(store: WatchStore): Promise<string> {
  const kept = await Promise.all((await store.teams()).map((team) => store.watches(team)))
  return sayWatches(kept.flat().map(({ row }) => row))
}

/** Makes the watches in the file what the file says, and leaves all others. Once more does nothing more. */
export async function importWatches(store: WatchStore, text: string, now: Instant): Promise<Imported> {
  const read = readWatches(text, now)
  if (read.kind === 'unclear') return read
  const teams = [...new Set(read.watches.map(({ team }) => team))]
  const kept = (await Promise.all(teams.map((team) => store.watches(team)))).flat().map(({ row }) => row)
  const problems = read.watches.flatMap(
    (watch) =>
      movedAway(
        watch,
        kept.find((one) => isSameWatch(one, watch)),
      ) ?? [],
  )
  if (problems.length > 0) return { kind: 'unclear', problems }

  const counts = { added: 0, changed: 0, same: 0 }
  for (const watch of read.watches) counts[await put(store, watch, now)] += 1
  const others = kept.filter((one) => !hasEnded(one) && !read.watches.some((watch) => isSameWatch(one, watch)))
  return { kind: 'imported', ...counts, others: others.length }
}

const TRIES = 10

async function put(store: WatchStore, watch: Watch, now: Instant): Promise<'added' | 'changed' | 'same'> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const kept = await store.watch(watch.team, watch.id)
    if (kept === undefined) {
      if (await store.putWatch(watch, 0)) return 'added'
    } else if (isAsInFile(kept.row, watch)) {
      return 'same'
    } else if (await store.putWatch(changed(kept.row, watch, now), kept.version)) {
      return hasEnded(kept.row) ? 'added' : 'changed'
    }
  }
  throw new Error(`the watch ${watch.id} was changed again and again by others`)
}

/** What the file says, with what changes by itself as it was. Something else is asked only of what happens from now on. */
function changed(kept: Watch, { hold, ...said }: Watch, now: Instant): Watch {
  const { hold: held, toldOf, released } = kept
  const { earlier: _, via: __, ...watch } = said
  const { earlier, via } = hasEnded(kept) ? { earlier: undefined, via: said.via } : (otherwise(kept, said, now) ?? said)
  const own = {
    ...(via && { via }),
    ...(earlier && { earlier }),
    ...(held && { hold: held }),
    ...(toldOf && { toldOf }),
    ...(released !== undefined && { released }),
  }
  if (hold?.kind === 'paused') return pause({ ...watch, ...own }, now, hold.until)
  return held?.kind === 'paused' ? release({ ...watch, ...own }, now) : { ...watch, ...own }
}

function otherwise(kept: Watch, { terms, via, mutes }: Watch, now: Instant): Watch | undefined {
  const muted = muteInstead(kept, mutes, now, WATCH_SETTINGS)
  return muted && askOtherwise(muted, { terms, via }, now, WATCH_SETTINGS)
}

function movedAway(watch: Watch, kept: Watch | undefined): string | undefined {
  if (kept === undefined || kept.channel === watch.channel) return undefined
  return `id ${watch.id}: this watch is in channel ${kept.channel}. To have it in ${watch.channel}, another id is expected`
}

function isAsInFile(kept: Watch, watch: Watch): boolean {
  return !hasEnded(kept) && sayWatches([kept]) === sayWatches([watch])
}

function isSameWatch(a: Watch, b: Watch): boolean {
  return a.team === b.team && a.id === b.id
}

function hasEnded({ ended }: Watch): boolean {
  return ended !== undefined
}
