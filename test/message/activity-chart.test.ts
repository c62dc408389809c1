import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activityOf } from '../../src/answer/activity.ts'
import { totalsOf } from '../../src/find/tally.ts'
import { instant } from '../../src/lib/instant.ts'
import { activityChart, bucketLabels, sayStep, sparkline } from '../../src/message/activity-chart.ts'
import { validateBlocks } from '../../src/message/validate-blocks.ts'
import { at } from '../answer/made.ts'
import { event } from '../made/records.ts'

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'] as const

describe('the chart', () => {
  it('is one that Slack takes for any window, clock changes within it or not', () => {
    const from = fc.integer({ min: at('2014-01-01T00:00:00Z') / 1000, max: at('2026-11-01T00:00:00Z') / 1000 })
    const length = fc.oneof(fc.integer({ min: 60, max: 100_000 }), fc.integer({ min: 60, max: 400_000_000 }))
    fc.assert(
      fc.property(from, length, fc.constantFrom(...ZONES), (second, seconds, zone) => {
        const window = { from: instant(second * 1000), to: instant((second + seconds) * 1000) }
        const times = [second, second + seconds - 1].map((each) => new Date(each * 1000).toISOString())
        const totals = totalsOf(times.map((eventTime, index) => event({ eventTime, eventID: String(index) })))

        const activity = activityOf(totals, window, zone)

        expect(validateBlocks('message', [activityChart(activity, zone)])).toEqual([])
        expect(Array.from(sparkline(activity.buckets))).toHaveLength(activity.buckets.length)
      }),
      { numRuns: 300 },
    )
  })

  it('labels hours with their day and days with their month, in the zone', () => {
    const bucket = { from: at('2026-11-22T23:00:00Z'), to: at('2026-11-23T01:00:00Z'), events: 1, writes: 0, denied: 0 }

    expect(bucketLabels({ stepMinutes: 120, buckets: [bucket] }, 'Europe/Berlin')).toEqual(['Mon 23 00:00'])
    expect(bucketLabels({ stepMinutes: 1440, buckets: [bucket] }, 'UTC')).toEqual(['Sun 22 Nov'])
  })
})

it.each([
  [15, '15 minutes'],
  [60, 'hour'],
  [720, '12 hours'],
  [1440, 'day'],
  [10080, '7 days'],
])('a step of %i minutes is called %s', (minutes, said) => {
  expect(sayStep(minutes)).toBe(said)
})
