import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** Who may import whom; ARCHITECTURE.md says why. A folder may always import from itself. */
const MAY_IMPORT: { readonly [folder: string]: readonly string[] } = {
  lib: [],
  event: ['lib'],
  question: ['event', 'lib'],
  policy: ['question', 'event', 'lib'],
  plan: ['question', 'event', 'lib'],
  find: ['plan', 'question', 'event', 'lib'],
  answer: ['find', 'plan', 'question', 'event', 'lib'],
  chain: ['question', 'event', 'lib'],
  message: ['watch', 'chain', 'answer', 'policy', 'plan', 'question', 'event', 'lib'],
  export: ['message', 'answer', 'policy', 'find', 'plan', 'question', 'event', 'lib'],
  watch: ['question', 'event', 'lib'],
  job: [
    'doctor',
    'export',
    'message',
    'chain',
    'answer',
    'find',
    'plan',
    'policy',
    'watch',
    'question',
    'event',
    'lib',
  ],
  aws: ['find', 'plan', 'event', 'lib'],
  doctor: ['aws', 'find', 'plan', 'lib'],
  backends: ['find', 'plan', 'question', 'event', 'aws', 'lib'],
  slack: ['job', 'message', 'policy', 'question', 'lib'],
  queues: ['job', 'lib'],
  lambda: ['queues', 'slack', 'job', 'lib'],
  oauth: ['slack', 'job', 'policy', 'lib'],
  stores: ['oauth', 'job', 'watch', 'lib'],
  config: ['policy', 'lib'],
  init: ['lib'],
  telemetry: ['job', 'lib'],
}

/** What is put together here may use everything: the files directly under src, and the command line. */
const ENTRY = /^src\/((main|cli|lambda-[a-z]+|wire(-[a-z-]+)?)\.ts|cli\/[a-z-]+\.ts)$/

const PURE = ['event', 'question', 'policy', 'plan', 'answer', 'chain', 'message', 'export', 'watch', 'init']
const PURE_PACKAGES = ['zod', 'date-fns', '@date-fns/tz', 'chrono-node', 'ipaddr.js', 'fastest-levenshtein', 'yaml']

/** find looks elsewhere, but through its port and with a clock that is handed in. */
const CLOCKLESS = [...PURE, 'find']

const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the clock', /\bDate\.now\b|\bnew (?:TZ)?Date\(\s*\)|\bperformance\b|\bset(?:Timeout|Interval|Immediate)\b/],
  ['randomness', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/],
  ['the process', /\bprocess\.|\bglobalThis\b/],
  ['the network', /\bfetch\(|\bnew WebSocket\b/],
]

const FORBIDDEN_FOLDERS = ['utils', 'util', 'helpers', 'types', 'services', 'managers', 'common', 'misc', 'shared']
const FORBIDDEN_FILES = /(^|\/)(index|utils?|helpers?|types|common|misc)\.ts$/

/** Tables of data may be long. */
const DATA = new Set(['src/event/stands-out-rules.ts'])
const LONGEST = 300

type Import = { readonly from: string; readonly typeOnly: boolean }

describe('the layout', () => {
  const files = new Map(
    ['src', 'demo'].flatMap((top) =>
      sources(top).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const),
    ),
  )

  test('keeps its rules', () => {
    expect(files.size).toBeGreaterThan(50)
    expect([...files].flatMap(([path, text]) => violations(path, text))).toEqual([])
  })

  test('has no folder under src that nobody thought about', () => {
    const folders = new Set([...files.keys()].filter((path) => /^src\/.+\//.test(path)).map(folderOf))
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT) && folder !== 'cli')).toEqual([])
  })

  test('is told by every import that there is: none is overlooked', () => {
    for (const [path, text] of files) {
      const lines = uncommented(text).match(/^(import\b(?!\.|\()|export\b[^=\n]*\bfrom ')/gm) ?? []
      const dynamic = uncommented(text).match(/\bimport\(/g) ?? []
      expect([path, importsOf(text).length]).toEqual([path, lines.length + dynamic.length])
    }
  })
})

describe('a violation is caught:', () => {
  const planted: readonly (readonly [what: string, path: string, text: string, says: string])[] = [
    ['an import upwards', 'src/event/a.ts', "import { b } from '../question/b.ts'", 'event may not import question'],
    ['a type from above', 'src/lib/a.ts', "import type { B } from '../event/b.ts'", 'lib may not import event'],
    ['several lines', 'src/plan/a.ts', "import {\n  b,\n  c,\n} from '../find/b.ts'", 'plan may not import find'],
    ['a re-export', 'src/answer/a.ts', "export { b } from '../message/b.ts'", 'answer may not import message'],
    ['a star', 'src/answer/a.ts', "export * from '../message/b.ts'", 'answer may not import message'],
    ['a dynamic import', 'src/find/a.ts', "const b = await import('../slack/b.ts')", 'find may not import slack'],
    ['an import that is computed', 'src/job/a.ts', 'await import(name)', 'an import that is computed'],
    ['an entry point', 'src/job/a.ts', "import { wire } from '../wire.ts'", 'job may not import src/wire.ts'],
    ['another backend', 'src/backends/athena/a.ts', "import { b } from '../log-files/b.ts'", 'another backend'],
    ['the demo in src', 'src/slack/a.ts', "import { b } from '../../demo/slack/b.ts'", 'src may not import demo'],
    ['a test in src', 'src/slack/a.ts', "import '../../test/b.ts'", 'src may not import test'],
    [
      'the core in the world',
      'demo/world/a.ts',
      "import { b } from '../../src/event/b.ts'",
      'demo/world may not import',
    ],
    ['the bot in the stand-in', 'demo/slack/a.ts', "import { b } from '../../src/message/b.ts'", 'demo/slack may not'],
    ['no extension', 'src/event/a.ts', "import { b } from './b'", 'without its .ts'],
    ['a client in a pure folder', 'src/answer/a.ts', "import { WebClient } from '@slack/web-api'", 'is pure'],
    ['blocks as values', 'src/message/a.ts', "import { b } from '@slack/types'", 'is pure'],
    ['files in a pure folder', 'src/question/a.ts', "import { readFile } from 'node:fs'", 'is pure'],
    ['the clock', 'src/question/a.ts', 'const now = Date.now()', 'the clock'],
    ['the clock in a date', 'src/watch/a.ts', 'const now = new Date()', 'the clock'],
    ['the clock in find', 'src/find/a.ts', 'setTimeout(look, 5)', 'the clock'],
    ['randomness', 'src/plan/a.ts', 'if (Math.random() < 0.5) return', 'randomness'],
    ['the process', 'src/policy/a.ts', 'const admin = process.env.ADMIN', 'the process'],
    ['the clock after a pattern', 'src/event/a.ts', "const all = '**/*.json'\nDate.now() /* now */", 'the clock'],
    ['the network', 'src/event/a.ts', 'await fetch(url)', 'the network'],
    ['the environment', 'src/slack/a.ts', 'const token = process.env.SLACK_BOT_TOKEN', 'process.env'],
    ['the environment, imported', 'src/slack/a.ts', "import { env } from 'node:process'", 'process.env'],
    ['a folder for anything', 'src/event/utils/a.ts', '', 'a folder called utils'],
    ['a barrel', 'src/event/index.ts', '', 'a file called index.ts'],
    ['a long file', 'src/event/a.ts', '\n'.repeat(LONGEST + 1), 'lines long'],
    ['a stray file', 'src/stray.ts', '', 'belongs into a folder'],
  ]
  test.each(planted)('%s', (_, path, text, says) => {
    expect(violations(path, text).join('\n')).toContain(says)
  })

  test('and what only looks like one is not', () => {
    const text = `/** Never new Date() or process.env here. */
import type { AnyBlock } from '@slack/types'
// Math.random() would be wrong
export const ALL = '**/*.json' // as in Date.now() */
export const say = (from: string) => [say('from '), new Date(0), "import { b } from '../slack/b.ts'"]
`
    expect(violations('src/message/a.ts', text)).toEqual([])
  })
})

/** Everything that is wrong with one file. */
function violations(path: string, text: string): readonly string[] {
  const code = uncommented(text)
  const folder = folderOf(path)
  const found: string[] = []
  const imports = importsOf(text)
  for (const { from } of imports) {
    if (from === '') found.push('an import that is computed')
    else if (from.startsWith('.')) found.push(...wrongNeighbour(path, from))
  }
  if (path.startsWith('src/')) {
    if (CLOCKLESS.includes(folder)) {
      for (const [what, pattern] of IMPURE) if (pattern.test(code)) found.push(`${folder} is pure and uses ${what}`)
    }
    if (PURE.includes(folder)) {
      const wrong = imports.filter((item) => !item.from.startsWith('.') && !mayUsePackage(folder, item))
      found.push(...wrong.map((item) => `${folder} is pure and uses ${item.from}`))
    }
    const reads =
      /\bprocess\.env\b|\bimport\.meta\.env\b/.test(code) || /\bimport[^;]*\benv\b[^;]*'node:process'/.test(code)
    if (reads && path !== 'src/config/load.ts' && !ENTRY.test(path))
      found.push('only src/config/load.ts reads process.env')
    if (!/^src\/.+\//.test(path) && !ENTRY.test(path)) found.push('a file that is no entry point belongs into a folder')
  }
  const names = dirname(path).split('/')
  found.push(...FORBIDDEN_FOLDERS.filter((name) => names.includes(name)).map((name) => `a folder called ${name}`))
  if (FORBIDDEN_FILES.test(path)) found.push(`a file called ${path.split('/').at(-1)}`)
  const lines = text.split('\n').length - 1
  if (lines > LONGEST && !DATA.has(path)) found.push(`${lines} lines long: at most ${LONGEST}`)
  return found.map((what) => `${path}: ${what}`)
}

function wrongNeighbour(path: string, from: string): readonly string[] {
  const target = normalize(join(dirname(path), from)).replaceAll(sep, '/')
  const [top = '', second = ''] = target.split('/')
  const folder = folderOf(path)
  if (!target.endsWith('.ts') && !target.endsWith('.json')) return [`imports ${from} without its .ts`]
  if (path.startsWith('src/')) {
    // Its own version.
    if (target === 'package.json' && ENTRY.test(path)) return []
    if (top !== 'src') return [`src may not import ${top}`]
    if (ENTRY.test(path)) return []
    if (!/^src\/.+\//.test(target)) return [`${folder} may not import ${target}`]
    if (second !== folder) return MAY_IMPORT[folder]?.includes(second) ? [] : [`${folder} may not import ${second}`]
    if (folder === 'backends' && path.split('/')[2] !== target.split('/')[2])
      return [`imports another backend: ${from}`]
    return []
  }
  if (path.startsWith('demo/world/'))
    return /^(demo\/world|src\/lib)\//.test(target) ? [] : [`demo/world may not import ${target}`]
  if (path.startsWith('demo/slack/')) {
    const allowed = /^(demo\/slack|src\/lib)\/|^src\/message\/(validate-[a-z-]+|block-limits)\.ts$/
    return allowed.test(target) ? [] : [`demo/slack may not import ${target}`]
  }
  return top === 'test' ? [`${path} may not import test`] : []
}

function mayUsePackage(folder: string, { from, typeOnly }: Import): boolean {
  if (PURE_PACKAGES.some((name) => from === name || from.startsWith(`${name}/`))) return true
  if (folder === 'event' && from === 'node:crypto') return true
  return folder === 'message' && from === '@slack/types' && typeOnly
}

/**
 * All imports of a file, also re-exports and dynamic ones; '' for one whose name is computed. The formatter sees to it that
 * a statement begins its line.
 */
function importsOf(text: string): readonly Import[] {
  const code = uncommented(text)
  const statements = code.matchAll(/^(?:import|export)\b(?!\.|\()( type\b)?(?:[\s\w$*{},]*?\bfrom)? ?'([^'\n]+)'/gm)
  const dynamic = code.matchAll(/\bimport\(\s*(?:'([^'\n]+)')?/g)
  return [
    ...[...statements].map(([, type, from]) => ({ from: from ?? '', typeOnly: type !== undefined })),
    ...[...dynamic].map(([, from]) => ({ from: from ?? '', typeOnly: false })),
  ]
}

/** Without comments; what stands in quotes is kept as it is. */
function uncommented(text: string): string {
  const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/
  const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/
  return text.replace(new RegExp(`(${quoted.source})|${comment.source}`, 'gm'), '$1')
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function sources(top: string): readonly string[] {
  const paths = readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => path.endsWith('.ts')).map((path) => `${top}/${path.replaceAll(sep, '/')}`)
}
