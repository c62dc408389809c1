import { instant } from '../lib/instant.ts'
import { announcedAccount } from '../watch/announced-place.ts'
import { isHeld } from '../watch/hold.ts'
import type { Lane } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'
import type { TellIn } from './watch-tell.ts'

type Deps = Pick<WatchDeps, 'store' | 'clock' | 'settings'>

/** A look that began before a watch ended may still keep something for it; none takes this long. */
const SETTLED_MS = 3_600_000

/** Takes away what nobody needs any more: ended watches that nothing waits for, and the marks of holds that are over. */
export async function tidyChannel(where: TellIn, deps: Deps): Promise<void> {
  const { store, clock } = deps
  const now = clock.now()
  for (const id of where.watches) {
    const kept = await store.watch(where.team, id)
    if (kept === undefined) continue
    const { ended, released, ...rest } = kept.row
    if (ended !== undefined) {
      if (now - ended < SETTLED_MS || (await isWaiting(`later:${id}`)) || (await isWaiting(`held:${id}`))) continue
      await store.dropWatch(where.team, id)
    } else if (released !== undefined && now - released >= SETTLED_MS && !isHeld(kept.row, now)) {
      if (!(await isWaiting(`held:${id}`))) await store.putWatch(rest, kept.version)
    }
  }
  async function isWaiting(lane: Lane): Promise<boolean> {
    return (await store.untold(where.team, where.channel, lane, 1)).length > 0
  }
}

/** A queue keeps what was pushed for two weeks at most; no look goes further back than this behind the oldest that is due. */
const MARGIN_MS = 9 * 86_400_000

/** Forgets told sightings of a workspace that no look, and no queue, can bring again. */
export async function forgetOld(team: string, channels: readonly string[], deps: Deps): Promise<void> {
  const { store, clock, settings } = deps
  let seen = Number(clock.now())
  for (const { row } of await store.cursors(team))
    if (announcedAccount(row.place) === undefined) seen = Math.min(seen, row.to, row.dayLook, row.weekLook)
  for (const channel of channels) await store.forget(team, channel, instant(seen - settings.weekLook - MARGIN_MS))
}
