import { instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { closed, sending, sent } from '../watch/book.ts'
import { afterLookBack, nextForOpen } from '../watch/next-for-open.ts'
import type { Versioned } from '../watch/store.ts'
import type { Book, Telling, Watch } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'
import type { Confirmed } from './watch-rights.ts'
import { send, sightingsOf, toOf } from './watch-send.ts'

type Deps = Omit<WatchDeps, 'looks'>
type Settled = 'stepped' | 'rest' | 'too-soon'

/** Goes on with the message that is on its way: finds out what became of it, sends it again, or marks what it told. */
export async function settleOpen(
  kept: Versioned<Book>,
  open: Telling,
  confirmed: Confirmed,
  deps: Deps,
): Promise<Settled> {
  const { watches } = confirmed
  const { store, clock, settings } = deps
  const { row: book, version } = kept
  const next = nextForOpen(book, open, clock.now(), settings)
  switch (next) {
    case 'rest':
      return 'rest'
    case 'too-soon':
      return 'too-soon'
    case 'mark':
      if (await mark(book, open, watches, deps)) await store.putBook(closed(book), version)
      return 'stepped'
    case 'send':
      return sendAgain(kept, open, false)
    case 'look-back': {
      const found = await deps.slack.lookBack(toOf(book, open), open.key, instant(open.first - settings.clocksApart))
      if (typeof found === 'object') {
        const done = sent(book, found.ts, await sightingsOf(book, open, deps), clock.now(), settings)
        await store.putBook(done, version)
        return 'stepped'
      }
      const then = afterLookBack(open, found, clock.now(), settings)
      return then === 'rest' ? 'rest' : sendAgain(kept, open, then === 'send-perhaps-again')
    }
    default:
      return never(next)
  }

  /** Unless something in it may not be told any more: then what may is told anew. */
  async function sendAgain(of: Versioned<Book>, again: Telling, perhaps: boolean): Promise<Settled> {
    if (!(await isTellable(of.row, again, confirmed, deps))) {
      await store.putBook(closed(of.row), of.version)
      return 'stepped'
    }
    const next = sending(of.row, clock.now(), perhaps)
    if (await store.putBook(next, of.version)) await send({ row: next, version: of.version + 1 }, watches, deps)
    return 'stepped'
  }
}

/** What the telling told is told: so are its sightings, and the owners of suspended watches know. False: not all of it yet. */
async function mark(book: Book, open: Telling, watches: ReadonlyMap<string, Watch>, deps: Deps): Promise<boolean> {
  const { store } = deps
  if (open.content.kind !== 'notice') {
    await store.move(book.team, book.channel, open.content.keys, 'told')
    return true
  }
  for (const notice of open.content.notices) {
    if (notice.kind !== 'suspended' || !watches.has(notice.watch)) continue
    const kept = await store.watch(book.team, notice.watch)
    const hold = kept?.row.hold
    if (kept === undefined || hold?.kind !== 'suspended' || hold.at !== notice.at) continue
    const toldOf = { reason: notice.reason, at: deps.clock.now() }
    if (!(await store.putWatch({ ...kept.row, hold: { ...hold, told: true }, toldOf }, kept.version))) return false
  }
  return true
}

/** Whether everything in a telling may still be told. A rest of it that may is told anew. */
async function isTellable(book: Book, open: Telling, confirmed: Confirmed, deps: Deps): Promise<boolean> {
  const { tellable, orphans } = confirmed
  if (open.to.kind === 'person') return true
  if (open.content.kind === 'notice') return tellable.size > 0 || orphans.size > 0
  const sightings = await sightingsOf(book, open, deps)
  return sightings.every(({ watches }) => watches.some((id) => tellable.has(id)))
}
