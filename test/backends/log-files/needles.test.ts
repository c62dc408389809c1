import { describe, expect, it } from 'vitest'
import { hidesAscii, needlesFor } from '../../../src/backends/log-files/needles.ts'
import type { Predicate, Term } from '../../../src/question/question.ts'

const by = (by: string, value: string): Predicate => ({ kind: 'identity', by, value, prefix: false }) as Predicate
const ip = (value: string): Predicate => ({ kind: 'ip', value })

const NEEDLES: readonly (readonly [what: string, terms: readonly Term[], needles: readonly string[] | undefined])[] = [
  ['a key', [is(by('key', 'AKIAFAKE0000'))], ['AKIAFAKE0000']],
  ['names, of which one is enough', [is(by('name', 'Alice')), is(by('name', 'Bob'))], ['Alice', 'Bob']],
  ['a name with letters that JSON may escape: its longest plain stretch', [is(by('name', 'ö"Alice/B'))], ['Alice']],
  ['a name of such letters only', [is(by('name', 'öäü'))], undefined],
  ['names of which one has no plain stretch', [is(by('name', 'Alice')), is(by('name', 'öäü'))], undefined],
  ['a name that could be written as a number', [is(by('name', '1000'))], undefined],
  ['a name of two letters', [is(by('name', 'al'))], undefined],
  ['a name that is unwanted', [not(by('name', 'Alice'))], undefined],
  ['root', [is(by('root', 'root'))], ['Root']],
  [
    'an ARN as a resource: also its last part finds it',
    [is({ kind: 'resource', value: 'arn:aws:s3:::bucket-1' })],
    ['bucket-1'],
  ],
  ['an address', [is(ip('198.51.100.7'))], ['198.51.100.7']],
  ['a block of addresses', [is(ip('198.51.100.0/24'))], undefined],
  ['an IPv6 address, which has many spellings', [is(ip('2001:db8::1'))], undefined],
  ['errors', [is({ kind: 'outcome', value: 'errors' })], ['errorCode']],
  ['writes', [is({ kind: 'access', value: 'writes' })], undefined],
  [
    'a Region and a key: the key',
    [is({ kind: 'region', value: 'us-east-1' }), is(by('key', 'AKIAFAKE0000'))],
    ['AKIAFAKE0000'],
  ],
  ['nothing', [], undefined],
]

describe('needlesFor', () => {
  for (const [what, terms, needles] of NEEDLES) {
    it(`for ${what}`, () => expect(needlesFor(terms)).toEqual(needles))
  }
})

describe('hidesAscii', () => {
  it('is true where printable ASCII is written as an escape', () => {
    expect(hidesAscii(Buffer.from('{"a":"\\u0041lice"}'))).toBe(true)
    expect(hidesAscii(Buffer.from('{"a":"\\u000a \\u00e9 \\u007e"}'))).toBe(true)
  })

  it('is false for escapes of other characters', () => {
    expect(hidesAscii(Buffer.from('{"a":"\\u000a\\u00e9\\u2028\\u4141 u0041"}'))).toBe(false)
  })
})

function is(predicate: Predicate): Term {
  return { not: false, predicate }
}

function not(predicate: Predicate): Term {
  return { not: true, predicate }
}
