import { type Instant, instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { emptyBook } from '../watch/book.ts'
import { nextTelling } from '../watch/next-telling.ts'
import { afterEdit, rootToEdit } from '../watch/roots.ts'
import type { Versioned } from '../watch/store.ts'
import type { Book, Cursor, Watch } from '../watch/watch.ts'
import type { WatchDeps } from './watch-ports.ts'
import { confirmRights } from './watch-rights.ts'
import { send, sightingsIn } from './watch-send.ts'
import { settleOpen } from './watch-settle.ts'
import { readWaiting } from './watch-waiting.ts'

type Deps = Omit<WatchDeps, 'looks'>

/** What is told in one channel: the ids of its watches, and the places where they are looked for. */
export type TellIn = {
  readonly team: string
  readonly channel: string
  readonly watches: readonly string[]
  readonly places: readonly string[]
}

/** A step was taken; nothing is to be done for now; or not yet, for Slack takes one message a second and channel. */
export type Stepped = 'stepped' | 'rest' | 'too-soon'

/**
 * Takes one step of telling in one channel: sends one message, or settles what became of the last. Whatever ends it
 * half-way, another step goes on from what is kept.
 */
export async function tellStep(where: TellIn, deps: Deps): Promise<Stepped> {
  const { store, clock, settings } = deps
  // The book before the sightings: what was told meanwhile by someone else then fails to be written.
  const kept = await store.book(where.team, where.channel)
  const book = kept?.row ?? emptyBook(where.team, where.channel)
  const version = kept?.version ?? 0
  const confirmed = await confirmRights(where, deps)
  const { watches, tellable, orphans } = confirmed
  if (book.open !== undefined) return settleOpen({ row: book, version }, book.open, confirmed, deps)
  if (await editRoot({ row: book, version }, watches, tellable, deps)) return 'stepped'

  const waiting = await readWaiting(where, watches, deps)
  const cursors = await readCursors(where, deps)
  const next = nextTelling({ book, watches, tellable, orphans, waiting, cursors, now: clock.now() }, settings)
  switch (next.kind) {
    case 'rest':
    case 'too-soon':
      return next.kind
    case 'move':
      for (const { keys, to } of next.moves) await store.move(where.team, where.channel, keys, to)
      return 'stepped'
    case 'begin':
      if (await store.putBook(next.book, version)) await send({ row: next.book, version: version + 1 }, watches, deps)
      return 'stepped'
    default:
      return never(next)
  }
}

async function editRoot(
  { row: book, version }: Versioned<Book>,
  watches: ReadonlyMap<string, Watch>,
  tellable: ReadonlySet<string>,
  deps: Deps,
): Promise<boolean> {
  const root = rootToEdit(book, tellable)
  if (root === undefined) return false
  const opening = await sightingsIn(book, root.opening, deps)
  const message = await deps.messages.root(root, opening, watches.get(root.watch))
  const outcome = await deps.slack.edit({ channel: book.channel, ts: root.ts }, message)
  const over = outcome.kind === 'posted' || (outcome.kind === 'unposted' && outcome.reason !== 'rate-limited')
  if (over) await deps.store.putBook(afterEdit(book, root.key, root.count), version)
  return over
}

async function readCursors({ team, places }: TellIn, { store }: Deps): Promise<readonly Cursor[]> {
  const cursors: Cursor[] = []
  for (const place of places) {
    const kept = await store.cursor(team, place)
    if (kept !== undefined) cursors.push(kept.row)
  }
  return cursors
}

const LEASE_MS = 60_000
const STEPS = 200

/** Tells in a channel until there is nothing to do for now, at Slack's pace. Gives the number of steps it took. */
export async function tellChannel(where: TellIn, deps: Deps, signal?: AbortSignal): Promise<number> {
  const { store, clock, holder, settings } = deps
  const name = `tell ${where.channel}`
  for (let steps = 0; steps < STEPS; steps += 1) {
    const now: Instant = clock.now()
    if (!(await store.lease(where.team, name, holder, now, instant(now + LEASE_MS)))) return steps
    const stepped = await tellStep(where, deps)
    if (stepped === 'too-soon') await clock.sleep(settings.postGap)
    if (stepped === 'rest' || signal?.aborted === true) {
      await store.release(where.team, name, holder)
      return steps
    }
  }
  return STEPS
}
