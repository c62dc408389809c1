import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeIdSet } from '../../src/find/id-set.ts'

describe('a set of ids', () => {
  it('tells the first of an id from later ones, as a Set would, whatever the form of the id', () => {
    const nearly = fc.uuid().map((id) => id.toUpperCase())
    const odd = fc.constantFrom('', '00000000-0000-0000-0000-000000000000', 'dEXAMPLE-1', 'sha256:ff')
    const tight = fc
      .integer({ min: 1, max: 40 })
      .map((n) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`)
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uuid(), nearly, odd, tight), { size: '+1' }), (ids) => {
        const seen = new Set<string>()
        const held = makeIdSet()
        for (const id of ids) {
          expect(held.add(id)).toBe(!seen.has(id))
          seen.add(id)
        }
      }),
    )
  })

  it('holds many', () => {
    const held = makeIdSet()
    const ids = Array.from({ length: 20_000 }, () => randomUUID())
    expect(ids.every((id) => held.add(id))).toBe(true)
    expect(ids.some((id) => held.add(id))).toBe(false)
  })
})
