import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LARGE, makeCorpus, SMALL } from './corpus.ts'
import { compare } from './compare.ts'
import { sayTable } from './say-table.ts'

/**
 * Measures searching log files, side by side with plain decompression of the same files and with the tools at hand:
 * `npm run bench`, `npm run bench -- --small`, `--dir DIR` to keep the files for the next time, `--rounds N`.
 */
const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    dir: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})
const folder = values.dir === undefined ? mkdtempSync(join(tmpdir(), 'whodid-bench-')) : resolve(values.dir)
const threads = Math.min(availableParallelism(), 4)
try {
  const plan = values.small ? SMALL : LARGE
  process.stdout.write(
    `making ${plan.accounts.length * plan.regions.length * plan.days * plan.filesADay} files in ${folder}\n`,
  )
  const corpus = await makeCorpus(folder, plan, threads)
  const results = await compare(corpus, { folder, threads, rounds: Number(values.rounds) })
  process.stdout.write(sayTable(corpus, results))
  if (!results.agrees) process.exitCode = 1
} finally {
  if (values.dir === undefined) rmSync(folder, { recursive: true, force: true })
}
