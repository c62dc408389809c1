import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { MIGRATIONS } from '../../src/stores/sqlite/migrations.ts'
import { openFile } from '../../src/stores/sqlite/open-file.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { sqliteTrouble } from '../../src/stores/sqlite/sqlite-trouble.ts'

const now = () => instant(1_800_000_000_000)

describe("SQLite's file", () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whodid-store-'))
    file = join(folder, 'whodid.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const open = () => openSqlite({ file, now, busyMs: 50 })

  test('is made where there is none, for its owner alone, with the files beside it', async () => {
    const rows = open()
    await rows.put(['T', 'test'], { key: 'a', text: '1' })

    for (const part of ['', '-wal', '-shm']) expect(statSync(`${file}${part}`).mode & 0o777).toBe(0o600)
    rows.close()
  })

  test('waits for the disk, and is written through a log', () => {
    const database = openFile(file, { busyMs: 0 })

    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    database.close()
  })

  test('is brought up to date one version after the other, once, and keeps what it holds', () => {
    const first = ['CREATE TABLE kept (n INTEGER)']
    const second = [...first, 'INSERT INTO kept VALUES (1)', 'INSERT INTO kept SELECT n + 1 FROM kept']
    openFile(file, { busyMs: 0, migrations: first }).close()
    openFile(file, { busyMs: 0, migrations: second }).close()
    const database = openFile(file, { busyMs: 0, migrations: second })

    expect(database.prepare('SELECT n FROM kept ORDER BY n').all()).toEqual([{ n: 1 }, { n: 2 }])
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 })
    database.close()
  })

  test('stays as it was where a version cannot be reached', () => {
    openFile(file, { busyMs: 0, migrations: ['CREATE TABLE kept (n INTEGER)'] }).close()
    const broken = ['', 'CREATE TABLE more (n INTEGER)', 'this is no SQL']

    expect(() => openFile(file, { busyMs: 0, migrations: broken })).toThrow(/syntax error/)
    const database = new DatabaseSync(file)
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'more'").get()).toBeUndefined()
    database.close()
  })

  test('the first version is the one that was released: files of users begin with it', () => {
    expect(MIGRATIONS[0]).toContain('CREATE TABLE rows')
    openFile(file, { busyMs: 0 }).close()
    const database = new DatabaseSync(file)

    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length })
    expect(database.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x77_68_6f_64 })
    database.close()
  })

  test('is refused where a later version wrote it, and left as it is', () => {
    openFile(file, { busyMs: 0, migrations: [...MIGRATIONS, 'CREATE TABLE later (n INTEGER)'] }).close()
    const before = readFileSync(file)

    expect(open).toThrow(
      expect.objectContaining({
        trouble: 'newer',
        message: expect.stringContaining(`${file} was written by a later version of whodid (2, this one knows 1)`),
      }),
    )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test("is refused where it is somebody else's database, and left as it is", () => {
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    const before = readFileSync(file)

    expect(open).toThrow(expect.objectContaining({ trouble: 'foreign', message: expect.stringContaining(file) }))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test.each<[string, (path: string) => void]>([
    ['no database', (path) => writeFileSync(path, 'these are my notes, not a database. '.repeat(400))],
    ['a damaged one', (path) => damage(path)],
  ])('is named where it is %s, with what to do', async (_, spoil) => {
    spoil(file)

    const use = async () => {
      const rows = open()
      try {
        await rows.list(['T', 'test'], { limit: 1_000 })
      } finally {
        rows.close()
      }
    }
    await expect(use()).rejects.toMatchObject({
      trouble: 'corrupt',
      message: expect.stringMatching(new RegExp(`^${file} is .*Restore a copy`)),
    })
  })

  test.each<[string, string, string]>([
    ['its folder is not there', 'nowhere/whodid.db', 'unopened'],
    ['it is a folder', '.', 'unopened'],
    ['its folder is a file', 'a-file/whodid.db', 'unopened'],
  ])('is named where %s', (_, path, trouble) => {
    writeFileSync(join(folder, 'a-file'), '')
    const there = join(folder, path)

    expect(() => openSqlite({ file: there, now })).toThrow(
      expect.objectContaining({ trouble, message: expect.stringContaining(there) }),
    )
  })

  test('is named where another process keeps it locked, and usable once that lets go', async () => {
    const rows = open()
    const other = new DatabaseSync(file)
    other.exec('BEGIN EXCLUSIVE')

    await expect(rows.put(['T', 'test'], { key: 'a', text: '1' })).rejects.toMatchObject({ trouble: 'locked' })
    expect(open).toThrow(expect.objectContaining({ trouble: 'locked' }))
    other.exec('COMMIT')
    other.close()
    expect(await rows.put(['T', 'test'], { key: 'a', text: '1' })).toBe(true)
    rows.close()
  })

  test.each<[string, () => void, string]>([
    ['may not be written', () => chmodSync(file, 0o444), 'no-rights'],
    ['may not be read', () => chmodSync(file, 0), 'no-rights'],
    ['lies in a folder that may not be written', () => chmodSync(folder, 0o555), 'unopened|read-only|no-rights'],
  ])('is named where it %s', (_, forbid, trouble) => {
    open().close()
    chmodSync(folder, 0o755)
    forbid()

    const said = openedByNobody(file)
    chmodSync(folder, 0o755)
    expect(said).toMatch(new RegExp(`^(${trouble}): ${file} `))
  })

  test('that is full is named, and what was kept before stays', async () => {
    const rows = open()
    await rows.put(['T', 'test'], { key: 'a', text: '1' })
    rows.close()
    const database = openFile(file, { busyMs: 0 })
    database.exec('PRAGMA max_page_count = 20')
    const fill = () => {
      for (let n = 0; n < 1_000; n += 1) {
        database.prepare("INSERT INTO rows VALUES ('s', ?, NULL, ?, 1, NULL)").run(String(n), 'x'.repeat(1_000))
      }
    }
    let thrown: unknown
    try {
      fill()
    } catch (error) {
      thrown = sqliteTrouble(error, file)
    }
    database.close()

    expect(thrown).toMatchObject({ trouble: 'full', message: expect.stringContaining(`no room left for ${file}`) })
    const again = open()
    expect(await again.get(['T', 'test'], 'a')).toMatchObject({ text: '1' })
    again.close()
  })

  test('does not grow for ever: what is over makes room for what comes', async () => {
    let at = 1_800_000_000_000
    const rows = openSqlite({ file, now: () => instant(at) })
    const count = async () => {
      const database = new DatabaseSync(file)
      const { n } = database.prepare('SELECT count(*) AS n FROM rows').get() as { n: number }
      database.close()
      return n
    }
    const hour = async () => {
      const keys = Array.from({ length: 100 }, (_, n) => `${at} ${n}`)
      await rows.putMany(
        ['T', 'test'],
        keys.map((key) => ({ key, text: '', expires: instant(at + 3_600_000), was: 0 })),
      )
      at += 3_600_000
    }
    for (let n = 0; n < 20; n += 1) await hour()

    expect(await count()).toBeLessThanOrEqual(300)
    rows.close()
  })

  test('gives defects on as they are', () => {
    for (const error of [new TypeError('x is not a function'), 'thrown']) expect(sqliteTrouble(error, file)).toBe(error)
  })
})

/** Every page but the first is nonsense. */
function damage(path: string): void {
  const rows = openSqlite({ file: path, now })
  void rows.putMany(
    ['T', 'test'],
    Array.from({ length: 500 }, (_, n) => ({ key: `k${n}`, text: 'x'.repeat(500) })),
  )
  rows.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096)
  writeFileSync(path, bytes)
}

/** What is said to a user who is neither the owner nor root. */
function openedByNobody(file: string): string {
  const script = `
    import { openSqlite } from ${JSON.stringify(new URL('../../src/stores/sqlite/open-sqlite.ts', import.meta.url).href)}
    try { openSqlite({ file: ${JSON.stringify(file)}, now: Date.now }); console.log('opened') }
    catch (error) { console.log(error.trouble + ': ' + error.message) }`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  })
  return stdout || stderr
}
