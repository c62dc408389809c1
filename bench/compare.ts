import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Predicate } from '../src/question/question.ts'
import type { Corpus } from './corpus.ts'
import { PERSON, RARE_KEY } from './corpus-record.ts'
import { answered, commandLine, contestant, isInstalled, spawned } from './spawned.ts'

export type Line = {
  readonly what: string
  /** Of each round; empty where it could not be run. */
  readonly ms: readonly number[]
  readonly count: number | undefined
  readonly peakMb: number | undefined
}

export type Results = {
  readonly lines: Readonly<Record<Contest, Line>>
  readonly indexBytes: number
  /** Whether all who looked for the same found as many. */
  readonly agrees: boolean
}

const CONTESTS = [
  'plain',
  'hinted',
  'cold',
  'rg',
  'zgrep',
  'day',
  'wholeDay',
  'anyone',
  'varied',
  'build',
  'indexKey',
  'indexPerson',
] as const
export type Contest = (typeof CONTESTS)[number]

const DAY_MS = 86_400_000
const KEY: Predicate = { kind: 'identity', by: 'key', value: RARE_KEY, prefix: false }
const ALICE: Predicate = { kind: 'identity', by: 'user', value: PERSON, prefix: false }

type Options = {
  /** Files of as many events, of which no two are alike. */
  readonly varied: string
  readonly folder: string
  readonly threads: number
  readonly rounds: number
}
type Once = { readonly ms: number; readonly count?: number; readonly peakMb?: number }

/** Runs everything in turn, several times over, so that a busy moment of the machine touches all alike. */
export async function compare({ root, plan }: Corpus, { varied, folder, threads, rounds }: Options): Promise<Results> {
  const index = join(folder, 'index')
  const always = { from: 0, to: plan.end + DAY_MS }
  const day = { from: plan.end - DAY_MS, to: plan.end }
  const cold = (predicate: Predicate, window: typeof day) =>
    contestant({ kind: 'search', root, threads, predicate, ...window })
  const indexed = (predicate: Predicate) => contestant({ kind: 'search', root, threads, predicate, ...always, index })
  const now = new Date(plan.end).toISOString()
  const contests: Readonly<Record<Contest, { readonly what: string; readonly once: () => Promise<Once | undefined> }>> =
    {
      plain: {
        what: `decompression alone, ${threads} threads`,
        once: () => contestant({ kind: 'decompress', root, threads, hint: false }),
      },
      hinted: {
        what: 'decompression alone, told the size',
        once: () => contestant({ kind: 'decompress', root, threads, hint: true }),
      },
      cold: { what: 'one key over everything', once: () => cold(KEY, always) },
      rg: {
        what: `rg -z -j${threads}, the same key`,
        once: () => grep('rg', ['-z', '--no-filename', '-o', `-j${threads}`, RARE_KEY, root]),
      },
      zgrep: { what: 'zgrep, the same key', once: () => zgrep(root) },
      day: { what: 'a person, 24 hours', once: () => cold(ALICE, day) },
      wholeDay: {
        what: 'a person, 24 hours, the whole command',
        once: async () => {
          const { ms, lines } = await commandLine([`user:${PERSON} 24h`, '--files', root, '--now', now, '--ids'])
          return { ms, count: lines }
        },
      },
      anyone: {
        what: 'all events, the whole command',
        once: () => answered(['anyone 31d', '--files', root, '--now', now]),
      },
      varied: {
        what: 'as many, no two alike',
        once: () => answered(['anyone 31d', '--files', varied, '--now', now]),
      },
      build: {
        what: 'building the index',
        once: () => {
          rmSync(index, { recursive: true, force: true })
          return contestant({ kind: 'build', root, index })
        },
      },
      indexKey: { what: 'the same key again, by the index', once: () => indexed(KEY) },
      indexPerson: { what: 'a person over everything, by the index', once: () => indexed(ALICE) },
    }
  const lines = new Map<Contest, Line>()
  for (let round = 0; round < rounds; round++) {
    for (const name of CONTESTS) {
      if (round > 0 && SLOW.has(name)) continue
      const { what, once } = contests[name]
      const result = await once()
      const before = lines.get(name)
      lines.set(name, {
        what,
        ms: result === undefined ? [] : [...(before?.ms ?? []), result.ms],
        count: result?.count,
        peakMb: result?.peakMb === undefined ? undefined : Math.max(before?.peakMb ?? 0, result.peakMb),
      })
    }
  }
  const found = Object.fromEntries(lines) as Record<Contest, Line>
  return { lines: found, indexBytes: bytesOf(index), agrees: agree(found) }
}

/** Measured once: they take long, and what they are compared with is far away. */
const SLOW: ReadonlySet<Contest> = new Set(['zgrep', 'build', 'anyone', 'varied'])

/** grep's own way to say so. */
const NOTHING_FOUND = [0, 1]

async function grep(command: string, args: readonly string[]): Promise<Once | undefined> {
  if (!isInstalled(command)) return undefined
  const { out, ms } = await spawned(command, args, NOTHING_FOUND)
  return { ms, count: out.split('\n').filter((line) => line !== '').length }
}

/** zgrep takes no folder: find hands it the files. */
async function zgrep(root: string): Promise<Once | undefined> {
  if (!isInstalled('zgrep')) return undefined
  return grep('find', [root, '-name', '*.gz', '-exec', 'zgrep', '-o', '-h', RARE_KEY, '{}', '+'])
}

function agree(lines: Readonly<Record<Contest, Line>>): boolean {
  const { cold, rg, zgrep, day, wholeDay, indexKey, anyone, varied } = lines
  const keys = [cold, rg, zgrep, indexKey].flatMap(({ count }) => count ?? [])
  return new Set(keys).size === 1 && day.count === wholeDay.count && anyone.count === varied.count
}

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
