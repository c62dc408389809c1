import { createHash } from 'node:crypto'
import { instant, type Instant } from '../lib/instant.ts'
import type { Versioned, WatchStore } from '../watch/store.ts'
import type { Book, Cursor, Watch } from '../watch/watch.ts'
import { keepSightings } from './keep-sightings.ts'
import type { Found, Rows, Shelf } from './rows.ts'
import { isKey } from './spell.ts'

const DAY_MS = 24 * 3_600_000
const PAGE = 1_000
/** Workspaces that ever had a watch. Taken out only where the bot was: another instance may be adding a watch just then. */
const TEAMS: Shelf = ['*', 'teams']

/** Where the bot is installed no more: nobody looks there again until a watch is set anew. */
export async function forgetTeam(rows: Rows, team: string): Promise<void> {
  await rows.remove(TEAMS, keyOf(team))
}

/** Watches, and all that looking and telling has to remember, in the rows of a store. */
export function keepWatches(rows: Rows, now: () => Instant): WatchStore {
  return {
    async teams() {
      const known = (await listAll(TEAMS)).map(({ text }) => text)
      const watched = await Promise.all(known.map(async (team) => rows.list([team, 'watches'], { limit: 1 })))
      return known.filter((_, at) => watched[at]?.length === 1)
    },
    watches: async (team) => (await listAll([team, 'watches'])).map((row) => versioned<Watch>(row)),
    watch: (team, id) => read<Watch>([team, 'watches'], id),
    async putWatch(watch, was) {
      // First, so that no watch is ever in a workspace that nobody looks at.
      if (was === 0) await rows.put(TEAMS, { key: keyOf(watch.team), text: watch.team })
      return rows.put([watch.team, 'watches'], { key: watch.id, text: JSON.stringify(watch), was })
    },
    async dropWatch(team, id) {
      await rows.remove([team, 'watches'], id)
    },
    cursors: async (team) => (await listAll([team, 'cursors'])).map((row) => versioned<Cursor>(row)),
    cursor: (team, place) => read<Cursor>([team, 'cursors'], place),
    putCursor: (cursor, was) =>
      rows.put([cursor.team, 'cursors'], { key: cursor.place, text: JSON.stringify(cursor), was }),
    book: (team, channel) => read<Book>([team, 'books'], channel),
    putBook: (book, was) => rows.put([book.team, 'books'], { key: book.channel, text: JSON.stringify(book), was }),

    ...keepSightings(rows, now),

    async claimFirst(team, watch, what, event, until) {
      const shelf: Shelf = [team, 'firsts', watch]
      const key = isKey(what) ? what : createHash('sha256').update(what).digest('hex')
      for (;;) {
        if (await rows.put(shelf, { key, text: event, expires: until, was: 0 })) return event
        const claimed = await rows.get(shelf, key)
        // Undefined where it ended between the two: then it may be claimed again.
        if (claimed !== undefined) return claimed.text
      }
    },
    async lease(team, name, holder, at, until) {
      const shelf: Shelf = [team, 'leases']
      const found = await rows.get(shelf, name)
      const held = found && versioned<Lease>(found).row
      if (held !== undefined && held.holder !== holder && held.until > at) return false
      // It ends by the holders' clocks; the row is only taken away a day later.
      const expires = instant(until + DAY_MS)
      const text = JSON.stringify({ holder, until } satisfies Lease)
      return rows.put(shelf, { key: name, text, expires, was: found?.version ?? 0 })
    },
    async release(team, name, holder) {
      const found = await rows.get([team, 'leases'], name)
      if (found === undefined || versioned<Lease>(found).row.holder !== holder) return
      await rows.remove([team, 'leases'], name, found.version)
    },
  }

  async function read<T>(shelf: Shelf, key: string): Promise<Versioned<T> | undefined> {
    const found = await rows.get(shelf, key)
    return found && versioned<T>(found)
  }

  async function listAll(shelf: Shelf): Promise<readonly Found[]> {
    const all: Found[] = []
    for (;;) {
      const page = await rows.list(shelf, { limit: PAGE, after: all.at(-1)?.key })
      all.push(...page)
      if (page.length < PAGE) return all
    }
  }
}

function keyOf(team: string): string {
  return `team:${team}`
}

type Lease = { readonly holder: string; readonly until: Instant }

/** What we wrote ourselves is taken at its word. */
function versioned<T>({ text, version }: Found): Versioned<T> {
  return { row: JSON.parse(text) as T, version }
}
