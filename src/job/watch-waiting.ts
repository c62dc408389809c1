import { lastDigest } from '../watch/digest-due.ts'
import { isHeld } from '../watch/hold.ts'
import type { Lane, Sighting, Watch } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'

type Deps = Pick<WatchDeps, 'store' | 'clock' | 'settings'>

/** Untold sightings from the lanes that may hold something to tell now. */
export async function readWaiting(
  { team, channel }: { readonly team: string; readonly channel: string },
  watches: ReadonlyMap<string, Watch>,
  { store, clock, settings }: Deps,
): Promise<readonly Sighting[]> {
  const now = clock.now()
  const waiting = [...(await store.untold(team, channel, 'now', settings.digestMost))]
  for (const watch of watches.values()) {
    if (await isDue(watch)) waiting.push(...(await read(`later:${watch.id}`)))
    if (watch.ended !== undefined || (watch.released !== undefined && !isHeld(watch, now))) {
      waiting.push(...(await read(`held:${watch.id}`)))
    }
  }
  return waiting

  function read(lane: Lane): Promise<readonly Sighting[]> {
    return store.untold(team, channel, lane, settings.digestMost)
  }

  /** The one that waits longest decides whether the others need to be read. */
  async function isDue(watch: Watch): Promise<boolean> {
    const [first] = await store.untold(team, channel, `later:${watch.id}`, 1)
    if (first === undefined) return false
    return watch.ended !== undefined || (lastDigest(watch.urgency, now) ?? Number.MAX_SAFE_INTEGER) > first.seenAt
  }
}
