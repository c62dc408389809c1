import { expect, it } from 'vitest'
import { readOptions } from '../../src/cli/options.ts'

it('joins loose words, so that quotes may be forgotten', () => {
  const read = readOptions(['Alice', '24h', '--files', 'a', '--files', 'b', '--account', '111122223333=prod'])

  expect(read).toMatchObject({
    kind: 'options',
    options: {
      words: 'Alice 24h',
      files: ['a', 'b'],
      accounts: [{ id: '111122223333', alias: 'prod' }],
      format: { kind: 'text' },
    },
  })
})

it.each([
  [['--json'], { kind: 'json' }],
  [['--ids'], { kind: 'ids' }],
  [['--show', 'plan'], { kind: 'stage', stage: 'plan' }],
])('%j chooses what is printed', (args, format) => {
  expect(readOptions(['Alice', ...args])).toMatchObject({ options: { format } })
})

it.each([
  [['--fils', 'a'], /--fils/],
  [['--show', 'soup'], /question, plan, findings, answer, message/],
  [['--json', '--ids'], /--json and --ids/],
  [['--now', 'yesterday'], /2026-11-23T14:00:00Z/],
  [['--now', '2026-11-23'], /instant/],
  [['--now', '2026-02-30T00:00:00Z'], /2026-02-30/],
  [['--zone', 'Mars/Base'], /Europe\/Berlin.*Mars\/Base/],
  [['--files', ''], /--files needs a path/],
  [['--files', 'a', '--index', ''], /--index needs a path/],
  [['--account', 'prod'], /111122223333=prod/],
  [['--account', '1=prod'], /1=prod/],
])('%j is refused with what would be right', (args, why) => {
  const read = readOptions(['Alice', ...args])

  expect(read).toMatchObject({ kind: 'wrong', why: expect.stringMatching(why) })
})

it('--help is a wish, not a mistake', () => {
  expect(readOptions(['--help'])).toEqual({ kind: 'usage' })
})
