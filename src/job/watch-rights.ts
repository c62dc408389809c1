import { isHeld, release, suspend } from '../watch/hold.ts'
import type { Versioned } from '../watch/store.ts'
import type { LostRight, Watch } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'

type Deps = Pick<WatchDeps, 'store' | 'rights' | 'clock' | 'settings'>

export type Confirmed = {
  readonly watches: ReadonlyMap<string, Watch>
  readonly tellable: ReadonlySet<string>
  /** Those whose owner has left, while the channel is as it should be. */
  readonly orphans: ReadonlySet<string>
}

/**
 * The watches of a channel as they are now, and those of them that may tell. A right that was lost suspends a watch, one
 * that came back ends that, and so does the end of a pause; where it cannot be found out, it tells nothing for now.
 */
export async function confirmRights(
  where: { readonly team: string; readonly channel: string; readonly watches: readonly string[] },
  deps: Deps,
): Promise<Confirmed> {
  const watches = new Map<string, Watch>()
  const tellable = new Set<string>()
  const orphans = new Set<string>()
  const all: Versioned<Watch>[] = []
  for (const id of where.watches) {
    const kept = await deps.store.watch(where.team, id)
    if (kept !== undefined && kept.row.channel === where.channel) all.push(kept)
  }
  // All at once: what is remembered of the channel and its people is then of one moment, and an owner is told of all their
  // watches in one message.
  const rights = await Promise.all(all.map(({ row }) => rightOf(row, deps)))
  for (const [at, kept] of all.entries()) {
    const { watch, may } = await confirm(kept.row, kept.version, rights[at] ?? 'unknown', deps)
    watches.set(watch.id, watch)
    if (may) tellable.add(watch.id)
    if (rights[at] === 'owner-gone') orphans.add(watch.id)
  }
  return { watches, tellable, orphans }
}

type Right = Awaited<ReturnType<Deps['rights']['mayTell']>>

async function rightOf(watch: Watch, { rights, clock }: Deps): Promise<Right> {
  const isPaused = watch.hold?.kind === 'paused' && isHeld(watch, clock.now())
  return watch.ended !== undefined || isPaused ? 'unknown' : rights.mayTell(watch)
}

async function confirm(
  watch: Watch,
  version: number,
  right: Right,
  deps: Deps,
): Promise<{ watch: Watch; may: boolean }> {
  const now = deps.clock.now()
  if (right === 'unknown') return { watch, may: false }
  const after = right === 'may' ? release(watch, now) : suspend(watch, now, right)
  const isKept = after === watch || (await deps.store.putWatch(after, version))
  return { watch: isKept ? after : watch, may: isKept && right === 'may' }
}

/** Suspends all watches of a channel that Slack no longer lets us write to. */
export async function suspendAll(
  watches: ReadonlyMap<string, Watch>,
  reason: LostRight,
  { store, clock }: Deps,
): Promise<void> {
  for (const { team, id } of watches.values()) {
    const kept = await store.watch(team, id)
    if (kept === undefined || kept.row.ended !== undefined) continue
    const after = suspend(kept.row, clock.now(), reason)
    if (after !== kept.row) await store.putWatch(after, kept.version)
  }
}
