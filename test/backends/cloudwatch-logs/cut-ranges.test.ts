import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesOf } from '../../../src/backends/cloudwatch-logs/cut-ranges.ts'
import { instant } from '../../../src/lib/instant.ts'

const WINDOW = { from: instant(0), to: instant(200_000) }

test('times near each other are one range, the newest range first', () => {
  expect(rangesOf([5_000, 100_000, 4_500], WINDOW)).toEqual([
    { from: 100_000, to: 100_001 },
    { from: 4_500, to: 5_001 },
  ])
})

test('where a time is not known, the whole window is read', () => {
  expect(rangesOf([5_000, undefined], WINDOW)).toEqual([WINDOW])
})

test('every time is in a range, and there are not too many', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 199_999 }), { minLength: 1, maxLength: 1_000 }), (times) => {
      const ranges = rangesOf(times, WINDOW)

      expect(ranges.length).toBeLessThanOrEqual(201)
      for (const time of times) expect(ranges.some(({ from, to }) => time >= from && time < to)).toBe(true)
    }),
  )
})
