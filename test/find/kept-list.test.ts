import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeKeptList, newestFirst } from '../../src/find/kept-list.ts'
import { event } from '../made/records.ts'

describe('a list that keeps its newest', () => {
  it('keeps the same ones whatever the order they come in, and tells whether any were let go', () => {
    const minutes = fc.array(fc.integer({ min: 10, max: 30 }), { maxLength: 60 })
    fc.assert(
      fc.property(minutes, fc.nat(20), (all, size) => {
        const events = all.map((minute, i) => event({ eventID: `e${i}`, eventTime: `2026-11-23T10:${minute}:00Z` }))
        const kept = makeKeptList(size)
        for (const one of events) kept.add(one)

        expect(kept.list()).toEqual(events.toSorted(newestFirst).slice(0, size))
        expect(kept.dropped()).toBe(events.length > size)
      }),
    )
  })
})
