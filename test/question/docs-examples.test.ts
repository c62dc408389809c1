import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SERVICE_ALIASES } from '../../src/question/services.ts'
import { VIA_WORDS } from '../../src/question/via.ts'
import { FILTERS, KEYS } from '../../src/question/vocabulary.ts'
import { ask } from './asking.ts'

const docs = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
const blocks = [...docs.matchAll(/```whodid\n([\s\S]*?)```/g)].map(([, block]) => block ?? '')
const examples = blocks.flatMap((block) => block.split('\n')).filter((line) => line !== '')

const READ = ['understood', 'watch', 'watches', 'change-watch']

it('the docs have examples', () => {
  expect(examples.length).toBeGreaterThan(60)
})

it.each(examples)('the example %j in docs/commands.md reads', (line) => {
  expect(line).toMatch(/^\/whodid /)
  expect(READ).toContain(ask(line).kind)
})

it.each(FILTERS)('docs/commands.md explains %s:', (filter) => {
  expect(docs).toContain(`${filter}:`)
})

it.each([...KEYS.keys()])('docs/commands.md names %s, by which a filter goes', (key) => {
  expect(docs.toLowerCase()).toContain(key)
})

it.each([...SERVICE_ALIASES])('docs/commands.md says that from:%s is %s', (alias, name) => {
  expect(docs).toContain(`| \`${alias}\` | \`${name}.amazonaws.com\` |`)
})

it.each([...VIA_WORDS.keys()].filter((word) => !/^(eventhistory|logfiles)$/.test(word)))(
  'docs/commands.md names via:%s',
  (word) => {
    expect(docs).toContain(`via:${word}`)
  },
)
