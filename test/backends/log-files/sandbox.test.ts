import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type IndexDatabase, openIndexDatabase, quoted } from '../../../src/backends/log-files/index-database.ts'

let [inside, outside] = ['', '']
let database: IndexDatabase
beforeAll(async () => {
  inside = await mkdtemp(join(tmpdir(), "whodid-it's-inside-"))
  outside = await mkdtemp(join(tmpdir(), 'whodid-outside-'))
  for (const dir of [inside, outside]) await writeFile(join(dir, 'a.csv'), 'a\n1\n')
  database = await openIndexDatabase(inside, { memory: '64MB', threads: 1 })
})
afterAll(async () => {
  database.close()
  for (const dir of [inside, outside]) await rm(dir, { recursive: true, force: true })
})

it('the index’s database reads what is in its folder', async () => {
  const rows = await database.connection.runAndReadAll(`SELECT * FROM read_csv(${quoted(join(inside, 'a.csv'))})`)

  expect(rows.getRowsJson()).toHaveLength(1)
})

it("the index's database reads no file outside its folder, and cannot be told to", async () => {
  const there = quoted(join(outside, 'a.csv'))
  const up = quoted(join(inside, '..', outside.split('/').at(-1) ?? '', 'a.csv'))
  for (const sql of [
    `SELECT * FROM read_csv(${there})`,
    `SELECT * FROM read_csv(${up})`,
    `SELECT * FROM read_text('/etc/hostname')`,
    `COPY (SELECT 1) TO ${quoted(join(outside, 'b.csv'))}`,
    `ATTACH ${quoted(join(outside, 'b.db'))}`,
    "SELECT * FROM read_csv('https://example.com/a.csv')",
    'INSTALL httpfs',
    "LOAD 'httpfs'",
    `SET allowed_directories = ['/']`,
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    "SET memory_limit = '64GB'",
  ]) {
    const refused = await database.connection.run(sql).then(
      () => 'taken',
      () => 'refused',
    )
    expect([sql, refused]).toEqual([sql, 'refused'])
  }
  expect(await readdir(outside)).toEqual(['a.csv'])
})
