import { type Instant, instant } from '../lib/instant.ts'
import { rootsAfter } from './roots.ts'
import type { WatchSettings } from './settings.ts'
import type { Book, Content, Sighting, Telling } from './watch.ts'

/** The book of a channel that was told nothing yet. */
export function emptyBook(team: string, channel: string): Book {
  return { team, channel, count: 0, roots: [], sentAt: instant(0), recent: [], gaps: [] }
}

const RECENT = 60

/** With a telling that is about to be sent. Once this is written, and only then, it may be sent, once. */
export function begin(book: Book, to: Telling['to'], content: Content, now: Instant): Book {
  const count = book.count + 1
  return sending(
    {
      ...book,
      count,
      open: {
        key: `whodid.${book.team}.${book.channel}.${count}`,
        to,
        content,
        state: 'intent',
        attempts: 0,
        first: now,
        at: now,
        again: now,
        perhapsRepeated: false,
      },
    },
    now,
  )
}

/** With the open telling about to be sent once more. */
export function sending(book: Book, now: Instant, perhapsRepeated = false): Book {
  const { open } = book
  if (open === undefined) return book
  const repeated = open.perhapsRepeated || perhapsRepeated
  return {
    ...book,
    open: { ...open, state: 'intent', attempts: open.attempts + 1, at: now, perhapsRepeated: repeated },
    sentAt: now,
    recent: [...book.recent, now].slice(-RECENT),
  }
}

/** Slack has the open telling. What it says is now in the roots, the gaps and the flood of the book. */
export function sent(
  book: Book,
  ts: string,
  sightings: readonly Sighting[],
  now: Instant,
  settings: WatchSettings,
): Book {
  const { open } = book
  if (open === undefined || open.state === 'sent') return book
  const told: Book = {
    ...book,
    open: { ...open, state: 'sent', ts },
    sentAt: now > book.sentAt ? now : book.sentAt,
    roots: rootsAfter(book, open, ts, sightings, now, settings),
  }
  return open.content.kind === 'notice' ? noticed(told, open.content.notices, now, settings) : told
}

function noticed(
  book: Book,
  notices: Extract<Content, { kind: 'notice' }>['notices'],
  now: Instant,
  settings: WatchSettings,
): Book {
  let { gaps, flood } = book
  for (const notice of notices) {
    if (notice.kind === 'slowed') flood = { since: notice.since, next: instant(now + settings.floodEvery) }
    if (notice.kind === 'gap-over') gaps = gaps.filter(({ place }) => place !== notice.place)
    if (notice.kind === 'gap') {
      const { place, since, from } = notice
      gaps = [...gaps.filter((gap) => gap.place !== place), { place, since, from }]
    }
  }
  return { ...book, gaps, flood }
}

/** Slack does not have the open telling, and may be asked again at an instant. */
export function unposted(book: Book, again: Instant): Book {
  return book.open === undefined ? book : { ...book, open: { ...book.open, state: 'unposted', again } }
}

/** Without its open telling: everything is done, or it is not to be sent any more. */
export function closed(book: Book): Book {
  const { open, ...rest } = book
  return open === undefined ? book : rest
}
