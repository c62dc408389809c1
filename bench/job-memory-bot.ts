import process from 'node:process'
import { instant } from '../src/lib/instant.ts'
import { Settings } from '../src/config/schema.ts'
import { start } from '../src/wire.ts'
import type { BotAt, BotHolds } from './job-memory.ts'

/** The whole bot in a process of its own, whose memory is measured: `node --expose-gc`, started by job-memory.ts. */
const asked = JSON.parse(process.argv[2] ?? '{}') as BotAt
const { slack, logs, store, times } = asked

let [done, failed] = [0, 0]
const nothing = (): void => undefined
const began = Date.now()
/** Runs quicker than the wall's: what is remembered for minutes comes to its end in seconds, and nobody waits for Slack's pace. */
const clock = {
  now: () => instant(began + (Date.now() - began) * times),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms) / times)),
}
process.on('message', (what: keyof typeof does) => {
  void does[what]().then((told) => process.send?.(told))
})
process.on('disconnect', () => process.exit())
/** Before anything of the bot's is open. */
const before = held()
const settings = Settings.parse({
  slack: { mode: 'socket', apiUrl: slack.apiUrl },
  logFiles: [{ name: 'trail', path: logs }],
  store: { file: store },
  policy: [{ name: 'bench', everyone: true }],
  limits: { questionsAnHour: 1_000_000, questionsAnHourEach: 1_000_000, questionsAnHourChannel: 1_000_000 },
})
const bot = await start(
  { ...settings, secrets: { botToken: slack.botToken, appToken: slack.appToken, signingSecret: undefined } },
  {
    clock,
    log: {
      debug: nothing,
      info: (_, said) => {
        if (said === 'job done') done += 1
      },
      warn: nothing,
      error: (data, said) => {
        // A connection that failed is opened anew; it is said, and costs no job.
        if (said === 'job failed' || said === 'a job failed') failed += 1
        process.stderr.write(`${said}: ${JSON.stringify(data)}\n`)
      },
    },
    responseOrigins: [slack.url],
  },
)
process.send?.(before)

const does = {
  async idle(): Promise<BotHolds> {
    await bot.idle()
    return held()
  },
  /** When what goes on after an answer has ended, and what is remembered for minutes is over. */
  async settle(): Promise<BotHolds> {
    await bot.idle()
    await clock.sleep(AFTER_MS)
    return held()
  },
  /** When all garbage is collected. */
  async measure(): Promise<BotHolds> {
    await bot.idle()
    for (let round = 0; round < 4; round += 1) {
      globalThis.gc?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return held()
  },
  async stop(): Promise<BotHolds> {
    await bot.stop()
    await clock.sleep(AFTER_MS)
    return held()
  },
}

/** Longer than answers are kept for the next page, or a connection for the next call. */
const AFTER_MS = 10 * 60_000

function held(): BotHolds {
  const { heapUsed, external, rss } = process.memoryUsage()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return { done, failed, heap: heapUsed, external, rss, resources }
}
