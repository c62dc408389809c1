import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { keepAll, type Store } from '../../src/stores/open-store.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { CHANNEL, PARTS, START, TEAM, type Said } from './work-of-killed.ts'

/** While the file is opened for the first time. */
const OPENING = [
  'before PRAGMA journal_mode',
  'after PRAGMA journal_mode',
  'before BEGIN IMMEDIATE',
  'after BEGIN IMMEDIATE',
  'before CREATE TABLE',
  'after CREATE TABLE',
  'before PRAGMA application_id',
  'after PRAGMA application_id',
]
/** While it is worked on. Every write is written back into the file after a few more, so kills fall there too. */
const WORKING = [
  'before BEGIN IMMEDIATE',
  'after BEGIN IMMEDIATE',
  'before INSERT',
  'after INSERT',
  'before UPDATE',
  'after UPDATE',
  'before DELETE',
  'after DELETE',
  'before COMMIT',
  'after COMMIT',
]
const NTH = [1, 6, 23]
/** From outside, after so many words, in the middle of whatever is going on. */
const FROM_OUTSIDE = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]

describe('a process that is killed at any moment', () => {
  let folder: string
  let file: string
  const kept: Said[] = []
  let trying: Said | undefined
  let from = 0
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'whodid-killed-'))
    file = join(folder, 'whodid.db')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(OPENING)('%s leaves a file that can be opened', async (point) => {
    const fresh = join(folder, `${point.replaceAll(' ', '-')}.db`)
    expect(await work(fresh, point, 1, 0)).toEqual([])

    expect(existsSync(fresh)).toBe(true)
    const store = openKept(fresh)
    expect(await store.done.claim('T1', 'command:1')).toBe(true)
    expect(await store.watches.teams()).toEqual([])
    store.close()
    expect(integrity(fresh)).toBe('ok')
  })

  const points = WORKING.flatMap((point) => NTH.map((nth) => [point, nth] as const))
  test.each(points)('%s, time %i, has lost nothing that was acknowledged', async (point, nth) => {
    take(await work(file, point, nth, from))

    expect(await losses()).toEqual([])
  })

  test.each(FROM_OUTSIDE)('from outside, after %i words, has lost nothing that was acknowledged', async (words) => {
    take(await work(file, '', 0, from, words))

    expect(await losses()).toEqual([])
  })

  test('was killed often enough for that to mean something', () => {
    expect(OPENING.length + points.length + FROM_OUTSIDE.length).toBeGreaterThanOrEqual(40)
    expect(kept.length).toBeGreaterThan(200)
  })

  function take(said: readonly Said[]): void {
    kept.push(...said.filter((one) => one.kept))
    const last = said.at(-1)
    trying = last?.kept === false ? last : undefined
    from = Math.max(from, ...said.map(({ n }) => n + 1))
  }

  /** Everything that is not as the process was told it is. */
  async function losses(): Promise<readonly string[]> {
    const checked = integrity(file)
    const lost: string[] = checked === 'ok' ? [] : [`integrity: ${String(checked)}`]
    const store = openKept(file)
    const { done, watches } = store
    const acknowledged = (step: Said['step']) => kept.filter((one) => one.step === step)

    for (const { n } of acknowledged('claim')) if (await done.claim('T1', `command:${n}`)) lost.push(`claim ${n}`)

    const version = (await watches.watch(TEAM, 'w1'))?.version ?? 0
    const last = Math.max(0, ...acknowledged('watch').map((one) => one.version ?? 0))
    const isNext = trying?.step === 'watch' && version === last + 1
    if (version !== last && !isNext) lost.push(`watch: ${version} where ${last} was acknowledged`)
    kept.push({ n: -1, step: 'watch', kept: true, version })

    const remembered = acknowledged('remember').flatMap(({ n }) => PARTS.map((part) => `${n}.${part}`))
    const there = new Set((await watches.sightings(TEAM, CHANNEL, remembered)).map(({ key }) => key))
    const untold = new Set((await watches.untold(TEAM, CHANNEL, 'now', 100_000)).map(({ key }) => key))
    const told = new Set(acknowledged('told').flatMap(({ n }) => [`${n}.0`, `${n}.1`]))
    for (const key of remembered) {
      if (!there.has(key)) lost.push(`event ${key}`)
      const isBeingTold = trying?.step === 'told' && [`${trying.n}.0`, `${trying.n}.1`].includes(key)
      if (untold.has(key) === told.has(key) && !isBeingTold) lost.push(`whether ${key} was told`)
    }
    // What was being told when the process ended is told from here on.
    if (trying?.step === 'told') {
      await watches.move(TEAM, CHANNEL, [`${trying.n}.0`, `${trying.n}.1`], 'told')
      kept.push({ ...trying, kept: true })
    }
    store.close()
    return lost
  }
})

/** What the process said until it was killed. */
async function work(file: string, point: string, nth: number, from: number, words = Number.POSITIVE_INFINITY) {
  const script = new URL('until-killed.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, file, point, String(nth), String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: Said[] = []
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.endsWith('}')) said.push(JSON.parse(line) as Said)
    if (said.length >= words) child.kill('SIGKILL')
  }
  expect((await ended)[1]).toBe('SIGKILL')
  return said
}

function openKept(file: string): Store {
  const now = () => instant(START)
  return keepAll(openSqlite({ file, now }), now, () => 'not used')
}

function integrity(file: string): unknown {
  const database = new DatabaseSync(file)
  const checked = database.prepare('PRAGMA integrity_check').get()?.integrity_check
  database.close()
  return checked
}
