import { instant } from '../lib/instant.ts'
import { refusedMessage } from '../message/rights-message.ts'
import { watchesMessage } from '../message/watch-list.ts'
import type { Asked } from './asked.ts'
import type { WatchingDeps } from './watch-command.ts'
import { WATCH } from './watching.ts'
import type { Work } from './reply-deps.ts'

const NO_QUESTION = { terms: [], window: { from: instant(0), to: instant(0) } }

/** The watches of the channel, to whoever may ask in it, with what can be done with each. */
export async function listWatches(work: Work, deps: WatchingDeps): Promise<Asked> {
  const { asker, venue } = work
  const { store } = deps.watching
  const may = await deps.authorize(work, NO_QUESTION, { kind: 'doctor' })
  if (may.kind === 'refused') {
    const sent = await deps.outbox.whisper(venue, asker, refusedMessage(may.detail))
    return { deed: 'watches', outcome: 'refused', sent, rights: `refused: ${may.reason}` }
  }
  const rows = (await store.watches(asker.team)).map(({ row }) => row)
  const here = rows
    .filter(({ channel, ended }) => channel === venue.channel && ended === undefined)
    .toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
  const listed = await Promise.all(
    here.map(async (watch) => ({ watch, token: await deps.carrier.carry(asker.team, `${WATCH}${watch.id}`) })),
  )
  const sent = await deps.outbox.whisper(venue, asker, watchesMessage(listed, deps.now()))
  return { deed: 'watches', outcome: 'shown', sent, rights: may.by.join(', ') }
}
