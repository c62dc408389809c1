import { isHeld, release, suspend } from '../watch/hold.ts'
import type { LostRight, Watch } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'

type Deps = Pick<WatchDeps, 'store' | 'rights' | 'clock' | 'settings'>

/**
 * The watches of a channel as they are now, and those of them that may tell. A right that was lost suspends a watch, one
 * that came back ends that, and so does the end of a pause; where it cannot be found out, it tells nothing for now.
 */
export async function confirmRights(
  where: { readonly team: string; readonly channel: string; readonly watches: readonly string[] },
  deps: Deps,
): Promise<{ readonly watches: ReadonlyMap<string, Watch>; readonly tellable: ReadonlySet<string> }> {
  const watches = new Map<string, Watch>()
  const tellable = new Set<string>()
  for (const id of where.watches) {
    const kept = await deps.store.watch(where.team, id)
    if (kept === undefined || kept.row.channel !== where.channel) continue
    const { watch, may } = await confirm(kept.row, kept.version, deps)
    watches.set(id, watch)
    if (may) tellable.add(id)
  }
  return { watches, tellable }
}

async function confirm(watch: Watch, version: number, deps: Deps): Promise<{ watch: Watch; may: boolean }> {
  const now = deps.clock.now()
  if (watch.ended !== undefined) return { watch, may: false }
  if (watch.hold?.kind === 'paused' && isHeld(watch, now)) return { watch, may: false }
  const right = await deps.rights.mayTell(watch)
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
