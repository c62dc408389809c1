import { closed, sent, unposted } from '../watch/book.ts'
import type { Versioned } from '../watch/store.ts'
import type { Book, Sighting, Telling, Watch } from '../watch/watch.ts'
import type { TellTo, WatchDeps } from './watch-ports.ts'
import { afterRefusal } from './watch-refusal.ts'
import { suspendAll } from './watch-rights.ts'

type Deps = Omit<WatchDeps, 'looks'>

/** Sends the open telling of a book that was just written, by us, for that. */
export async function send(kept: Versioned<Book>, watches: ReadonlyMap<string, Watch>, deps: Deps): Promise<void> {
  const { store, clock, settings } = deps
  const { row: book, version } = kept
  const { open } = book
  if (open === undefined) return
  const sightings = await sightingsOf(book, open, deps)
  const message = await deps.messages.telling(open, sightings, watches)
  if (clock.now() - open.at > settings.staleAfter) return
  const loud = open.content.kind === 'events' && sightings.some(({ standsOut }) => standsOut.length > 0)
  const outcome = await deps.slack.post({ ...toOf(book, open), loud }, message, open.key)
  if (outcome.kind === 'unknown') return
  if (outcome.kind === 'posted') {
    await store.putBook(sent(book, outcome.posted.ts, sightings, clock.now(), settings), version)
    return
  }
  const after = afterRefusal(open, outcome, clock.now())
  switch (after.kind) {
    case 'again':
      deps.log.warn({ team: book.team, channel: book.channel, reason: outcome.reason }, 'a watch could not tell yet')
      await store.putBook(unposted(book, after.at), version)
      return
    case 'channel-gone':
      await suspendAll(watches, after.reason, deps)
      await store.putBook(closed(book), version)
      return
    case 'person-gone':
      await store.putBook(sent(book, '', sightings, clock.now(), settings), version)
      return
  }
}

/** The sightings that a telling tells, in its order. */
export async function sightingsOf(book: Book, { content }: Telling, deps: Deps): Promise<readonly Sighting[]> {
  return content.kind === 'notice' ? [] : sightingsIn(book, content.keys, deps)
}

/** Sightings of a channel by their keys, in the order of those. */
export async function sightingsIn(book: Book, keys: readonly string[], deps: Deps): Promise<readonly Sighting[]> {
  const found = await deps.store.sightings(book.team, book.channel, keys)
  const byKey = new Map(found.map((sighting) => [sighting.key, sighting]))
  return keys.flatMap((key) => byKey.get(key) ?? [])
}

/** Where a telling goes. */
export function toOf(book: Book, { to }: Telling): TellTo {
  return to.kind === 'person' ? { channel: to.person, thread: undefined } : { channel: book.channel, thread: to.thread }
}
