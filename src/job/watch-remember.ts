import type { Event } from '../event/event.ts'
import { instant } from '../lib/instant.ts'
import { type Candidate, settleFirsts, type Sighter } from '../watch/sighter.ts'
import type { Sighting } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'

type Deps = Pick<WatchDeps, 'store' | 'settings' | 'log'> & { readonly clock: Pick<WatchDeps['clock'], 'now'> }

/**
 * Keeps what the watches of a workspace asked for among these events, before anybody calls them seen. Resolves when it is
 * safe; the same events may be handed in any number of times. Gives how many events no sighting could be made of.
 */
export async function rememberEvents(
  team: string,
  events: readonly Event[],
  sighter: Sighter,
  deps: Deps,
): Promise<number> {
  let failed = 0
  const channels = new Map<string, Sighting[]>()
  for (const event of events) {
    for (const candidate of see(event)) {
      const sighting = await settle(team, candidate, deps)
      if (sighting === undefined) continue
      const others = channels.get(candidate.channel)
      if (others === undefined) channels.set(candidate.channel, [sighting])
      else others.push(sighting)
    }
  }
  const until = instant(deps.clock.now() + deps.settings.remember)
  for (const [channel, sightings] of channels) await deps.store.remember(team, channel, sightings, until)
  return failed

  /** One record that upsets us must not keep the others from being told: a look that throws would begin again for ever. */
  function see(event: Event): readonly Candidate[] {
    try {
      return sighter.see(event)
    } catch (error) {
      failed += 1
      deps.log.error({ err: error, team, event: event.id }, 'no sighting could be made of an event')
      return []
    }
  }
}

async function settle(team: string, candidate: Candidate, deps: Deps): Promise<Sighting | undefined> {
  const { key } = candidate.sighting
  const until = instant(deps.clock.now() + deps.settings.remember)
  const first: string[] = []
  for (const watch of candidate.firsts) {
    if ((await deps.store.claimFirst(team, watch, candidate.what, key, until)) === key) first.push(watch)
  }
  return settleFirsts(candidate, first)
}
