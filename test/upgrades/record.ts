/**
 * Records what this version keeps, for later versions to be held to: `node test/upgrades/record.ts v0.2`. By intent, once
 * for each release; what was recorded is never written over. Jobs and views are what journeys queued and sent with it:
 * they are put beside it by hand.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { makeCarrier } from '../../src/job/carrier.ts'
import { itemOf } from '../../src/stores/dynamodb/item.ts'
import { keepAll } from '../../src/stores/open-store.ts'
import type { Shelf } from '../../src/stores/rows.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { unspell } from '../../src/stores/spell.ts'
import { sayWatches } from '../../src/watch/yaml.ts'
import {
  BOOK,
  CURSOR,
  keepEverything,
  KEPT_WORDS,
  LONG_WORDS,
  NOW,
  SECRET,
  SIGHTINGS,
  TEAM,
  WATCHES,
} from './what-is-kept.ts'

const version = process.argv[2] ?? ''
const folder = join(import.meta.dirname, version)
if (!/^v\d+\.\d+$/.test(version) || existsSync(join(folder, 'rows.json')))
  throw new Error('the name of a version is expected, such as v0.2, that was not recorded before')
mkdirSync(folder, { recursive: true })

const temporary = mkdtempSync(join(tmpdir(), 'whodid-record-'))
const file = join(temporary, 'whodid.db')
let ids = 0
const store = keepAll(
  openSqlite({ file, now: () => NOW }),
  () => NOW,
  () => `made-up-id-of-22-chars-${(ids += 1)}`,
)
await keepEverything(store)
const carrier = makeCarrier(SECRET, store.keeping.questions)
const tokens = {
  short: await carrier.carry(TEAM, KEPT_WORDS),
  long: await carrier.carry(TEAM, LONG_WORDS),
}
store.close()

const database = new DatabaseSync(file)
const rows = database.prepare('SELECT shelf, key, rank, text, version, expires FROM rows ORDER BY shelf, key').all()
database.close()
rmSync(temporary, { recursive: true })
const items = rows.map((row) => {
  const { shelf, key, rank, text, version: at, expires } = row as { [name in string]: string & number }
  const names = String(shelf).split('/').map(unspell) as unknown as Shelf
  const given = { key: unspell(String(key)), text: String(text), was: Number(at) - 1 }
  const more = {
    ...(rank !== null && { rank: unspell(String(rank)) }),
    ...(expires !== null && { expires: (expires ?? 0) * 1000 }),
  }
  const item = itemOf(names, { ...given, ...more } as never, 'made-up-mark')
  return item.z === undefined
    ? item
    : { ...item, z: { base64: Buffer.from(item.z.B as Uint8Array).toString('base64') } }
})
const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), `${JSON.stringify(content, undefined, 1)}\n`)
write('rows.json', rows)
write('items.json', items)
write('tokens.json', tokens)
write('kept.json', { watches: WATCHES, book: BOOK, cursor: CURSOR, sightings: SIGHTINGS })
writeFileSync(join(folder, 'watches.yml'), sayWatches(WATCHES))
