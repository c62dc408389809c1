import type { SQLOutputValue } from 'node:sqlite'
import { instant, type Instant } from '../../lib/instant.ts'
import type { Found, Rows, Write } from '../rows.ts'
import { LAST, secondsOf, spell, spellName, spellRow, spellShelf, teamOf, unspell } from '../spell.ts'
import { openFile } from './open-file.ts'
import { sqliteTrouble } from './sqlite-trouble.ts'
import { prepare } from './statements.ts'

export type SqliteOptions = {
  readonly file: string
  readonly now: () => Instant
  /** How long another process may hold the file, in milliseconds. Who waits for it holds up this process. */
  readonly busyMs?: number
}

/** How long after its end a row is taken off the disk: another process's clock may be behind. */
const AFTER_SECONDS = 3_600
/** How many rows that are over each write takes off: more than it adds, so the file is as large as what is kept. */
const SWEPT = 4

/**
 * Rows in a file of this machine, which several processes of it may share. Not on a network file system: its locks don't
 * hold there. https://www.sqlite.org/wal.html
 *
 * Each call holds up the event loop until the disk has it: a millisecond or a few.
 */
export function openSqlite({ file, now, busyMs = 5_000 }: SqliteOptions): Rows {
  const database = openFile(file, { busyMs })
  const statements = prepare(database)
  const seconds = () => Math.floor(now() / 1000)

  return {
    async get(shelf, key) {
      return safely(() => get(spellShelf(shelf), key))
    },
    async getMany(shelf, keys) {
      const spelt = spellShelf(shelf)
      return safely(() => [...new Set(keys)].flatMap((key) => get(spelt, key) ?? []))
    },
    async list(shelf, { by = 'key', prefix = '', after, backwards = false, limit }) {
      const from = spell(prefix)
      const past = after === undefined ? (backwards ? LAST : '') : spell(after)
      const statement = (backwards ? statements.listBackwards : statements.list)[by]
      return safely(() =>
        statement.all(spellShelf(shelf), from, from + LAST, past, seconds(), Math.max(0, limit)).map(foundOf),
      )
    },
    async put(shelf, row) {
      return safely(() => atOnce(() => write(spellShelf(shelf), row)))
    },
    async putMany(shelf, rows) {
      const spelt = spellShelf(shelf)
      const first = new Map(rows.toReversed().map((row) => [row.key, row]))
      if (first.size === 0) return new Set()
      return safely(() =>
        atOnce(() => new Set([...first.values()].filter((row) => write(spelt, row)).map(({ key }) => key))),
      )
    },
    async remove(shelf, key, was) {
      const version = was ?? null
      return safely(
        () => Number(statements.remove.run(spellShelf(shelf), spell(key), seconds(), version, version).changes) > 0,
      )
    },
    async teams() {
      return safely(() =>
        statements.teams
          .all()
          .map(({ shelf }) => teamOf(shelf as string))
          .filter((team) => statements.standsIn.get(...within(team), seconds()) !== undefined),
      )
    },
    async clear(team) {
      safely(() => {
        statements.clear.run(...within(team))
        // What the log still holds of them goes too, unless another process reads in it just now.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      })
    },
    close() {
      database.close()
    },
  }

  function get(shelf: string, key: string): Found | undefined {
    const row = statements.get.get(shelf, spell(key), seconds())
    return row === undefined ? undefined : foundOf(row)
  }

  function write(shelf: string, row: Write): boolean {
    const { key, rank = null } = spellRow(row)
    const { text, was } = row
    const until = row.expires === undefined ? null : secondsOf(row.expires)
    const { changes } =
      was === undefined
        ? statements.put.run(shelf, key, rank, text, until)
        : was === 0
          ? statements.putAbsent.run(shelf, key, rank, text, until, seconds())
          : statements.putAgain.run(rank, text, until, shelf, key, was, seconds())
    if (Number(changes) === 0) return false
    statements.sweep.run(seconds() - AFTER_SECONDS, SWEPT)
    return true
  }

  /** One transaction, which is one wait for the disk. */
  function atOnce<Result>(work: () => Result): Result {
    statements.begin.run()
    try {
      const result = work()
      statements.commit.run()
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  function safely<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw sqliteTrouble(error, file)
    }
  }
}

/** From where to where the shelves of a team are: '0' is what follows the slash. */
function within(team: string): [from: string, to: string] {
  return [`${spellName(team)}/`, `${spellName(team)}0`]
}

/** The table is strict: its columns hold what they are declared to. */
function foundOf(row: Readonly<Record<string, SQLOutputValue>>): Found {
  const { key, rank, text, version, expires } = row
  return {
    key: unspell(key as string),
    rank: rank === null ? undefined : unspell(rank as string),
    text: text as string,
    expires: expires === null ? undefined : instant((expires as number) * 1000),
    version: version as number,
  }
}
