import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { openStore, type StoreSettings } from '../../src/stores/open-store.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import { startDynamo, type Dynamo } from '../stores/start-dynamo.ts'
import { type Lives, liveAndDie, type Point } from './killed-lives.ts'
import { START } from './killed-world.ts'
import { MISTAKES } from './sim/mistakes.ts'
import { plant } from './sim/planted.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

const WRITES = ['remember', 'putCursor', 'putBook', 'move', 'claimFirst']
const MOMENTS = ['before', 'unanswered', 'after']

/** Around everything that is written to the store, and everything that is asked of Slack. */
const POINTS: readonly Point[] = [
  ...each(['before', 'after'], WRITES, [1, 4]),
  ...each(['before', 'after'], ['lease', 'release'], [1]),
  // An ended watch goes an hour later.
  ['before store.dropWatch', 1, 2 * HOUR],
  ['after store.dropWatch', 1],
  ['before store.putWatch', 1],
  ['after store.putWatch', 1],
  ...MOMENTS.flatMap((moment) => [1, 2, 5].map((nth): Point => [`${moment} slack.post`, nth])),
  ...MOMENTS.flatMap((moment) => ['edit', 'look'].map((what): Point => [`${moment} slack.${what}`, 1])),
]

/** Around each statement that writes to the file, and what is done once a day. A table forgets by itself. */
const OF_FILE: readonly Point[] = [
  ...['BEGIN', 'INSERT', 'UPDATE', 'DELETE', 'COMMIT'].flatMap((word): readonly Point[] => [
    [`before ${word}`, 1],
    [`after ${word}`, 9],
  ]),
  ['before store.forget', 1, 25 * HOUR],
  ['after store.forget', 1],
]

function each(moments: readonly string[], names: readonly string[], nths: readonly number[]): readonly Point[] {
  return names.flatMap((name) =>
    moments.flatMap((moment) => nths.map((nth): Point => [`${moment} store.${name}`, nth])),
  )
}

let folder: string
let dynamo: Dynamo
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whodid-watch-killed-'))
  dynamo = await startDynamo('whodid')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await dynamo.stop()
})

describe.concurrent('a bot that is killed again and again tells everything once, and no cursor passes what is not kept', () => {
  test('with a file', { timeout: 300_000 }, async () => {
    const points = [...POINTS, ...OF_FILE]
    const lives = await onFile('kept.db', points)

    expect(lives.wrong).toEqual([])
    expect(lives.kills).toBe(points.length)
    expect(points.length).toBeGreaterThanOrEqual(40)
    expect(lives.due).toBeGreaterThan(500)
  })

  test('with a table', { timeout: 300_000 }, async () => {
    const lives = await liveAndDie(
      { store: { endpoint: dynamo.endpoint, table: 'whodid' } },
      POINTS,
      (work) =>
        withStore(
          {
            kind: 'dynamodb',
            table: 'whodid',
            region: 'us-east-1',
            endpoint: dynamo.endpoint,
            credentials: CREDENTIALS,
          },
          work,
        ),
      MINUTE,
    )

    expect(lives.wrong).toEqual([])
    expect(lives.kills).toBe(POINTS.length)
    expect(POINTS.length).toBeGreaterThanOrEqual(40)
    expect(lives.due).toBeGreaterThan(100)
  })
})

describe.concurrent('the same finds a mistake in the engine:', () => {
  test.each<readonly [mistake: string, point: Point, harm: RegExp]>([
    ['the cursor moves first', ['before store.remember', 1, HOUR], /passed .*, which is not kept/],
    ['written down as sent before it is sent', ['before slack.post', 1], /was never told/],
    ['nobody looks whether it was posted', ['unanswered slack.post', 1], /posted twice/],
    ['the next message does not wait until the last is marked', ['before store.move', 1], /told twice/],
  ])('%s', { timeout: 120_000 }, async (name, point, harm) => {
    const mistake = MISTAKES.find((one) => one.name === name)
    const planted = await plant(mistake!)
    const { wrong } = await onFile(`${name}.db`, [point, point, point], planted.folder)
    planted.remove()

    expect(wrong.join('\n')).toMatch(harm)
  })
})

function onFile(name: string, points: readonly Point[], engine?: string): Promise<Lives> {
  const file = join(folder, name)
  const where = { store: { file }, ...(engine !== undefined && { engine }) }
  return liveAndDie(where, points, (work) => withStore({ kind: 'sqlite', file }, work), 8 * MINUTE)
}

async function withStore<T>(settings: StoreSettings, work: (store: WatchStore) => Promise<T>): Promise<T> {
  const store = await openStore(settings, { now: () => instant(START), sleep: async () => {} })
  try {
    return await work(store.watches)
  } finally {
    store.close()
  }
}
