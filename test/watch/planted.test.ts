import { afterEach, describe, expect, test } from 'vitest'
import { MISTAKES, PLAIN } from './sim/mistakes.ts'
import { plant, type Planted } from './sim/planted.ts'
import { simulate } from './sim/simulate.ts'

const SEEDS = 200

let planted: Planted | undefined
afterEach(() => planted?.remove())

describe('a mistake in the engine is found in at most two hundred seeds:', () => {
  test.each(MISTAKES)('$name', async (mistake) => {
    planted = await plant(mistake)
    let found: readonly string[] = []
    for (let seed = 0; seed < SEEDS && found.length === 0; seed += 1) {
      found = await simulate(seed, { ...PLAIN, ...mistake.faults }, planted)
    }

    expect(found.join('\n')).toMatch(mistake.harm)
  })
})

test('what the engine is put through there does it no harm without the mistake', async () => {
  for (const { name, faults } of MISTAKES) {
    for (let seed = 0; seed < 6; seed += 1) {
      expect([name, seed, await simulate(seed, { ...PLAIN, ...faults })]).toEqual([name, seed, []])
    }
  }
}, 60_000)
