import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { instant } from '../../src/lib/instant.ts'
import { pause, end } from '../../src/watch/hold.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Telling } from '../../src/watch/watch.ts'
import { checkPosts, checkTold, type Landed } from './killed-checks.ts'
import {
  BLIND,
  channelsOf,
  DELIVERED,
  FIRSTS,
  type Life,
  MINUTE,
  START,
  TEAM,
  WATCHES,
  type Word,
} from './killed-world.ts'

/** Where a process is killed, how often it has to come there for that, and how long the machine was off before. */
export type Point = readonly [point: string, nth: number, awayMs?: number]

export type Lives = {
  /** Points that no process came to, or what else was wrong, in words. */
  readonly wrong: string[]
  readonly kills: number
  readonly posts: number
  /** Events that had to be told, for each channel of theirs. */
  readonly due: number
  /** Messages that Slack had before, and that said so. */
  readonly perhapsRepeated: number
}

/**
 * One bot after another on the same store, each killed at a point, and one in the end that is not. Slack is here: it has
 * what it was asked for, whether or not who asked lived to hear of it. `offMs`: up to six times that the machine is off.
 */
export async function liveAndDie(
  where: Pick<Life, 'store' | 'engine'>,
  points: readonly Point[],
  look: <T>(work: (store: WatchStore) => Promise<T>) => Promise<T>,
  offMs: number,
): Promise<Lives> {
  const wrong: string[] = []
  const landed: Landed[] = []
  const safe = new Set<string>()
  const figures = { kills: 0, asked: 0 }
  let now = START
  const cache = mkdtempSync(join(tmpdir(), 'whodid-lives-'))
  await look(async (store) => {
    for (const watch of WATCHES) await store.putWatch(watch, 0)
  })
  for (const [at, [point, nth, away = 0]] of points.entries()) {
    if (point.endsWith('store.putWatch'))
      await change('w1', (row) => pause(row, instant(now), instant(now + 4 * MINUTE)))
    if (at === 2) await change('w5', (row) => end(row, instant(now)))
    const from = now + away + (at % 7) * offMs + 5_000
    const signal = await live({ ...where, point, nth, from, until: from + 150 * MINUTE })
    if (signal === 'SIGKILL') figures.kills += 1
    else wrong.push(`${point}, time ${nth}: no process came there (${signal})`)
    await checkCursors(`killed ${point}, time ${nth}`)
  }
  const last = now + 120 * MINUTE
  await live({ ...where, point: '', nth: 0, from: now + 5_000, until: last + 180 * MINUTE })
  await checkCursors('in the end')
  const due = checkTold(landed, last, wrong)
  const perhapsRepeated = checkPosts(landed, wrong)
  rmSync(cache, { recursive: true, force: true })
  return { wrong, kills: figures.kills, posts: landed.length, due, perhapsRepeated }

  /** Until it is killed, or ends. */
  async function live(life: Life): Promise<string> {
    const script = new URL('until-killed.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [script, JSON.stringify(life)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    })
    const ended = once(child, 'exit')
    child.stdin.on('error', () => {})
    for await (const line of createInterface({ input: child.stdout })) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by until-killed.ts
      const word = JSON.parse(line) as Word
      now = Math.max(now, word.now)
      if (word.kind !== 'tick') child.stdin.write(`${JSON.stringify(answer(word))}\n`)
    }
    const [code, signal] = await ended
    return String(signal ?? code)
  }

  function answer({ kind, channel, key, text }: Exclude<Word, { kind: 'tick' }>): unknown {
    if (kind === 'edit') return { kind: 'posted', posted: { channel, ts: key } }
    if (kind === 'look') {
      if (channel === BLIND) return 'cannot'
      return landed.findLast((one) => one.channel === channel && one.key === key) ?? 'absent'
    }
    figures.asked += 1
    if (figures.asked % 13 === 7)
      return { kind: 'unposted', reason: 'rate-limited', detail: '429', retryAfterMs: 5_000 }
    if (figures.asked % 18 === 9) return { kind: 'unknown', detail: 'timeout' }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is posted here is the telling itself
    const telling = JSON.parse(text) as Telling
    const ts = String(landed.length + 1)
    landed.push({ channel, key, ts, telling })
    return figures.asked % 18 === 0
      ? { kind: 'unknown', detail: 'timeout' }
      : { kind: 'posted', posted: { channel, ts } }
  }

  async function change(id: string, how: (row: (typeof WATCHES)[number]) => (typeof WATCHES)[number]): Promise<void> {
    await look(async (store) => {
      const kept = await store.watch(TEAM, id)
      if (kept !== undefined) await store.putWatch(how(kept.row), kept.version)
    })
  }

  /** What could be found before a cursor got there is kept; what comes later than any overlap is for the daily look back. */
  async function checkCursors(when: string): Promise<void> {
    await look(async (store) => {
      for (const { row } of await store.cursors(TEAM)) {
        for (const { event, visibleAt, places } of DELIVERED) {
          if (!places.includes(row.place) || visibleAt > row.to || visibleAt - event.time > 25 * MINUTE) continue
          const key = event.sharedId ?? event.id
          for (const channel of channelsOf(event)) {
            if (channel === FIRSTS || safe.has(`${channel} ${key}`)) continue
            if ((await store.sightings(TEAM, channel, [key])).length > 0) safe.add(`${channel} ${key}`)
            else wrong.push(`${when}: the cursor of ${row.place} passed ${event.id}, which is not kept`)
          }
        }
      }
    })
  }
}
