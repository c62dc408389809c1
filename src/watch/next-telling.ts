import type { Instant } from '../lib/instant.ts'
import { lastDigest } from './digest-due.ts'
import { isHeld } from './hold.ts'
import { dueNotices, suspensionNotices } from './notices.ts'
import { begin } from './book.ts'
import { liveRoot } from './roots.ts'
import type { WatchSettings } from './settings.ts'
import { rankOf } from './urgency.ts'
import type { Book, Content, Cursor, DigestReason, Lane, Sighting, Watch } from './watch.ts'

/** What is known when it is decided what to tell next. The book was read before the sightings. */
export type TellingView = {
  /** Without an open telling. */
  readonly book: Book
  /** All watches of the channel that there are, by id. */
  readonly watches: ReadonlyMap<string, Watch>
  /** Those that may tell: not held, not ended, and the rights of owner and channel were just confirmed. */
  readonly tellable: ReadonlySet<string>
  /** Those whose owner has just been seen to have left, in a channel that may be told. */
  readonly orphans?: ReadonlySet<string>
  /** Untold sightings of the lanes that may hold something to tell. */
  readonly waiting: readonly Sighting[]
  /** Of the places where the watches of this channel are looked for. */
  readonly cursors: readonly Cursor[]
  readonly now: Instant
}

export type NextTelling =
  /** Put these elsewhere first, and decide again. */
  | {
      readonly kind: 'move'
      readonly moves: readonly { readonly keys: readonly string[]; readonly to: Lane | 'told' }[]
    }
  /** Write this book; the message in it may then be sent. */
  | { readonly kind: 'begin'; readonly book: Book }
  /** It is too soon after the last message: Slack takes one a second and channel. */
  | { readonly kind: 'too-soon' }
  | { readonly kind: 'rest' }

const NONE: ReadonlySet<string> = new Set()
const REST: NextTelling = { kind: 'rest' }

/**
 * What a channel is told next: what stands out, then gaps and other notices, then what is to be told at once, then digests.
 * One message at a time.
 */
export function nextTelling(view: TellingView, settings: WatchSettings): NextTelling {
  const { book, now } = view
  const sorted = sortOut(view)
  if (sorted.moves.length > 0) return { kind: 'move', moves: sorted.moves }

  const suspended = suspensionNotices(view.watches, view.orphans ?? NONE)
  if (suspended !== undefined) return started(book, suspended.to, { kind: 'notice', notices: suspended.notices })
  if (view.tellable.size === 0) return REST

  const flood = book.flood
  const urgent = sorted.atOnce.filter(({ standsOut }) => standsOut.length > 0)
  const plain = sorted.atOnce.filter(({ standsOut }) => standsOut.length === 0)
  if (urgent.length > 0) {
    if (flood === undefined)
      return urgent.length > settings.burst ? digest('burst', sorted.atOnce) : events(urgent, plain)
    if (now >= book.sentAt + settings.floodUrgentEvery) return digest('flood', urgent)
  }
  const notices = dueNotices(book, view.cursors, now, settings)
  if (notices.length > 0) return started(book, { kind: 'channel' }, { kind: 'notice', notices })
  if (plain.length > 0) {
    if (flood === undefined) return plain.length > settings.burst ? digest('burst', plain) : events([], plain)
    if (now >= flood.next) {
      return plain.length > settings.burst
        ? digest('flood', plain, { ...book, flood: { ...flood, next: later(now, settings.floodEvery) } })
        : events([], plain, { ...book, flood: undefined, recent: [] })
    }
  }
  if (sorted.held.length > 0) return digest('held', sorted.held)
  if (sorted.due.length > 0) return digest('due', sorted.due)
  return REST

  function started(from: Book, to: NonNullable<Book['open']>['to'], content: Content): NextTelling {
    if (now < book.sentAt + settings.postGap) return { kind: 'too-soon' }
    return { kind: 'begin', book: begin(from, to, content, now) }
  }

  function digest(why: DigestReason, sightings: readonly Sighting[], from: Book = book): NextTelling {
    const keys = inOrder(sightings.slice(0, settings.digestMost)).map(({ key }) => key)
    return started(from, { kind: 'channel' }, { kind: 'digest', why, keys })
  }

  /** One identity's, in its thread where it has one. With few sightings in all, the plain ones go with the urgent. */
  function events(first: readonly Sighting[], rest: readonly Sighting[], from: Book = book): NextTelling {
    const all = rest.length + first.length > settings.burst && first.length > 0 ? first : [...first, ...rest]
    const lead = all[0]
    if (lead === undefined) return REST
    const watch = watchOf(lead)
    const { who } = lead.said
    const group = all.filter((sighting) => sighting.said.who === who && watchOf(sighting) === watch)
    const root = liveRoot(from, watch, who, now, settings)
    const keys = inOrder(group.slice(0, settings.burst)).map(({ key }) => key)
    return started(from, { kind: 'channel', thread: root?.ts }, { kind: 'events', watch, who, root: root?.key, keys })
  }

  /** The most urgent of its watches that may tell. */
  function watchOf(sighting: Sighting): string {
    return sighting.watches.find((id) => view.tellable.has(id)) ?? ''
  }
}

type SortedOut = {
  readonly moves: Extract<NextTelling, { kind: 'move' }>['moves']
  readonly atOnce: readonly Sighting[]
  readonly held: readonly Sighting[]
  readonly due: readonly Sighting[]
}

function sortOut({ watches, tellable, waiting, now }: TellingView): SortedOut {
  const moves = new Map<Lane | 'told', string[]>()
  const atOnce: Sighting[] = []
  const held: Sighting[] = []
  const due: Sighting[] = []
  for (const sighting of waiting) {
    const alive = sighting.watches.flatMap((id) => watches.get(id) ?? []).filter(({ ended }) => ended === undefined)
    const telling = alive.filter(({ id }) => tellable.has(id))
    const stands = sighting.standsOut.length > 0
    const [first] = alive
    if (first === undefined) move(sighting, 'told')
    else if (telling.length === 0) {
      if (alive.every((watch) => isHeld(watch, now)) && !sighting.lane.startsWith('held:')) {
        move(sighting, `held:${first.id}`)
      }
    } else {
      const soonest = telling.filter((watch) => rankOf(watch, stands) === 0)
      if (soonest.length > 0) (sighting.lane.startsWith('held:') ? held : atOnce).push(sighting)
      else if (telling.some(({ urgency }) => (lastDigest(urgency, now) ?? 0) > sighting.seenAt)) due.push(sighting)
    }
  }
  return { moves: [...moves].map(([to, keys]) => ({ to, keys })), atOnce, held, due }

  function move(sighting: Sighting, to: Lane | 'told'): void {
    const keys = moves.get(to)
    if (keys === undefined) moves.set(to, [sighting.key])
    else keys.push(sighting.key)
  }
}

function inOrder(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.toSorted((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1))
}

function later(now: Instant, ms: number): Instant {
  return (now + ms) as Instant
}
