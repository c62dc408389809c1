import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { never } from '../src/lib/never.ts'
import { columns } from '../bench/say-table.ts'
import { type Row, SCORECARD } from './scorecard.ts'

const ROOT = join(import.meta.dirname, '..')

/** One test that was run. */
type Ran = { readonly file: string; readonly title: string; readonly passed: boolean }
type Scored = { readonly row: Row; readonly figure: string; readonly verdict: 'met' | 'short' | 'not measured' }

const started = performance.now()
const files = [
  ...new Set(SCORECARD.flatMap(({ from }) => (from.kind === 'tests' ? from.tests.map(([file]) => file) : []))),
]
const ran = runTests(files)
const scored: Scored[] = []
for (const row of SCORECARD) scored.push(await score(row, ran))
const seconds = Math.round((performance.now() - started) / 1_000)
const rows = scored.map(({ row, figure, verdict }) => [row.id, verdict, figure, row.target, row.what])
process.stdout.write(`${columns([['', '', 'here', 'target', 'of what'], ...rows])}\n\n`)
const count = (verdict: Scored['verdict']) => scored.filter((one) => one.verdict === verdict).length
process.stdout.write(
  `${count('met')} met, ${count('short')} short, ${count('not measured')} not measured; ${seconds} s, ${ran.length} tests.\n`,
)
process.exitCode = count('short') > 0 ? 1 : 0

async function score(row: Row, ran: readonly Ran[]): Promise<Scored> {
  const { from } = row
  switch (from.kind) {
    case 'none':
      return { row, figure: from.why, verdict: 'not measured' }
    case 'measured': {
      const { figure, met } = await from.measure()
      return { row, figure, verdict: met ? 'met' : 'short' }
    }
    case 'tests': {
      const mine = ran.filter((one) =>
        from.tests.some(([file, title]) => one.file === file && (title?.test(one.title) ?? true)),
      )
      // A suite that is gone, or a title that was changed, is not a target that is met.
      const isThere = from.tests.every(([file, title]) =>
        mine.some((one) => one.file === file && (title?.test(one.title) ?? true)),
      )
      const passed = mine.filter((one) => one.passed).length
      const figure = `${passed} of ${mine.length} ${from.of}${isThere ? '' : ', some not found'}`
      const enough = mine.length >= Number(/at least (\d+)/.exec(row.target)?.[1] ?? 1)
      return { row, figure, verdict: isThere && enough && passed === mine.length ? 'met' : 'short' }
    }
    default:
      return never(from)
  }
}

function runTests(paths: readonly string[]): readonly Ran[] {
  const dir = mkdtempSync(join(tmpdir(), 'whodid-score-'))
  const report = join(dir, 'report.json')
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  try {
    const args = [vitest, 'run', ...paths, '--reporter=json', `--outputFile=${report}`]
    spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      readonly testResults: readonly {
        readonly name: string
        readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
      }[]
    }
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'skipped' && status !== 'pending')
        .map(({ fullName, status }) => ({ file: relative(ROOT, name), title: fullName, passed: status === 'passed' })),
    )
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
