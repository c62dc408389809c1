import { makeLogFiles } from '../src/backends/log-files/backend.ts'
import { instant } from '../src/lib/instant.ts'
import type { Search } from '../src/plan/plan.ts'
import type { Predicate } from '../src/question/question.ts'
import { decompress } from './decompress.ts'

/** One measured piece of work, in a process of its own, so that its memory is its own too. */
export type Work =
  | { readonly kind: 'decompress'; readonly root: string; readonly threads: number; readonly hint: boolean }
  | { readonly kind: 'build'; readonly root: string; readonly index: string }
  | {
      readonly kind: 'search'
      readonly root: string
      readonly threads: number
      readonly predicate: Predicate
      readonly from: number
      readonly to: number
      /** Where there is one: the question is asked once unmeasured, then several times. */
      readonly index?: string
    }

/** `count` is of bytes or events; `ms` of the work alone, the median where it was done several times. */
export type Measured = { readonly count: number; readonly ms: number; readonly peakMb: number }

const REPEATS = 9

const { count, ms } = await run(JSON.parse(process.argv[2] ?? '{}') as Work)
const measured: Measured = { count, ms, peakMb: process.resourceUsage().maxRSS / 1024 }
process.stdout.write(JSON.stringify(measured))

async function run(work: Work): Promise<{ readonly count: number; readonly ms: number }> {
  if (work.kind === 'decompress') return timed(() => decompress(work.root, work.threads, work.hint))
  const { kind, root } = work
  const index = work.index === undefined ? undefined : { dir: work.index }
  const backend = makeLogFiles({ root, name: 'bench', index, ...(kind === 'search' ? { threads: work.threads } : {}) })
  const signal = new AbortController().signal
  try {
    if (kind === 'build') return await timed(async () => (await backend.index?.build(signal))?.events ?? 0)
    const ask = async () => {
      let events = 0
      for await (const page of backend.search(searchOf(work), signal)) events += page.events.length
      return events
    }
    if (index === undefined) return await timed(ask)
    await ask()
    const times: number[] = []
    let count = 0
    for (let time = 0; time < REPEATS; time++) {
      const one = await timed(ask)
      times.push(one.ms)
      count = one.count
    }
    return { count, ms: times.sort((a, b) => a - b)[REPEATS >> 1] ?? 0 }
  } finally {
    await backend.close()
  }
}

async function timed(work: () => Promise<number>): Promise<{ readonly count: number; readonly ms: number }> {
  const begun = performance.now()
  const count = await work()
  return { count, ms: performance.now() - begun }
}

function searchOf({ predicate, from, to }: Extract<Work, { kind: 'search' }>): Search {
  return {
    backend: 'log-files',
    place: 'bench',
    account: undefined,
    region: undefined,
    window: { from: instant(from), to: instant(to) },
    push: undefined,
    asker: 'whodid',
    keep: [{ not: false, predicate }],
  }
}
