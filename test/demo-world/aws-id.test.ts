import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeAwsId } from '../../demo/world/aws-id.ts'
import { makeRandom } from '../../demo/world/random.ts'

test('a key has the account in it, where AWS puts it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer(), (number, seed) => {
      const account = String(number).padStart(12, '0')

      const key = makeAwsId('ASIA', account, makeRandom(seed))

      expect(key).toMatch(/^ASIA[A-Z2-7]{16}$/)
      expect(accountOf(key)).toBe(account)
    }),
  )
})

test.each([
  ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
  ['AROASXLWWOM4TZXHTA6HN', '187616883513'],
])('the reading that this test trusts is right about the published example %s', (id, account) => {
  expect(accountOf(id)).toBe(account)
})

/** The first 48 bits after the prefix, less the topmost and the lowest seven. */
function accountOf(key: string): string {
  let bits = 0n
  for (const letter of key.slice(4, 14)) bits = bits * 32n + BigInt('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
  return String(((bits >> 2n) & 0x7fffffffff80n) >> 7n).padStart(12, '0')
}
