import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCarrier } from '../../src/job/carrier.ts'
import type { Questions } from '../../src/job/keeping.ts'

const SHORT = 'user:Alice 2026-11-22T14:00:00Z..2026-11-23T14:00:00Z'
/** Too many different characters to be deflated into a button. */
const LONG = Array.from({ length: 40 }, (_, n) => `role:${(n * 7919).toString(36)}x${n}`).join(' ')

describe('a carried question', () => {
  it('is read as it was, fits a block_id, and is short for an ordinary question', async () => {
    const carrier = makeCarrier('secret', keeping())
    const token = await carrier.carry('T1', SHORT)

    expect(token?.length).toBeLessThan(120)
    expect(await carrier.read('T1', token ?? '')).toBe(SHORT)
  })

  it('is kept where it is too long, and still carried in a block_id', async () => {
    const kept = keeping()
    const carrier = makeCarrier('secret', kept)
    const token = await carrier.carry('T1', LONG)

    expect(token?.length).toBeLessThan(240)
    expect(kept.size()).toBe(1)
    expect(await carrier.read('T1', token ?? '')).toBe(LONG)
    expect(await makeCarrier('secret', keeping()).read('T1', token ?? '')).toBeUndefined()
  })

  it('is read on another instance with the same secret, and on none with another', async () => {
    const token = (await makeCarrier('secret', keeping()).carry('T1', SHORT)) ?? ''

    expect(await makeCarrier('secret', keeping()).read('T1', token)).toBe(SHORT)
    expect(await makeCarrier('other', keeping()).read('T1', token)).toBeUndefined()
  })

  it('is not read in another workspace', async () => {
    const carrier = makeCarrier('secret', keeping())
    for (const words of [SHORT, LONG]) {
      expect(await carrier.read('T2', (await carrier.carry('T1', words)) ?? '')).toBeUndefined()
    }
  })

  it('whatever the words, comes back the same, and with any one character changed not at all', async () => {
    const carrier = makeCarrier('secret', keeping())
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 4_000 }), fc.nat(), async (words, at) => {
        const token = (await carrier.carry('T1', words)) ?? ''
        expect(token.length).toBeLessThanOrEqual(240)
        expect(await carrier.read('T1', token)).toBe(words)
        const place = 3 + (at % (token.length - 4))
        const changed = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
        expect(await carrier.read('T1', changed)).toBeUndefined()
      }),
    )
  })

  it('anything else is no question, and throws nothing', async () => {
    const carrier = makeCarrier('secret', keeping())
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `q1.${text}`),
        ),
        async (token) => {
          expect(await carrier.read('T1', token)).toBeUndefined()
        },
      ),
    )
  })
})

function keeping(): Questions & { size(): number } {
  const kept = new Map<string, string>()
  return {
    async keep(team, words) {
      const id = `id-${kept.size}`
      kept.set(`${team}/${id}`, words)
      return id
    },
    read: async (team, id) => kept.get(`${team}/${id}`),
    size: () => kept.size,
  }
}
