import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { instant, type Instant } from '../src/lib/instant.ts'
import { itemOf } from '../src/stores/dynamodb/item.ts'
import { keepWatches } from '../src/stores/keep-watches.ts'
import type { Rows } from '../src/stores/rows.ts'
import { openSqlite } from '../src/stores/sqlite/open-sqlite.ts'
import type { Sighting, Watch } from '../src/watch/watch.ts'

/** Measures what watches and remembered events take in each store: `npm run bench:store`. docs/keeping.md has the figures. */
const NOW = instant(Date.UTC(2026, 10, 23))
const WATCHES = 10_000
const EVENTS = 100_000
const BATCH = 500

const folder = mkdtempSync(join(tmpdir(), 'whodid-size-'))
try {
  const rows = [
    ['a watch', await measure(WATCHES, (store, n) => store.putWatch(watchOf(n), 0))],
    [`${say(EVENTS)} remembered events, told`, await measure(EVENTS / BATCH, remember('told'), EVENTS)],
    [`${say(EVENTS)} remembered events, not told yet`, await measure(EVENTS / BATCH, remember('now'), EVENTS)],
  ] as const
  for (const [what, { sqlite, dynamodb, each, ms }] of rows) {
    const [file, table] =
      what === 'a watch' ? [`${say(each.sqlite)} bytes`, `${say(each.dynamodb)} bytes`] : [mb(sqlite), mb(dynamodb)]
    process.stdout.write(
      `${what}: SQLite ${file}, DynamoDB ${table}; ${say(each.sqlite)} and ${say(each.dynamodb)} bytes each, written in ${say(ms)} ms\n`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

type Store = ReturnType<typeof keepWatches>

async function measure(times: number, write: (store: Store, n: number) => Promise<unknown>, count = times) {
  const file = join(folder, `${Math.random()}.db`)
  const items = new Map<string, number>()
  const rows = openSqlite({ file, now: () => NOW })
  const store = keepWatches(counted(rows, items), () => NOW)
  const started = performance.now()
  for (let n = 0; n < times; n += 1) await write(store, n)
  const ms = performance.now() - started
  rows.close()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  const sqlite = statSync(file).size
  const dynamodb = [...items.values()].reduce((sum, bytes) => sum + bytes, 0)
  return { sqlite, dynamodb, ms, each: { sqlite: sqlite / count, dynamodb: dynamodb / count } }
}

/** What the same rows would take as items of DynamoDB. */
function counted(rows: Rows, items: Map<string, number>): Rows {
  const count: typeof itemOf = (shelf, row, mark) => {
    const item = itemOf(shelf, row, mark)
    items.set(JSON.stringify([shelf, row.key]), bytesOf(item))
    return item
  }
  const mark = 'x'.repeat(12)
  return {
    ...rows,
    put(shelf, row) {
      count(shelf, row, mark)
      return rows.put(shelf, row)
    },
    putMany(shelf, many) {
      for (const row of many) count(shelf, row, mark)
      return rows.putMany(shelf, many)
    },
  }
}

/**
 * With the hundred bytes that AWS adds to each item, and the copy in the index of what has a rank.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
function bytesOf(item: Record<string, AttributeValue>): number {
  const own = Object.entries(item).reduce((sum, [name, value]) => {
    const { S, N, B } = value
    const bytes = B?.byteLength ?? (N === undefined ? Buffer.byteLength(S ?? '') : Math.ceil(N.length / 2) + 1)
    return sum + Buffer.byteLength(name) + bytes
  }, 100)
  return item.r === undefined ? own : 2 * own
}

function remember(to: 'told' | 'now') {
  return async (store: Store, n: number) => {
    const seen = Array.from({ length: BATCH }, (_, at) => sightingOf(n * BATCH + at))
    await store.remember('T0123456789', 'C0123456789', seen, instant(NOW + 100 * 86_400_000))
    if (to === 'told')
      await store.move(
        'T0123456789',
        'C0123456789',
        seen.map(({ key }) => key),
        'told',
      )
  }
}

function watchOf(n: number): Watch {
  return {
    team: 'T0123456789',
    id: idOf(n).slice(0, 12),
    channel: 'C0123456789',
    owner: 'U0123456789',
    terms: [
      { not: false, predicate: { kind: 'identity', by: 'name', value: `person-${n}@example.com`, prefix: false } },
      { not: false, predicate: { kind: 'access', value: 'writes' } },
      { not: true, predicate: { kind: 'event', value: 'ConsoleLogin', prefix: false } },
    ],
    urgency: { kind: 'each' },
    since: NOW,
    mutes: [],
  }
}

function sightingOf(n: number): Sighting {
  const at: Instant = instant(NOW + n * 1_000)
  return {
    key: idOf(n),
    event: idOf(n),
    time: at,
    seenAt: instant(at + 300_000),
    watches: [idOf(n % 7).slice(0, 12)],
    lane: 'now',
    said: {
      who: `person-${n % 50}@example.com in Admin`,
      name: 'PutBucketPolicy',
      source: 's3.amazonaws.com',
      account: '111122223333',
      region: 'us-east-1',
      address: `198.51.100.${n % 250}`,
      target: `arn:aws:s3:::example-bucket-${n % 1_000}`,
      error: n % 9 === 0 ? 'AccessDenied' : undefined,
      write: true,
    },
    standsOut: n % 20 === 0 ? ['bucket-policy'] : [],
    late: false,
  }
}

function idOf(n: number): string {
  const hex = createHash('sha256').update(String(n)).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

function say(n: number): string {
  return Math.round(n).toLocaleString('en')
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
