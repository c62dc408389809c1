import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
/** Folders of src and of test. */
const FOLDERS = ['watch', 'policy', 'stores', 'question']

type Count = { readonly total: number; readonly covered: number }

/** What `npm run coverage` says of these folders: branches that their own tests run. */
export async function measureCoverage(): Promise<{ readonly figure: string; readonly met: boolean }> {
  const dir = mkdtempSync(join(tmpdir(), 'whodid-coverage-'))
  try {
    const tests = FOLDERS.map((folder) => `test/${folder}`)
    const coverage = [
      '--coverage',
      `--coverage.reportsDirectory=${dir}`,
      '--coverage.reporter=json-summary',
      ...FOLDERS.map((folder) => `--coverage.include=src/${folder}/**`),
    ]
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', ...coverage, '--coverage.reportOnFailure', ...tests]
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' })
    const files = JSON.parse(readFileSync(join(dir, 'coverage-summary.json'), 'utf8')) as {
      readonly [path: string]: { readonly branches: Count }
    }
    const counts = FOLDERS.map((folder) => {
      const mine = Object.entries(files).filter(([path]) => relative(ROOT, path).startsWith(`src/${folder}/`))
      const sum = (of: keyof Count) => mine.reduce((all, [, { branches }]) => all + branches[of], 0)
      return { folder, total: sum('total'), covered: sum('covered') }
    })
    const said = counts.map(({ folder, total, covered }) => `${folder} ${((100 * covered) / total).toFixed(1)} %`)
    const failed = status === 0 ? '' : ', with tests that fail'
    return { figure: `${said.join(', ')}${failed}`, met: counts.every(({ total, covered }) => covered === total) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
