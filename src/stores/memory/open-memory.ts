import { instant, type Instant } from '../../lib/instant.ts'
import type { Found, Rows, Shelf, Write } from '../rows.ts'
import { LAST, secondsOf, spell, spellRow, spellShelf, teamOf, unspell } from '../spell.ts'

type Kept = {
  readonly key: string
  readonly rank: string | undefined
  readonly text: string
  readonly seconds: number | undefined
  readonly version: number
}

/** How many writes go by until what is over is taken out. */
const FORGET_EVERY = 10_000

/** Rows that end with the process. For tests, and for a bot that was given no store: docs/keeping.md says what is lost. */
export function openMemory(now: () => Instant): Rows {
  const shelves = new Map<string, Map<string, Kept>>()
  let writes = 0

  return {
    async get(shelf, key) {
      return found(standing(shelf, spell(key)))
    },
    async getMany(shelf, keys) {
      return [...new Set(keys)].flatMap((key) => found(standing(shelf, spell(key))) ?? [])
    },
    async list(shelf, { by = 'key', prefix = '', after, backwards = false, limit }) {
      const from = spell(prefix)
      const past = after === undefined ? undefined : spell(after)
      const placed = [...(shelves.get(spellShelf(shelf))?.values() ?? [])]
        .filter((row) => !isOver(row))
        .flatMap((row) => ({ row, at: row[by] ?? '' }))
        .filter(({ at }) => at !== '' && at >= from && at < from + LAST)
        .filter(({ at }) => past === undefined || (backwards ? at < past : at > past))
        .toSorted((a, b) => (a.at < b.at === backwards ? 1 : -1))
      return placed.slice(0, Math.max(0, limit)).flatMap(({ row }) => found(row) ?? [])
    },
    async put(shelf, row) {
      return write(shelf, row)
    },
    async putMany(shelf, rows) {
      const written = new Set<string>()
      const done = new Set<string>()
      for (const row of rows) {
        if (!done.has(row.key) && write(shelf, row)) written.add(row.key)
        done.add(row.key)
      }
      return written
    },
    async remove(shelf, key, was) {
      const stands = standing(shelf, spell(key))
      if (stands === undefined || (was !== undefined && stands.version !== was)) return false
      return shelves.get(spellShelf(shelf))?.delete(spell(key)) ?? false
    },
    async teams() {
      const filled = [...shelves].filter(([, kept]) => [...kept.values()].some((row) => !isOver(row)))
      return [...new Set(filled.map(([shelf]) => teamOf(shelf)))]
    },
    async clear(team) {
      for (const shelf of shelves.keys()) if (teamOf(shelf) === team) shelves.delete(shelf)
    },
    close() {},
  }

  function standing(shelf: Shelf, key: string): Kept | undefined {
    const kept = shelves.get(spellShelf(shelf))?.get(key)
    return kept === undefined || isOver(kept) ? undefined : kept
  }

  function isOver({ seconds }: Kept): boolean {
    return seconds !== undefined && seconds * 1000 <= now()
  }

  function write(shelf: Shelf, { was, text, expires, ...names }: Write): boolean {
    const { key, rank } = spellRow({ text, ...names })
    if (was !== undefined && (standing(shelf, key)?.version ?? 0) !== was) return false
    const seconds = expires === undefined ? undefined : secondsOf(expires)
    const name = spellShelf(shelf)
    const rows = shelves.get(name) ?? new Map<string, Kept>()
    shelves.set(name, rows.set(key, { key, rank, text, seconds, version: (was ?? 0) + 1 }))
    writes += 1
    if (writes % FORGET_EVERY === 0) forget()
    return true
  }

  function forget(): void {
    for (const [name, rows] of shelves) {
      for (const [key, row] of rows) if (isOver(row)) rows.delete(key)
      if (rows.size === 0) shelves.delete(name)
    }
  }
}

function found(kept: Kept | undefined): Found | undefined {
  if (kept === undefined) return undefined
  const { key, rank, text, seconds, version } = kept
  return {
    key: unspell(key),
    rank: rank === undefined ? undefined : unspell(rank),
    text,
    expires: seconds === undefined ? undefined : instant(seconds * 1000),
    version,
  }
}
