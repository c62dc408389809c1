import { never } from '../lib/never.ts'
import type { WatchShown } from '../message/home-view.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { WatchStore } from '../watch/store.ts'
import type { Watch } from '../watch/watch.ts'
import type { Carrier } from './ports.ts'
import { WATCH } from './watching.ts'

/** The watches that someone set, those that tell most recently set first. */
export async function watchesOf(
  store: Pick<WatchStore, 'watches'>,
  carrier: Pick<Carrier, 'carry'>,
  team: string,
  person: string,
): Promise<readonly WatchShown[]> {
  const kept = await store.watches(team)
  const own = kept
    .map(({ row }) => row)
    .filter(({ owner, ended }) => owner === person && ended === undefined)
    .toSorted((a, b) => b.since - a.since)
  return Promise.all(
    own.map(async (watch) => ({
      id: watch.id,
      said: sayInWords({ terms: watch.terms, via: watch.via, window: { from: watch.since, to: watch.since } }),
      channel: watch.channel,
      state: stateOf(watch),
      token: await carrier.carry(team, `${WATCH}${watch.id}`),
      watch: { hold: watch.hold, urgency: watch.urgency },
    })),
  )
}

function stateOf({ hold, urgency }: Watch): string {
  if (hold?.kind === 'paused') return 'paused'
  if (hold?.kind === 'suspended') return 'suspended'
  switch (urgency.kind) {
    case 'each':
      return 'each time'
    case 'hourly':
      return 'once an hour'
    case 'daily':
      return `once a day at ${urgency.hour}:00 in ${urgency.zone}`
    case 'stands-out':
      return 'only what stands out'
    case 'first':
      return 'only first times'
    default:
      return never(urgency)
  }
}
