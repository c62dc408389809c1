import { describe, expect, it } from 'vitest'
import { bytesEach, chargeFor, costOf, estimateScan, type Known } from '../../../src/backends/athena/estimate.ts'
import { countPartitions, partitionsOf } from '../../../src/backends/athena/partitions.ts'
import { at, searchFor, TABLE } from './searches.ts'

const DAY = 86_400_000
const NOW = at('2026-11-23T18:00:00Z')
const HELD = {
  ...TABLE,
  accounts: ['111122223333', '444455556666'],
  regions: ['us-east-1', 'eu-central-1', 'eu-west-1'],
}
const SEARCH = searchFor([], { window: { from: at('2026-11-21T00:15:00Z'), to: at('2026-11-22T00:00:00Z') } })
const NOTHING: Known = { past: [], bytesEach: undefined, dollarsPerTerabyte: undefined }

describe('what is going to be read', () => {
  it.each([
    ['all of the table', {}, 3 * 2 * 3],
    ['one account', { account: '111122223333' }, 3 * 3],
    ['one account and Region', { account: '111122223333', region: 'us-east-1' }, 3],
    ['a window that ends now: tomorrow has no logs yet', { window: { from: at('2026-11-23T01:00:00Z'), to: NOW } }, 6],
    ['a window before there was anything', { window: { from: NOW, to: at('2027-01-01T00:00:00Z') } }, 6],
  ])('%s', (_, more, partitions) => {
    expect(countPartitions(partitionsOf({ ...SEARCH, ...more }, HELD, DAY), NOW)).toBe(partitions)
  })

  it('is not known of a table that was never asked', () => {
    expect(estimateScan(partitionsOf(SEARCH, HELD, DAY), NOTHING, NOW)).toEqual({ partitions: 18, cost: undefined })
  })

  it('goes by what a day of it takes, and rather by what queries really read', () => {
    const partitions = partitionsOf({ ...SEARCH, account: '111122223333' }, HELD, DAY)
    const each = bytesEach({ ...HELD, bytesPerDay: 6_000_000_000 })
    const past = [
      { partitions: 10, bytes: 2_000_000_000 },
      { partitions: 30, bytes: 10_000_000_000 },
      { partitions: 0, bytes: 5 },
    ]

    expect(estimateScan(partitions, { ...NOTHING, bytesEach: each }, NOW).cost?.bytes).toBe(9_000_000_000)
    expect(estimateScan(partitions, { ...NOTHING, bytesEach: each, past }, NOW).cost?.bytes).toBe(2_700_000_000)
    expect(bytesEach(HELD)).toBeUndefined()
  })
})

describe('what it costs', () => {
  it.each([
    [0, 0.000_05],
    [1, 0.000_05],
    [10_000_000, 0.000_05],
    [1_200_000_000, 0.006],
    [1e12, 5],
  ])('%d bytes', (bytes, dollars) => {
    expect(costOf(bytes)).toEqual({ bytes, dollars })
  })

  it('is by another price where there is one', () => {
    expect(costOf(1e12, 6.75).dollars).toBe(6.75)
  })

  it('is nothing for a query that failed, was cancelled before it read anything, or gave an earlier result again', () => {
    const gap = { reason: 'failed', where: '', detail: '', count: 1 } as const
    const free = { bytes: 0, dollars: 0 }

    expect(chargeFor({ kind: 'failed', gap, bytes: undefined, mayRetry: false })).toEqual(free)
    expect(chargeFor({ kind: 'failed', gap, bytes: 0, mayRetry: false })).toEqual(free)
    expect(chargeFor({ kind: 'succeeded', queryId: '1', bytes: 7, reused: true })).toEqual(free)
    expect(chargeFor({ kind: 'failed', gap, bytes: 1e12, mayRetry: false }).dollars).toBe(5)
    expect(chargeFor({ kind: 'succeeded', queryId: '1', bytes: 0, reused: false }).dollars).toBeGreaterThan(0)
  })
})
