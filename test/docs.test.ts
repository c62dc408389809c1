import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GAP_REASONS } from '../src/find/backend.ts'

const ROOT = join(import.meta.dirname, '..')

/** What is not ours, or is made while working. */
const SKIPPED = new Set(['node_modules', '.git', 'artefacts', 'dist', '.whodid', 'coverage'])

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'AGENTS.md', 'CHANGELOG.md']
const docs = [...PAGES, ...filesBelow('docs').filter((path) => path.endsWith('.md'))]

describe.each(docs)('%s', (path) => {
  test('is there, and leads nowhere that is not', () => {
    expect(existsSync(join(ROOT, path))).toBe(true)
    const text = read(path)
    expect([...deadLinks(path, text), ...deadPaths(text), ...deadCommands(text)]).toEqual([])
  })
})

test('every reason for a gap has a heading in docs/coverage.md that says what to do, and no other has', () => {
  const [, reasons = ''] = read('docs/coverage.md').split(/^## Gap reasons$/m)
  const headings = [...(reasons.split(/^## /m)[0] ?? '').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading ?? '')

  expect(headings.toSorted()).toEqual(GAP_REASONS.toSorted())
})

test('every folder under src is named in ARCHITECTURE.md', () => {
  const folders = new Set(filesBelow('src').flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []))
  const text = read('ARCHITECTURE.md')

  expect([...folders].filter((name) => !text.includes(`\`src/${name}`))).toEqual([])
})

test('no file names a package registry, a path of somebody’s machine, or where a package was downloaded from', () => {
  const found = filesBelow('.').flatMap((path) => forbidden(path, read(path)))

  expect(found).toEqual([])
})

describe('a mistake is caught:', () => {
  test.each([
    ['a dead link', deadLinks('docs/a.md', 'see [it](nowhere.md)')],
    ['a dead link upwards', deadLinks('docs/a.md', 'see [it](../src/nowhere.ts)')],
    ['a dead heading', deadLinks('docs/a.md', 'see [it](coverage.md#nothing-of-the-kind)')],
    ['a dead heading of the same page', deadLinks('docs/coverage.md', '# There\n[it](#here)')],
    ['a file that moved', deadPaths('made in `src/event/nowhere.ts`')],
    ['a folder that moved', deadPaths('all of `test/nowhere/`')],
    ['a page that is gone', deadPaths('read `NOWHERE.md`')],
    ['a script that is gone', deadCommands('```sh\nnpm run nowhere\n```')],
    ['a program that is gone', deadCommands('run `npx nowhere "Alice 24h"`')],
    ['a registry', forbidden('a.md', ['https://registry', 'example.com/a'].join('.'))],
    ['a path', forbidden('a.ts', ['at', 'home', 'somebody'].join('/').slice(2))],
    ['a download address', forbidden('package-lock.json', '"resolved": "https://example.com/a.tgz"')],
  ])('%s', (_, found) => {
    expect(found).toHaveLength(1)
  })

  test('and what is right is not', () => {
    const text =
      '[reasons](coverage.md#gap-reasons) [web](https://example.com) `src/find/backend.ts` `test/cases/NAME` `npm run check`' +
      ' `npm ci && npm run demo -- --once` `AWSLogs/o-id/` `whodid.yml` `/whodid help`'
    expect([
      ...deadLinks('docs/a.md', text),
      ...deadPaths(text),
      ...deadCommands(text),
      ...forbidden('a.md', text),
    ]).toEqual([])
  })
})

function deadLinks(path: string, text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
  const targets = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target ?? '')
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false
    const [file = '', heading] = target.split('#')
    const there = file === '' ? path : join(dirname(path), file)
    if (file !== '' && !existsSync(join(ROOT, there))) return true
    return heading !== undefined && !anchors(file === '' ? text : read(there)).includes(heading)
  })
}

/** How headings are linked to. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

/** Paths in backticks that can only be the repository's; capitals in a path stand for what the reader fills in. */
function deadPaths(text: string): readonly string[] {
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name)
  const ours = named.filter((name) =>
    /^(src|demo|test|docs|deploy|bench)\/[\w./-]*$|^[A-Z]+\.md$|^(manifest|serverless)\.yml$/.test(name),
  )
  return ours.filter((name) => !name.split('/').some((part) => /^[A-Z]+$/.test(part)) && !existsSync(join(ROOT, name)))
}

function deadCommands(text: string): readonly string[] {
  const { scripts, bin, devDependencies } = JSON.parse(read('package.json')) as {
    readonly [field: string]: { readonly [name: string]: string } | undefined
  }
  const run = [...text.matchAll(/\bnpm run(?: -s| --silent)* ([\w:-]+)/g)].map(([, name = '']) => name)
  const short = [...text.matchAll(/\bnpm (test|start)\b/g)].map(([, name = '']) => name)
  const programs = [...text.matchAll(/\bnpx ([a-z][\w-]*)/g)].map(([, name = '']) => name)
  return [
    ...[...run, ...short].filter((name) => scripts?.[name] === undefined),
    ...programs.filter((name) => bin?.[name] === undefined && devDependencies?.[name] === undefined && name !== 'tsc'),
  ]
}

const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp, where: RegExp])[] = [
  ['a package registry', /\bregistry\.[a-z0-9-]+\.[a-z]{2,}/i, /./],
  ['a path of a machine', /(?<![\w.:/-])\/(home|root|Users|work|tmp)\/[\w.-]+/, /./],
  ['a folder beside the repository', /(?<![\w-])shared\//, /\.md$/],
  ['a download address', /"resolved": "http/, /package-lock\.json$/],
]

function forbidden(path: string, text: string): readonly string[] {
  return FORBIDDEN.flatMap(([what, pattern, where]) => {
    const [found] = where.test(path) ? (pattern.exec(text) ?? []) : []
    return found === undefined ? [] : [`${path}: ${what}: ${found}`]
  })
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (SKIPPED.has(entry.name)) return []
    if (entry.isDirectory()) return filesBelow(path)
    return /\.(ts|js|mjs|json|md|ya?ml|sh|txt|sql)$/.test(entry.name) ? [path.replaceAll(sep, '/')] : []
  })
}

function read(path: string): string {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : ''
}
