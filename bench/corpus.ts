import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** What a corpus is made of. The same plan gives the same files, byte for byte. */
export type CorpusPlan = {
  readonly seed: number
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  readonly days: number
  /** The end of the last day. */
  readonly end: number
  readonly filesADay: number
  readonly eventsAFile: number
  /** Every event changes something of its own, with a user agent and a sharedEventID of its own: the worst there is to count. */
  readonly varied?: boolean
}

export type Corpus = {
  readonly root: string
  readonly plan: CorpusPlan
  readonly files: number
  readonly events: number
}

/** One day of one account and Region: the piece of work of a thread. */
export type CorpusDay = {
  readonly account: string
  readonly region: string
  readonly day: number
  readonly number: number
}

export const LARGE: CorpusPlan = {
  seed: 2,
  accounts: ['111122223333', '222233334444', '333344445555', '444455556666'],
  regions: ['us-east-1', 'eu-central-1', 'eu-west-1', 'ap-southeast-2'],
  days: 30,
  end: Date.UTC(2026, 10, 23),
  filesADay: 7,
  eventsAFile: 300,
}

export const SMALL: CorpusPlan = {
  ...LARGE,
  accounts: LARGE.accounts.slice(0, 2),
  regions: LARGE.regions.slice(0, 1),
  days: 6,
  eventsAFile: 60,
}

/** Makes the corpus, unless the folder holds it from before. */
export async function makeCorpus(folder: string, plan: CorpusPlan, threads: number): Promise<Corpus> {
  const root = join(folder, 'logs')
  const days = daysOf(plan)
  const files = days.length * plan.filesADay
  const corpus = { root, plan, files, events: files * plan.eventsAFile }
  const done = join(folder, 'corpus.json')
  if (existsSync(done) && readFileSync(done, 'utf8') === JSON.stringify(plan)) return corpus
  mkdirSync(root, { recursive: true })
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const workerData = { root, plan, days: days.filter(({ number }) => number % threads === thread) }
      const worker = new Worker(new URL('./corpus-thread.ts', import.meta.url), { workerData })
      return new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject))
    }),
  )
  writeFileSync(done, JSON.stringify(plan))
  return corpus
}

function daysOf(plan: CorpusPlan): readonly CorpusDay[] {
  const days: CorpusDay[] = []
  for (const account of plan.accounts) {
    for (const region of plan.regions) {
      for (let day = 0; day < plan.days; day++) days.push({ account, region, day, number: days.length })
    }
  }
  return days
}
