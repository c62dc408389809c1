import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LARGE, makeCorpus, SMALL } from './corpus.ts'
import { measureColdStart, sayColdStart } from './cold-start.ts'
import { compare } from './compare.ts'
import { LARGE_FAN_OUT, measureFanOut, sayFanOut, SMALL_FAN_OUT } from './fan-out.ts'
import { FEW_JOBS, MANY_JOBS, measureJobMemory, sayJobMemory } from './job-memory.ts'
import { sayTable } from './say-table.ts'
import { watchIndexTable } from './watch-index.ts'

/**
 * Measures searching log files, side by side with plain decompression of the same files and with the tools at hand, and one
 * question to the event history of many accounts, against what AWS allows: `npm run bench`, `npm run bench -- --small`,
 * `--dir DIR` to keep the files for the next time, `--rounds N`, `--only files`, `--only history`, `--only cold`,
 * `--only soak`, which is `npm run soak` and takes minutes, or `--only jobs`: what ten thousand jobs leave behind in memory.
 * That takes minutes too, most of them spent waiting for the disk: TMPDIR may name a quicker one.
 */
const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    dir: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
if (values.only === 'soak') await import('./watch-soak.ts')
if (values.only === 'jobs') await benchJobs()
if (values.only === undefined || values.only === 'cold') process.stdout.write(sayColdStart(await measureColdStart(15)))
if (values.only === undefined || values.only === 'history') await benchHistory()
if (values.only === undefined || values.only === 'files') await benchFiles()

async function benchHistory(): Promise<void> {
  const result = await measureFanOut(values.small ? SMALL_FAN_OUT : LARGE_FAN_OUT)
  process.stdout.write(sayFanOut(result))
  if (!result.isWhole) process.exitCode = 1
}

async function benchJobs(): Promise<void> {
  const result = await measureJobMemory(values.small ? FEW_JOBS : MANY_JOBS)
  process.stdout.write(sayJobMemory(result))
  if (!result.isFlat) process.exitCode = 1
}

async function benchFiles(): Promise<void> {
  const folder = values.dir === undefined ? mkdtempSync(join(tmpdir(), 'whodid-bench-')) : resolve(values.dir)
  const threads = Math.min(availableParallelism(), 4)
  try {
    const plan = values.small ? SMALL : LARGE
    const files = plan.accounts.length * plan.regions.length * plan.days * plan.filesADay
    process.stdout.write(`making ${files} files in ${folder}\n`)
    const corpus = await makeCorpus(folder, plan, threads)
    const varied = await makeCorpus(join(folder, 'varied'), { ...plan, varied: true }, threads)
    const rounds = Number(values.rounds)
    const results = await compare(corpus, { varied: varied.root, folder, threads, rounds })
    process.stdout.write(sayTable(corpus, results))
    process.stdout.write(watchIndexTable())
    if (!results.agrees) process.exitCode = 1
  } finally {
    if (values.dir === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
