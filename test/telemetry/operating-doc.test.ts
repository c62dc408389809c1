import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const page = read('docs/operating.md')

describe('docs/operating.md', () => {
  it('tells every metric, with what it is told by, and no other', () => {
    const made = [...read('src/telemetry/make-telemetry.ts').matchAll(/'(whodid\.[\w.]+)'/g)].map(([, name]) => name)
    const told = [...page.matchAll(/^\| `(whodid\.[\w.]+)` \| [^|]*\| [^|]+\|$/gm)].map(([, name]) => name)

    expect(told).toEqual(
      [...new Set(made)].filter((name) => name !== 'whodid.job' && name !== 'whodid.key').filter(isMetric),
    )
    expect(page).toContain('`whodid.job`')
  })

  it('quotes messages of the log as the code has them', () => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    )
    const all = sources.map((path) => read(`src/${path}`)).join('\n')
    const quoted = [
      'job failed',
      'job done',
      'slack refused a message, sending its text alone',
      'watches could not be looked after',
      'a look for watches failed',
      'looks found what was not pushed',
      'an announced log file could not be read',
      'slack cannot be asked who the bot is',
      'refused: budget',
    ]

    for (const message of quoted) {
      expect(page).toContain(message)
      expect(all).toContain(message)
    }
  })

  it('has the versions of the packages that package.json has', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
    const named = [...page.matchAll(/(@opentelemetry\/[\w-]+)@([\d.]+)/g)]

    expect(named.length).toBe(5)
    for (const [, name = '', version] of named) expect([name, version]).toEqual([name, devDependencies[name]])
  })
})

function isMetric(name: string | undefined): boolean {
  return name !== 'whodid.events' && name !== 'whodid.searches'
}
