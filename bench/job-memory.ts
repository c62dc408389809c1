import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSlack } from '../demo/slack/start-slack.ts'
import { realClock } from '../demo/slack/clock.ts'
import { writeWorld } from '../demo/world/write-world.ts'
import { instant } from '../src/lib/instant.ts'
import { makeJobPeople } from './job-people.ts'
import { columns } from './say-table.ts'

/** What the bot's process needs to start. */
export type BotAt = {
  readonly slack: {
    readonly url: string
    readonly apiUrl: string
    readonly appToken: string
    readonly botToken: string
  }
  readonly logs: string
  readonly store: string
  /** How much quicker its clock runs than the wall's. */
  readonly times: number
}

/** What the bot's process holds, in bytes and in Node's kinds of resources that keep it alive. */
export type BotHolds = {
  readonly done: number
  readonly failed: number
  readonly heap: number
  readonly external: number
  readonly rss: number
  readonly resources: Readonly<Record<string, number>>
}

export type JobMemory = {
  /** After the warm-up, after each step, and at the end: when everything was answered and collected. */
  readonly samples: readonly BotHolds[]
  /** Bytes that each job left behind, by least squares over the samples. */
  readonly bytesAJob: number
  /** Before the bot was started, and after it was stopped. */
  readonly before: BotHolds
  readonly after: BotHolds
  /** Kinds of resources of which there are more at the end than after the warm-up, or more after the stop than before the start. */
  readonly left: readonly string[]
  /** Within what a job may leave behind, with nothing left open and no job failed. */
  readonly isFlat: boolean
}

export type ManyJobs = {
  /** Jobs before the first sample: what is loaded, compiled and remembered once is no growth. */
  readonly warmUp: number
  readonly jobs: number
  /** Samples after the first. */
  readonly steps: number
}
export const MANY_JOBS: ManyJobs = { warmUp: 2_000, jobs: 10_000, steps: 5 }
export const FEW_JOBS: ManyJobs = { warmUp: 1_200, jobs: 1_200, steps: 4 }

/** What a job may leave behind. */
const MOST_BYTES_A_JOB = 1_024
const TIMES = 200
/** Sent before it is waited for the bot: fewer than may wait. */
const AT_ONCE = 100

/** The whole bot, over Socket Mode and with its store in a file, asked so often by so many. */
export async function measureJobMemory({ warmUp, jobs, steps }: ManyJobs): Promise<JobMemory> {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-jobs-'))
  const logs = join(folder, 'logs')
  await writeWorld(logs, { now: instant(Date.now()), seed: 1, days: 1 })
  const people = makeJobPeople()
  const slack = await startSlack({
    manifest: await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'),
    transport: 'socket',
    clock: realClock,
    rateLimits: false,
    people: people.all,
  })
  const { url, apiUrl, appToken, botToken } = slack
  const at: BotAt = { slack: { url, apiUrl, appToken, botToken }, logs, store: join(folder, 'store.db'), times: TIMES }
  const child = fork(fileURLToPath(new URL('./job-memory-bot.ts', import.meta.url)), [JSON.stringify(at)], {
    execArgv: ['--expose-gc'],
  })
  try {
    const before = await next(child)
    const samples: BotHolds[] = []
    let done = 0
    for (let step = 0; step <= steps; step += 1) {
      const until = warmUp + Math.round((step * jobs) / steps)
      while (done < until) {
        await people.act(slack, AT_ONCE)
        ;({ done } = await ask(child, 'idle'))
      }
      await ask(child, 'settle')
      // Answers that are over go with the next one: an empty one takes their place.
      await people.askForNobody(slack)
      samples.push(await ask(child, 'measure'))
    }
    const after = await ask(child, 'stop')
    const bytesAJob = slopeOf(samples)
    const left = leftOf(samples, before, after)
    const isFlat = bytesAJob <= MOST_BYTES_A_JOB && left.length === 0 && after.failed === 0
    return { samples, bytesAJob, before, after, left, isFlat }
  } finally {
    child.disconnect()
    await slack.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** As a table, with what is held at each sample. */
export function sayJobMemory({ samples, bytesAJob, before, after, left }: JobMemory): string {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(2)
  const row = (name: string, { done, heap, external, rss, resources }: BotHolds) => [
    name,
    String(done),
    mb(heap),
    mb(external),
    mb(rss),
    Object.entries(resources)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  ]
  const table = columns([
    ['', 'jobs', 'heap MB', 'external MB', 'RSS MB', 'open'],
    row('before the start', before),
    ...samples.map((sample) => row('idle', sample)),
    row('stopped', after),
  ])
  const failed = after.failed === 0 ? '' : `${after.failed} FAILED\n`
  return `${table}\n${(bytesAJob / 1024).toFixed(2)} KB left behind by a job; ${left.length === 0 ? 'nothing is left open' : `left open: ${left.join(', ')}`}\n${failed}`
}

function slopeOf(samples: readonly BotHolds[]): number {
  const mean = (pick: (sample: BotHolds) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length
  const size = ({ heap, external }: BotHolds) => heap + external
  const [x, y] = [mean(({ done }) => done), mean(size)]
  const over = samples.reduce((sum, sample) => sum + (sample.done - x) * (size(sample) - y), 0)
  return over / samples.reduce((sum, { done }) => sum + (done - x) ** 2, 0)
}

/** Timers of what goes round again and again may be two more or less by chance. */
const BY_CHANCE = 3

function leftOf(samples: readonly BotHolds[], before: BotHolds, after: BotHolds): readonly string[] {
  const [first, last] = [samples[0], samples.at(-1)]
  const more = (then: BotHolds | undefined, now: BotHolds | undefined, spare: number) =>
    Object.entries(now?.resources ?? {}).flatMap(([kind, count]) => {
      const many = count - (then?.resources[kind] ?? 0)
      return many > spare ? [`${many} ${kind}`] : []
    })
  return [...more(first, last, BY_CHANCE), ...more(before, after, 0)]
}

function ask(child: ChildProcess, what: 'idle' | 'settle' | 'measure' | 'stop'): Promise<BotHolds> {
  const told = next(child)
  child.send(what)
  return told
}

function next(child: ChildProcess): Promise<BotHolds> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the bot ended with ${String(code)}`))
    child.once('exit', ended)
    child.once('message', (told) => {
      child.off('exit', ended)
      resolve(told as BotHolds)
    })
  })
}
