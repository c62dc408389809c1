import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSeal, Unsealed } from '../../src/lib/seal.ts'

const KEYS = ['one', 'two', 'three'].map((name) => createHash('sha256').update(name).digest('base64'))
const [ONE = '', TWO = '', THREE = ''] = KEYS

describe('a seal', () => {
  const seal = makeSeal([ONE], randomBytes)

  test('whatever the text and the place, what was sealed opens as it was, and shows nothing of it', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(any, fc.array(any, { maxLength: 3 }), (text, place) => {
        const sealed = seal.seal(text, place)

        expect(seal.open(sealed, place)).toBe(text)
        expect(sealed).toMatch(/^v1\.[0-9a-f]{12}\.[\w-]+$/)
        expect(seal.seal(text, place)).not.toBe(sealed)
        expect(Buffer.byteLength(text) > 8 && Buffer.from(sealed.slice(16), 'base64url').includes(text)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  test('with any one character changed, left out or added, it does not open', () => {
    const sealed = seal.seal('xoxb-fake', ['a', 'b'])
    const letters = 'ABCXYZabcxyz0189-_.='.split('')
    for (let at = 0; at < sealed.length; at += 1) {
      for (const letter of letters) {
        if (sealed[at] === letter) continue
        expect(() => seal.open(sealed.slice(0, at) + letter + sealed.slice(at + 1), ['a', 'b'])).toThrow(Unsealed)
      }
      expect(() => seal.open(sealed.slice(0, at) + sealed.slice(at + 1), ['a', 'b'])).toThrow(Unsealed)
    }
    for (const more of ['A', '=', '.', '\n']) expect(() => seal.open(sealed + more, ['a', 'b'])).toThrow(Unsealed)
  })

  test.each([[['a']], [['b', 'a']], [['a', 'b', '']], [['a,b']], [[]]])(
    'in another place (%j) it does not open',
    (place) => {
      const sealed = seal.seal('text', ['a', 'b'])

      expect(() => seal.open(sealed, place)).toThrow(expect.objectContaining({ why: 'changed' }) as Error)
    },
  )

  test('a new key seals, and the old one still opens what was sealed with it', () => {
    const before = seal.seal('text', ['a'])
    const after = makeSeal([TWO, ONE], randomBytes)

    expect(after.open(before, ['a'])).toBe('text')
    expect(makeSeal([TWO], randomBytes).open(after.seal('text', ['a']), ['a'])).toBe('text')
    expect(() => makeSeal([THREE, TWO], randomBytes).open(before, ['a'])).toThrow(
      expect.objectContaining({ why: 'another key' }) as Error,
    )
  })

  test('without a key, or with one that is no 32 bytes, nothing is sealed', () => {
    expect(() => makeSeal([], randomBytes)).toThrow(RangeError)
    expect(() => makeSeal(['c2hvcnQ='], randomBytes).seal('text', [])).toThrow(RangeError)
  })
})
