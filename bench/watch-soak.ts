import process from 'node:process'
import { parseArgs } from 'node:util'
import type { WatchDeps } from '../src/job/watch-ports.ts'
import { watchTick } from '../src/job/watch-tick.ts'
import { instant } from '../src/lib/instant.ts'
import { makeMemoryWatches } from '../src/stores/memory-watches.ts'
import type { Telling } from '../src/watch/watch.ts'
import { WATCH_SETTINGS } from '../src/watch/settings.ts'
import { HOUR, makeSoakWorld, START, TEAM } from './soak-world.ts'

/**
 * Some simulated hours of events against a thousand watches, through the real engine on a simulated clock: how large the
 * process is at each hour, and whether everything was told once in the end. `npm run soak`, `-- --hours N --rate N`.
 */
const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    rate: { type: 'string', default: '100' },
    // bench.ts reads it.
    only: { type: 'string' },
  },
})
const hours = Number(values.hours)
const rate = Number(values.rate)
/** What was told is remembered for a hundred days: some 360 events an hour, of less than a kilobyte each. */
const MOST_MB_AN_HOUR = 1
const world = makeSoakWorld(rate)
let now = START
const clock = {
  now: () => instant(now),
  sleep: async (ms: number) => {
    now += ms
  },
}
const store = makeMemoryWatches(clock)
for (const watch of world.watches) await store.putWatch(watch, 0)

/** What is told, by channel and key of the event, and how often. */
const told = new Map<string, number>()
const wrong: string[] = []
let posts = 0
let seen = 0
let unwritten = 0
const deps: WatchDeps = {
  store: {
    ...store,
    putCursor: async (cursor, was) => {
      const before = (await store.cursor(TEAM, cursor.place))?.row.to ?? START
      const done = await store.putCursor(cursor, was)
      if (done) unwritten += await world.missing(store, before, cursor.to)
      return done
    },
  },
  looks: {
    places: async () => [{ place: 'soak', budget: 'soak', covers: () => true, canPush: () => false, asksMost: 1 }],
    isBusy: () => false,
    async *look(_place, _ask, window) {
      for (const events of world.pages(window, now)) {
        seen += events.length
        yield { events, gaps: [], unreadable: 0 }
      }
    },
  },
  slack: {
    async post(to, message) {
      posts += 1
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is posted here is the telling itself
      const { content } = JSON.parse(message.text) as Telling
      if (content.kind !== 'notice') {
        for (const key of content.keys) told.set(`${to.channel} ${key}`, (told.get(`${to.channel} ${key}`) ?? 0) + 1)
      }
      return { kind: 'posted', posted: { channel: to.channel, ts: String(posts) } }
    },
    edit: async (posted) => ({ kind: 'posted', posted }),
    lookBack: async () => 'absent',
  },
  rights: { mayTell: async () => 'may' },
  messages: {
    telling: (telling) => ({ text: JSON.stringify(telling), blocks: [] }),
    root: ({ count }) => ({ text: String(count), blocks: [] }),
  },
  clock,
  log: { debug: () => {}, info: () => {}, warn: log, error: log },
  settings: WATCH_SETTINGS,
  holder: 'soak',
}

const sizes: { readonly hour: number; readonly rss: number; readonly heap: number; readonly kept: number }[] = []
const began = process.cpuUsage()
const end = START + hours * HOUR
process.stdout.write(`${hours} simulated hours at ${rate} events/s against ${world.watches.length} watches\n\n`)
process.stdout.write(' hour   RSS MB  heap MB  told so far   cpu s\n')
for (let hour = 1; now < end; ) {
  await tick()
  if (now >= START + hour * HOUR) {
    sizes.push(measure(hour))
    hour += 1
  }
}
// What was delivered until now has two hours to be told.
const last = now
while (now < last + 2 * HOUR) {
  world.quietFrom(last)
  await tick()
}

const growth = { rss: growthOf('rss'), heap: growthOf('heap') }
if (growth.heap > MOST_MB_AN_HOUR) wrong.push('memory is not flat')
const due = world.due(last)
for (const key of due) if (!told.has(key)) wrong.push(`${key} was never told`)
for (const [key, times] of told) if (times > 1) wrong.push(`${key} was told ${times} times`)
if (unwritten > 0) wrong.push(`the cursor passed ${unwritten} events that were not kept`)
for (const key of told.keys()) if (!due.has(key)) wrong.push(`${key} was told, and nobody asked for it`)
process.stdout.write(
  `\n${world.delivered(last)} events delivered, read ${seen} times; ${due.size} to be told, ${told.size} told in ${posts} messages\n`,
)
process.stdout.write(`RSS ${growth.rss.toFixed(2)} MB more an hour; heap ${growth.heap.toFixed(2)} MB more an hour\n`)
process.stdout.write(
  wrong.length === 0 ? 'nothing was lost, nothing was told twice\n' : `${wrong.slice(0, 20).join('\n')}\n`,
)
if (wrong.length > 0) process.exitCode = 1

async function tick(): Promise<void> {
  const from = now
  await watchTick(deps, { looks: 4, atOnce: 1 }, new AbortController().signal)
  now = Math.max(now, from + WATCH_SETTINGS.lookEvery)
}

function measure(hour: number) {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage(began)
  const cells = [rss / 1e6, heapUsed / 1e6, told.size, (user + system) / 1e6].map((value) => value.toFixed(0))
  const widths = [9, 9, 13, 8]
  process.stdout.write(
    `${String(hour).padStart(5)}${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('')}\n`,
  )
  return { hour, rss, heap: heapUsed, kept: told.size }
}

/** In MB an hour, by least squares, over the hours after the first sixth: what is loaded and compiled once is no growth. */
function growthOf(of: 'rss' | 'heap'): number {
  const late = sizes.slice(Math.floor(sizes.length / 6))
  const mean = (pick: (size: (typeof sizes)[number]) => number) =>
    late.reduce((sum, size) => sum + pick(size), 0) / late.length
  const [x, y] = [mean(({ hour }) => hour), mean((size) => size[of])]
  const over = late.reduce((sum, size) => sum + (size.hour - x) * (size[of] - y), 0)
  const under = late.reduce((sum, size) => sum + (size.hour - x) ** 2, 0)
  return over / under / 1e6
}

function log(about: unknown, message: string): void {
  wrong.push(`${message}: ${JSON.stringify(about)}`)
}
