import type { Clock } from '../lib/clock.ts'
import type { Versioned, WatchStore } from '../watch/store.ts'
import type { Book, Cursor, Lane, Sighting, Watch } from '../watch/watch.ts'

type Kept = { readonly sighting: Sighting; readonly told: boolean; readonly until: number }
type Channel = { readonly sightings: Map<string, Kept>; readonly lanes: Map<Lane, Map<string, Sighting>> }

/** Keeps watches for as long as the process lives: for tests, simulations and the demo. */
export function makeMemoryWatches(clock: Pick<Clock, 'now'>): WatchStore {
  const watches = new Rows<Watch>()
  const cursors = new Rows<Cursor>()
  const books = new Rows<Book>()
  const channels = new Map<string, Channel>()
  const firsts = new Map<string, string>()
  const leases = new Map<string, { readonly holder: string; readonly until: number }>()

  return {
    teams: async () => watches.teams(),
    watches: async (team) => watches.all(team),
    watch: async (team, id) => watches.get(team, id),
    putWatch: async (watch, was) => watches.put(watch.team, watch.id, watch, was),
    dropWatch: async (team, id) => watches.drop(team, id),
    cursors: async (team) => cursors.all(team),
    cursor: async (team, place) => cursors.get(team, place),
    putCursor: async (cursor, was) => cursors.put(cursor.team, cursor.place, cursor, was),
    book: async (team, channel) => books.get(team, channel),
    putBook: async (book, was) => books.put(book.team, book.channel, book, was),

    async remember(team, channel, sightings, until) {
      const { sightings: kept, lanes } = channelOf(team, channel)
      const fresh: string[] = []
      for (const sighting of sightings) {
        const before = kept.get(sighting.key)
        if (before !== undefined && !(before.told && before.until < clock.now())) continue
        kept.set(sighting.key, { sighting, told: false, until })
        laneOf(lanes, sighting.lane).set(sighting.key, sighting)
        fresh.push(sighting.key)
      }
      return fresh
    },
    async untold(team, channel, lane, most) {
      const waiting = [...(channelOf(team, channel).lanes.get(lane)?.values() ?? [])]
      return waiting.sort((a, b) => a.seenAt - b.seenAt || (a.key < b.key ? -1 : 1)).slice(0, most)
    },
    async sightings(team, channel, keys) {
      const { sightings: kept } = channelOf(team, channel)
      return keys.flatMap((key) => kept.get(key)?.sighting ?? [])
    },
    async move(team, channel, keys, to) {
      const { sightings: kept, lanes } = channelOf(team, channel)
      for (const key of keys) {
        const found = kept.get(key)
        if (found === undefined || found.told) continue
        lanes.get(found.sighting.lane)?.delete(key)
        const sighting = to === 'told' ? found.sighting : { ...found.sighting, lane: to }
        kept.set(key, { ...found, sighting, told: to === 'told' })
        if (to !== 'told') laneOf(lanes, to).set(key, sighting)
      }
    },
    async forget(team, channel, before) {
      const { sightings: kept } = channelOf(team, channel)
      for (const [key, { sighting, told }] of kept) if (told && sighting.time < before) kept.delete(key)
    },
    async claimFirst(team, watch, what, event) {
      const key = JSON.stringify([team, watch, what])
      const holder = firsts.get(key) ?? event
      firsts.set(key, holder)
      return holder
    },
    async lease(team, name, holder, now, until) {
      const key = JSON.stringify([team, name])
      const held = leases.get(key)
      if (held !== undefined && held.holder !== holder && held.until > now) return false
      leases.set(key, { holder, until })
      return true
    },
    async release(team, name, holder) {
      const key = JSON.stringify([team, name])
      if (leases.get(key)?.holder === holder) leases.delete(key)
    },
  }

  function channelOf(team: string, channel: string): Channel {
    const key = JSON.stringify([team, channel])
    const found = channels.get(key) ?? { sightings: new Map(), lanes: new Map() }
    channels.set(key, found)
    return found
  }
}

/** Rows of one kind by workspace and id, each with a version. */
class Rows<T> {
  private readonly byTeam = new Map<string, Map<string, Versioned<T>>>()

  teams(): readonly string[] {
    return [...this.byTeam].flatMap(([team, rows]) => (rows.size > 0 ? [team] : []))
  }
  all(team: string): readonly Versioned<T>[] {
    return [...(this.byTeam.get(team)?.values() ?? [])]
  }
  get(team: string, id: string): Versioned<T> | undefined {
    return this.byTeam.get(team)?.get(id)
  }
  put(team: string, id: string, row: T, was: number): boolean {
    const rows = this.byTeam.get(team) ?? new Map<string, Versioned<T>>()
    if ((rows.get(id)?.version ?? 0) !== was) return false
    this.byTeam.set(team, rows.set(id, { row, version: was + 1 }))
    return true
  }
  drop(team: string, id: string): void {
    this.byTeam.get(team)?.delete(id)
  }
}

function laneOf(lanes: Channel['lanes'], lane: Lane): Map<string, Sighting> {
  const found = lanes.get(lane) ?? new Map<string, Sighting>()
  lanes.set(lane, found)
  return found
}
