import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import { makeCarrier } from '../../src/job/carrier.ts'
import { readJob } from '../../src/job/read-job.ts'
import { instant } from '../../src/lib/instant.ts'
import { readQueued } from '../../src/queues/sqs.ts'
import { readPlace } from '../../src/slack/view-payload.ts'
import { openDynamoDb } from '../../src/stores/dynamodb/open-dynamodb.ts'
import { keepAll, type Store } from '../../src/stores/open-store.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { readWatches } from '../../src/watch/read-yaml.ts'
import type { Book, Cursor, Sighting, Watch } from '../../src/watch/watch.ts'
import { startDynamo } from '../stores/start-dynamo.ts'
import { CHANNEL, KEPT_WORDS, LONG_WORDS, NOW, PERSON, SECRET, TEAM } from './what-is-kept.ts'

const versions = readdirSync(import.meta.dirname).filter((name) => /^v\d/.test(name))
const KINDS = ['ask', 'click', 'home', 'shortcut', 'submit']

describe.each(versions)('what %s kept is understood:', (version) => {
  const text = (name: string) => readFileSync(join(import.meta.dirname, version, name), 'utf8')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- recorded by record.ts
  const read = <T>(name: string) => JSON.parse(text(name)) as T

  it('jobs of every kind, in a queue and in the store', () => {
    const jobs = read<readonly Job[]>('jobs.json')

    expect([...new Set(jobs.map(({ kind }) => kind))].toSorted()).toEqual(KINDS)
    for (const job of jobs) {
      expect(readJob(job)).toEqual({ kind: 'job', job })
      expect(readQueued(JSON.stringify({ kind: 'job', job }))).toEqual({ kind: 'job', job })
    }
  })

  it('buttons, with their words in them or in the store', async () => {
    const tokens = read<{ readonly short: string; readonly long: string }>('tokens.json')
    const store = onFile()
    const carrier = makeCarrier(SECRET, store.kept.keeping.questions)

    expect(await carrier.read(TEAM, tokens.short)).toBe(KEPT_WORDS)
    expect(await carrier.read(TEAM, tokens.long)).toBe(LONG_WORDS)
    expect(await carrier.read('T00OTHER', tokens.short)).toBeUndefined()
    store.end()
  })

  it('what views carry', () => {
    const views = read<readonly { readonly metadata: string }[]>('views.json')

    expect(views.length).toBeGreaterThan(5)
    for (const { metadata } of views) {
      const [token, channel, thread] = JSON.parse(metadata)
      expect(readPlace(metadata)).toEqual({ token, channel, thread: thread ?? undefined })
    }
  })

  it('watches in a file of YAML', () => {
    const watches = readWatches(text('watches.yml'), NOW)

    expect(watches).toMatchObject({ kind: 'read' })
    expect('watches' in watches && watches.watches.map(({ id, terms, urgency }) => ({ id, terms, urgency }))).toEqual(
      read<Kept>('kept.json')
        .watches.map(({ id, terms, urgency }) => ({ id, terms, urgency }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('rows of every kind in a file', async () => {
    const store = onFile()
    expect(await everyKind(store.kept, read('kept.json'))).toBe('all')
    store.end()
  })

  it('rows of every kind in a table', { timeout: 60_000 }, async () => {
    const dynamo = await startDynamo('whodid')
    const client = dynamo.client()
    for (const Item of read<readonly Record<string, never>[]>('items.json'))
      await client.send(new PutItemCommand({ TableName: 'whodid', Item: packed(Item) }))
    const rows = openDynamoDb({ client, table: 'whodid', now: () => NOW, mark: () => 'not used' })
    const seen = await everyKind(
      keepAll(
        rows,
        () => NOW,
        () => 'not used',
      ),
      read('kept.json'),
    )
    expect(seen).toBe('all')
    rows.close()
    await dynamo.stop()
  })

  /** The rows as they stood, in a file that this version opens. */
  function onFile() {
    const folder = mkdtempSync(join(tmpdir(), 'whodid-upgrade-'))
    const file = join(folder, 'whodid.db')
    openSqlite({ file, now: () => NOW }).close()
    const database = new DatabaseSync(file)
    const insert = database.prepare(
      'INSERT INTO rows (shelf, key, rank, text, version, expires) VALUES (?, ?, ?, ?, ?, ?)',
    )
    for (const { shelf, key, rank, text: said, version: at, expires } of read<readonly Record<string, never>[]>(
      'rows.json',
    ))
      insert.run(shelf ?? null, key ?? null, rank ?? null, said ?? null, at ?? null, expires ?? null)
    database.close()
    const rows = openSqlite({ file, now: () => NOW })
    return {
      kept: keepAll(
        rows,
        () => NOW,
        () => 'not used',
      ),
      end() {
        rows.close()
        rmSync(folder, { recursive: true })
      },
    }
  }
})

it('a job of a later kind is refused by its name, and nothing that is no job is taken for one', () => {
  const later = { kind: 'dream', key: 'command:1', asker: { team: TEAM, person: PERSON }, askedAt: 1, venue: {} }

  expect(readJob(later)).toEqual({ kind: 'unknown', said: 'dream' })
  for (const value of [undefined, null, 7, [], {}, { ...later, kind: 'ask' }, { kind: 'ask', key: 'k' }])
    expect(readJob(value)).toBeUndefined()
})

type Kept = {
  readonly watches: readonly Watch[]
  readonly book: Book
  readonly cursor: Cursor
  readonly sightings: readonly Sighting[]
}

/** Each shelf is read as the bot reads it. */
async function everyKind({ keeping, watches, attempts, done, spending }: Store, kept: Kept): Promise<'all'> {
  const by = <T>(rows: readonly { readonly row: T }[]) => rows.map(({ row }) => row)
  expect(await watches.teams()).toEqual([TEAM])
  expect(by(await watches.watches(TEAM))).toEqual(expect.arrayContaining([...kept.watches]))
  expect(by(await watches.cursors(TEAM))).toEqual([kept.cursor])
  expect((await watches.book(TEAM, CHANNEL))?.row).toEqual(kept.book)
  for (const [n, sighting] of kept.sightings.entries())
    expect(await watches.untold(TEAM, CHANNEL, sighting.lane, 10)).toEqual(n === 1 ? [] : [sighting])
  expect(await watches.sightings(TEAM, CHANNEL, ['e1'])).toEqual([kept.sightings[1]])
  expect(await watches.claimFirst(TEAM, 'w-frst22', 'Alice PutObject', 'e9', instant(NOW + 1))).toBe('e0')
  expect(await watches.lease(TEAM, 'place', 'another', NOW, instant(NOW + 1))).toBe(false)
  expect(await keeping.threads.recall(TEAM, CHANNEL, '1800000000.000100')).toMatchObject({ words: 'Alice 24h' })
  expect(await keeping.recent.list(TEAM, PERSON, 5)).toEqual([{ words: 'Alice 24h', askedAt: NOW }])
  expect(await keeping.names.startingWith(TEAM, 'al', 5)).toEqual([{ name: 'Alice', by: 'user', count: 7, at: NOW }])
  expect(await spending.add(TEAM, 'day/U00FAKE', 91, 100, instant(NOW + 1_000))).toBe(false)
  expect(await attempts.begin('made-up-message', 3_600_000)).toBe('under way')
  expect(await done.claim(TEAM, 'command:1')).toBe(false)
  return 'all'
}

/** Bytes are recorded as text. */
function packed(item: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const { z, ...plain } = item
  return { ...plain, ...(z?.base64 !== undefined && { z: { B: Buffer.from(z.base64, 'base64') } }) } as never
}
