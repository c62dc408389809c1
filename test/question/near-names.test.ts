import { expect, it } from 'vitest'
import { nearNames } from '../../src/question/near-names.ts'

const seen = [
  { name: 'bob', count: 900 },
  { name: 'alice.b', count: 2 },
  { name: 'alice', count: 1 },
  { name: 'alice@example.com', count: 50 },
  { name: 'prod-alice', count: 3 },
  { name: 'Alicia', count: 40 },
  { name: 'Alcie', count: 4 },
]

const rows: readonly (readonly [asked: string, names: readonly string[]])[] = [
  ['Alice', ['alice', 'alice@example.com', 'alice.b', 'prod-alice', 'Alcie']],
  ['ALICE', ['alice', 'alice@example.com', 'alice.b', 'prod-alice', 'Alcie']],
  ['alice.smith', ['alice']],
  ['bbo', ['bob']],
  ['zed', []],
  ['', []],
]

it.each(rows)('near %j there are %j', (asked, names) => {
  expect(nearNames(asked, seen).map(({ name }) => name)).toEqual(names)
})

it('no more are given than asked for, and the order they were seen in does not matter', () => {
  expect(nearNames('alice', seen, 2)).toEqual(nearNames('alice', [...seen].reverse(), 2))
  expect(nearNames('alice', seen, 2)).toHaveLength(2)
})

it('endless names are compared by their beginning', () => {
  expect(nearNames('x'.repeat(5000), [{ name: 'x'.repeat(9000), count: 1 }])).toHaveLength(1)
})
