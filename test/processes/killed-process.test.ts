import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { startDynamo } from '../stores/start-dynamo.ts'
import { startCompany } from './lives.ts'
import { liveAndDie, type Point } from './live-and-die.ts'

/** Around what is written for a job from its ack to its end, and what is asked of Slack for it. */
const OF_JOBS: readonly Point[] = [
  ['before put jobs', 1],
  ['after put jobs', 1],
  ['after put jobs', 2],
  ['after put done', 1],
  ['before chat.postMessage', 1],
  ['after chat.postMessage', 1],
  ['after chat.postMessage', 2],
  ['after put jobs', 5],
  ['before chat.postEphemeral', 1],
  ['after chat.postEphemeral', 1],
  ['before remove jobs', 1],
  ['after remove jobs', 1],
  ['after put threads', 1],
]

/** Around what is written for watches. */
const OF_WATCHES: readonly Point[] = [
  ['before put sightings', 1],
  ['after put sightings', 1],
  ['before put cursors', 1],
  ['after put cursors', 1],
  ['before put books', 1],
  ['after put books', 1],
  ['after put books', 2],
  ['after put sightings', 2],
  ['before put leases', 1],
  ['after put leases', 2],
  ['after remove leases', 1],
]

/** Each of them, and again at a later time, where the run says so (KILLED_POINTS=all); else some. */
const all = process.env.KILLED_POINTS === 'all'
const EACH = [...OF_JOBS, ...OF_WATCHES].flatMap(([point, nth]): readonly Point[] => [
  [point, nth],
  [point, nth + 2],
])
const POINTS = EACH.filter((_, at) => all || at % 4 === 0)
const FEW = EACH.filter((_, at) => all || at % 8 === 2)

describe.concurrent('the real process, killed again and again, answers or tells everyone, and tells every event once', () => {
  test('over a file', { timeout: 900_000 }, async () => {
    const company = await startCompany({ settings: () => ({ file: './whodid.db' }) })
    const lives = await liveAndDie(company, POINTS)

    expect(lives.wrong).toEqual([])
    expect(lives.kills).toBe(POINTS.length)
    expect(lives.answered).toBeGreaterThan(0.5 * POINTS.length)
    const database = new DatabaseSync(join(company.folder, 'whodid.db'))
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(database.prepare("SELECT key FROM rows WHERE shelf = '*/jobs'").all()).toEqual([])
    database.close()
    await company.close()
  })

  test('over a table', { timeout: 900_000 }, async () => {
    const dynamo = await startDynamo('whodid')
    const company = await startCompany({
      settings: () => ({ table: 'whodid', region: 'us-east-1', endpoint: dynamo.endpoint }),
      environment: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret' },
    })
    const lives = await liveAndDie(company, FEW)

    expect(lives.wrong).toEqual([])
    expect(lives.kills).toBe(FEW.length)
    expect(lives.answered).toBeGreaterThan(0.5 * FEW.length)
    await company.close()
    await dynamo.stop()
  })
})
