/**
 * Started by killed-lives.ts as a process of its own: looks after watches as the bot does, with a real store and a clock
 * that runs ahead, asks its parent what it would ask Slack, and ends itself with SIGKILL at the point it was given.
 */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { watchTick as productionTick } from '../../src/job/watch-tick.ts'
import type { WatchDeps, WatchLooks, WatchSlack } from '../../src/job/watch-ports.ts'
import { instant } from '../../src/lib/instant.ts'
import { openStore } from '../../src/stores/open-store.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import { DELIVERED, isThrottled, type Life, MINUTE, PLACES, type Word } from './killed-world.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by killed-lives.ts
const life = JSON.parse(process.argv[2] ?? '') as Life
const ROOT = join(import.meta.dirname, '../..')
/** The last one has more to wait for than to do. */
const TICK_MS = life.point === '' ? 15 * MINUTE : 30_000

let left = life.nth
function pass(point: string): void {
  if (point !== life.point) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

let time = life.from
const clock = {
  now: () => instant(time),
  sleep: async (ms: number) => {
    time += ms
  },
}

/** All of it is with the parent before this returns, whatever becomes of us. */
function say(word: Word): void {
  writeSync(1, `${JSON.stringify(word)}\n`)
}

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function ask<T>(kind: 'post' | 'edit' | 'look', channel: string, key: string, text: string): Promise<T> {
  pass(`before slack.${kind}`)
  time += 300
  say({ kind, now: time, channel, key, text })
  pass(`unanswered slack.${kind}`)
  const answer = await answers.next()
  pass(`after slack.${kind}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by killed-lives.ts
  return JSON.parse(String(answer.value)) as T
}

const slack: WatchSlack = {
  post: (to, message, key) => ask('post', to.channel, key, message.text),
  edit: (posted, message) => ask('edit', posted.channel, posted.ts, message.text),
  lookBack: (to, key) => ask('look', to.channel, key, ''),
}

const looks: WatchLooks = {
  places: async () =>
    PLACES.map((place) => ({ place, budget: place, covers: () => true, canPush: () => false, asksMost: 1 })),
  isBusy: () => false,
  async *look(place, _ask, window) {
    const there = DELIVERED.filter(
      ({ event, visibleAt, places }) =>
        visibleAt <= time && places.includes(place) && event.time >= window.from && event.time < window.to,
    ).map(({ event }) => event)
    const fails = isThrottled(place, time)
    for (let at = 0; at < there.length; at += 40) {
      yield { events: there.slice(at, at + 40), gaps: [], unreadable: 0 }
      if (fails) break
    }
    if (fails) yield { events: [], gaps: [{ reason: 'throttled', detail: 'Rate exceeded' }], unreadable: 0 }
  },
}

/** Before and after each operation of the store, by its name. */
function passing(store: WatchStore): WatchStore {
  const wrapped = Object.entries(store).map(([name, real]) => [
    name,
    async (...asked: unknown[]) => {
      pass(`before store.${name}`)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one wrapper for all operations
      const answer = await (real as (...args: unknown[]) => Promise<unknown>)(...asked)
      pass(`after store.${name}`)
      return answer
    },
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has every operation of the real one
  return Object.fromEntries(wrapped) as WatchStore
}

/** Before and after each statement that writes to the file, by how it begins. */
const run = Reflect.get(StatementSync.prototype, 'run')
StatementSync.prototype.run = function runAndPass(this: StatementSync, ...values) {
  const word = /^\s*(\w+)/.exec(this.sourceSQL)?.[1] ?? ''
  pass(`before ${word}`)
  const done = Reflect.apply(run, this, values)
  pass(`after ${word}`)
  return done
}

const store = await openStore(
  'file' in life.store
    ? { kind: 'sqlite', file: life.store.file }
    : {
        kind: 'dynamodb',
        ...life.store,
        region: 'us-east-1',
        credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' },
      },
  clock,
)
const engine = pathToFileURL(join(life.engine ?? ROOT, 'src/job/watch-tick.ts')).href
const { watchTick } = (await import(engine)) as { watchTick: typeof productionTick }
const quiet = () => {}
const deps: WatchDeps = {
  store: passing(store.watches),
  looks,
  slack,
  rights: { mayTell: async () => 'may' },
  messages: {
    telling: (telling) => ({ text: JSON.stringify(telling), blocks: [] }),
    root: ({ count }) => ({ text: String(count), blocks: [] }),
  },
  clock,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  settings: { ...WATCH_SETTINGS, lookEvery: MINUTE },
  holder: randomBytes(9).toString('base64url'),
}
while (time < life.until) {
  say({ kind: 'tick', now: time })
  await watchTick(deps, { looks: 4, atOnce: 1 }, new AbortController().signal)
  time += TICK_MS
}
process.exit(0)
