import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant, sayInstant } from '../../src/lib/instant.ts'
import { lastDigest } from '../../src/watch/digest-due.ts'

const at = (text: string) => instant(Date.parse(text))

describe('a daily digest', () => {
  const days: readonly (readonly [what: string, zone: string, hour: number, now: string, last: string])[] = [
    ['in summer', 'Europe/Berlin', 9, '2026-06-10T08:00Z', '2026-06-10T07:00:00Z'],
    ['not yet today', 'Europe/Berlin', 9, '2026-06-10T06:59:59Z', '2026-06-09T07:00:00Z'],
    ['on the moment', 'Europe/Berlin', 9, '2026-06-10T07:00:00Z', '2026-06-10T07:00:00Z'],
    ['after the clocks went forward', 'Europe/Berlin', 9, '2026-03-29T12:00Z', '2026-03-29T07:00:00Z'],
    ['before they did', 'Europe/Berlin', 9, '2026-03-28T12:00Z', '2026-03-28T08:00:00Z'],
    ['at an hour that they skip', 'Europe/Berlin', 2, '2026-03-29T12:00Z', '2026-03-29T01:00:00Z'],
    ['at an hour that they show twice', 'Europe/Berlin', 2, '2026-10-25T12:00Z', '2026-10-25T00:00:00Z'],
    ['the second time they show it', 'Europe/Berlin', 2, '2026-10-25T01:30Z', '2026-10-25T00:00:00Z'],
    ['on the other side of the date line', 'Pacific/Auckland', 9, '2026-06-09T22:00Z', '2026-06-09T21:00:00Z'],
    ['in a zone of half hours', 'Asia/Kolkata', 9, '2026-06-10T12:00Z', '2026-06-10T03:30:00Z'],
    ['at midnight', 'America/New_York', 0, '2026-11-01T12:00Z', '2026-11-01T04:00:00Z'],
    ['in a zone that nobody knows', 'Mars/Olympus', 9, '2026-06-10T12:00Z', '2026-06-10T09:00:00Z'],
  ]
  test.each(days)('%s', (_, zone, hour, now, last) => {
    const found = lastDigest({ kind: 'daily', zone, hour }, at(now))

    expect(found === undefined ? undefined : sayInstant(found)).toBe(last)
  })

  test('is never in the future, never more than 25 hours ago, and never goes back', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC')
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') })
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 23 }), moment, fc.nat(3_600_000), (zone, hour, now, later) => {
        const last = lastDigest({ kind: 'daily', zone, hour }, instant(now)) ?? 0
        const next = lastDigest({ kind: 'daily', zone, hour }, instant(now + later)) ?? 0
        expect(last).toBeLessThanOrEqual(now)
        expect(now - last).toBeLessThanOrEqual(26 * 3_600_000)
        expect(next).toBeGreaterThanOrEqual(last)
      }),
    )
  })
})

test('an hourly digest comes on the full hour, and the other urgencies have none', () => {
  expect(lastDigest({ kind: 'hourly' }, at('2026-06-10T10:59:59Z'))).toBe(at('2026-06-10T10:00:00Z'))
  for (const kind of ['each', 'stands-out', 'first'] as const) {
    expect(lastDigest({ kind }, at('2026-06-10T10:00Z'))).toBeUndefined()
  }
})
