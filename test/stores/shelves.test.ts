import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const FOLDER = new URL('../../src/stores/', import.meta.url)

/** What is kept for all workspaces together, and why that is right. */
const FOR_ALL: Readonly<Record<string, string>> = {
  teams: 'names the workspaces that have watches',
  done: 'is only read, for version 0.1 wrote it so; and tried when the store is opened',
  attempt: 'holds the ids that a queue gave to its messages, before what is in them is read',
  jobs: 'is taken up by whoever starts, for all workspaces; each holds its own',
  'job-holders': 'names processes, which work for all workspaces',
  installations: 'says which workspaces there are, each sealed for itself',
  once: 'holds names of what an instance does once, with the workspace in them',
}

/** Every kind of shelf that belongs to a workspace. A new one is put here once it does. */
const KEYED = [
  'books',
  'cursors',
  'done',
  'firsts',
  'leases',
  'names',
  'questions',
  'recent',
  'sightings',
  'spent',
  'stop',
  'threads',
  'watches',
]

const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?:keep-.*|open-store)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(new URL(file, FOLDER), 'utf8') }))
/** `[team, 'kind', …]`, wherever it stands. */
const shelves = sources.flatMap(({ text }) =>
  [...text.matchAll(/\[\s*([\w.]+|'[^']*'),\s*'([a-z-]+)'/g)].map(([, first = '', kind = '']) => ({ first, kind })),
)

test('every shelf begins with the workspace it belongs to, but for a few that are named here with the reason', () => {
  const keyed = shelves.filter(({ first }) => /^(?:(?:watch|cursor|book)\.)?team$/.test(first)).map(({ kind }) => kind)
  const forAll = shelves.filter(({ first }) => first === "'*'").map(({ kind }) => kind)

  expect([...new Set(keyed)].toSorted()).toEqual(KEYED)
  expect([...new Set(forAll)].toSorted()).toEqual(Object.keys(FOR_ALL).toSorted())
  expect(keyed.length + forAll.length).toBe(shelves.length)
})

test('rows are read and written on such a shelf, and nowhere else', () => {
  const named = /^(?:\[|SHELF|HOLDERS|ONCE|TEAMS|shelf\w*)/
  const calls = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\brows\s*\.(?:get|getMany|list|put|putMany|remove)\(\s*([^,)]+)/g)].map(([, on = '']) => [
      file,
      on.trim(),
    ]),
  )

  expect(calls.length).toBeGreaterThan(40)
  expect(calls.filter(([, on = '']) => !named.test(on))).toEqual([])
})

test('nothing but the stores knows of shelves', () => {
  const src = new URL('../../src/', import.meta.url)
  const others = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('stores'))
    .filter((file) => /stores\/rows\.ts|\bas Shelf\b/.test(readFileSync(new URL(file, src), 'utf8')))

  expect(others).toEqual([])
})
