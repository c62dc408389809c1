import type { Event } from '../event/event.ts'
import type { Instant } from '../lib/instant.ts'
import { makeSighter } from '../watch/sighter.ts'
import type { Watch } from '../watch/watch.ts'
import type { PushedDeps } from './pushed-ports.ts'
import { rememberEvents } from './watch-remember.ts'

/** The watches of a workspace that were not ended. */
export type TeamWatches = { readonly team: string; readonly watches: readonly Watch[] }

/** Something that came by push; what was late before it was pushed is told as late. */
export type Brought = { readonly event: Event; readonly sentAt: Instant | undefined }

export async function readTeams({ store }: Pick<PushedDeps, 'store'>): Promise<readonly TeamWatches[]> {
  const teams: TeamWatches[] = []
  for (const team of await store.teams()) {
    const rows = await store.watches(team)
    teams.push({ team, watches: rows.map(({ row }) => row).filter(({ ended }) => ended === undefined) })
  }
  return teams
}

/**
 * Keeps what these events mean to the watches. Events from more than a week ago are left to the looks: what was told is not
 * remembered for ever, and a queue, or CloudTrail after a failure, may bring something after a month.
 */
export async function keepBrought(
  brought: readonly Brought[],
  teams: readonly TeamWatches[],
  deps: PushedDeps,
): Promise<void> {
  const { settings, clock, cover } = deps
  const young = brought.filter(({ event }) => clock.now() - event.time <= settings.weekLook)
  // Two Regions of an account may have different watches, and what was late before it was pushed is told as late.
  const alike = Map.groupBy(young, (each) => `${each.event.account} ${each.event.region} ${wasLate(each, deps)}`)
  for (const { team, watches } of teams) {
    for (const [first, ...others] of alike.values()) {
      if (first === undefined) continue
      const covering = watches.filter((watch) => cover.covers(watch, first.event))
      if (covering.length === 0) continue
      const sighter = makeSighter(covering, settings, clock.now(), !wasLate(first, deps))
      const events = [first, ...others].map(({ event }) => event)
      await rememberEvents(team, events, sighter, deps)
    }
  }
}

/** AWS was late, and not we: a message that waited for us in the queue is not late. */
function wasLate({ event, sentAt }: Brought, { clock, settings }: PushedDeps): boolean {
  return (sentAt ?? clock.now()) - event.time > settings.lateAfter
}
