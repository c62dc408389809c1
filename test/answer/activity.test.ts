import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activityOf } from '../../src/answer/activity.ts'
import { totalsOf } from '../../src/find/tally.ts'
import { instant } from '../../src/lib/instant.ts'
import { event } from '../made/records.ts'
import { at } from './made.ts'

describe('activity over time', () => {
  it.each([
    ['2026-11-23T13:00:00Z', '2026-11-23T14:00:00Z', 15, 4],
    ['2026-11-22T14:00:00Z', '2026-11-23T14:00:00Z', 120, 13],
    ['2026-11-16T14:00:00Z', '2026-11-23T14:00:00Z', 720, 15],
    ['2026-10-23T14:00:00Z', '2026-11-23T14:00:00Z', 2880, 16],
    ['2014-01-01T00:00:00Z', '2026-11-23T14:00:00Z', 365 * 1440, 13],
  ])('from %s to %s has steps of %i minutes', (from, to, step, buckets) => {
    const activity = activityOf(
      totalsAt(from, new Date(at(to) - 1000).toISOString()),
      { from: at(from), to: at(to) },
      'Europe/Berlin',
    )

    expect(activity.stepMinutes).toBe(step)
    expect(activity.buckets).toHaveLength(buckets)
  })

  it('begins its days at midnight of the zone, also where the clock changes', () => {
    const window = { from: at('2026-10-20T00:00:00Z'), to: at('2026-10-31T00:00:00Z') }

    const { buckets } = activityOf(totalsAt('2026-10-20T10:00:00Z', '2026-10-30T10:00:00Z'), window, 'Europe/Berlin')

    const starts = buckets.map(({ from }) => new Date(from).toISOString().slice(11, 16))
    expect(new Set(starts)).toEqual(new Set(['22:00', '23:00']))
  })

  it('shows the part where it happened, where that is a small part of a long window', () => {
    const window = { from: at('2026-11-01T00:00:00Z'), to: at('2026-11-23T00:00:00Z') }

    const { buckets, stepMinutes } = activityOf(totalsAt('2026-11-10T10:00:00Z', '2026-11-10T11:00:00Z'), window, 'UTC')

    expect(stepMinutes).toBe(15)
    expect(buckets[0]?.from).toBe(at('2026-11-10T10:00:00Z'))
  })

  it('is empty where nothing happened', () => {
    expect(activityOf(totalsOf([]), { from: instant(0), to: instant(1) }, 'UTC').buckets).toEqual([])
  })

  it('has at most 20 even steps, each after the other, and every event in one of them', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    )
    const moments = fc.integer({ min: at('2014-01-01T00:00:00Z') / 1000, max: at('2027-01-01T00:00:00Z') / 1000 })
    fc.assert(
      fc.property(
        fc.array(moments, { minLength: 3, maxLength: 12 }),
        zones,
        fc.integer({ min: 1, max: 40_000_000 }),
        (seconds, zone, length) => {
          const near = seconds.map((second) => (seconds[0] ?? 0) + (second % length))
          const times = near.map((second) => new Date(second * 1000).toISOString())
          const window = { from: instant((seconds[0] ?? 0) * 1000), to: instant(((seconds[0] ?? 0) + length) * 1000) }

          const { buckets } = activityOf(totalsAt(...times), window, zone)

          expect(buckets.length).toBeGreaterThan(0)
          expect(buckets.length).toBeLessThanOrEqual(20)
          expect(buckets.reduce((sum, bucket) => sum + bucket.events, 0)).toBe(times.length)
          for (const bucket of buckets) expect(bucket.to).toBeGreaterThan(bucket.from)
          expect(buckets.slice(1).map(({ from }) => from)).toEqual(buckets.slice(0, -1).map(({ to }) => to))
        },
      ),
      { numRuns: 300 },
    )
  })
})

function totalsAt(...times: readonly string[]) {
  return totalsOf(times.map((eventTime, index) => event({ eventTime, eventID: `event-${index}` })))
}
