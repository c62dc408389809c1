import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { isSameAsked, sayWatch } from '../../src/watch/say-watch.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import { makeTellings } from '../../src/watch/tellings.ts'
import type { Urgency, Watch } from '../../src/watch/watch.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))
const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: [] }
const URGENCIES: readonly Urgency[] = [
  { kind: 'each' },
  { kind: 'hourly' },
  { kind: 'daily', hour: 9, zone: 'Europe/Berlin' },
  { kind: 'stands-out' },
  { kind: 'first' },
]

describe('the command of a watch', () => {
  const names = [
    'Alice',
    'each',
    'daily',
    'first',
    'hourly 9',
    'watch',
    'not',
    '<@U1>',
    'a"b',
    '9',
    'writes',
    'ali*',
    '',
  ]
  const term = fc.oneof(
    fc
      .oneof(fc.constantFrom(...names), fc.string({ maxLength: 40 }))
      .map((value) => ({ kind: 'identity', by: 'name', value: value.trim() || 'x', prefix: false }) as const),
    fc.constantFrom('writes' as const, 'reads' as const).map((value) => ({ kind: 'access', value }) as const),
    fc.constantFrom('PutObject', 'daily').map((value) => ({ kind: 'event', value, prefix: true }) as const),
  )

  it('sets the very same watch', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ not: fc.boolean(), predicate: term }), { maxLength: 5 }),
        fc.constantFrom(...URGENCIES),
        (terms, urgency) => {
          const reading = readQuestion(sayWatch({ terms, urgency }), CONTEXT)
          if (reading.kind !== 'watch') throw new Error(JSON.stringify(reading))
          const read = { terms: reading.asked.question.terms, urgency: withZone(reading.urgency) }
          expect(read).toEqual({ terms, urgency })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('says whether two are of the same in the same channel, however soon they tell', () => {
    const one = { channel: 'C1', terms: [{ not: false, predicate: { kind: 'access', value: 'writes' } }] } as const
    expect(isSameAsked(one, { ...one })).toBe(true)
    expect(isSameAsked(one, { ...one, channel: 'C2' })).toBe(false)
    expect(isSameAsked(one, { ...one, via: ['athena'] })).toBe(false)
    expect(isSameAsked(one, { ...one, terms: [] })).toBe(false)
  })
})

describe('how many messages a watch would have been', () => {
  const event = (minute: number, who = 'Alice', stands = false, name = 'RunInstances') => ({
    time: instant(NOW + minute * 60_000),
    who,
    name,
    stands,
  })
  const burst = Array.from({ length: 21 }, () => event(0))
  it.each([
    ['each: one for each identity and look', 'each', [event(0), event(1), event(1, 'Bob'), event(5)], [4, 0, 3]],
    ['each: a burst is one digest', 'each', burst, [21, 0, 1]],
    ['hourly: one for each hour', 'hourly', [event(0), event(50), event(60), event(61)], [4, 0, 2]],
    ['hourly: what stands out is told at once', 'hourly', [event(0), event(1, 'Alice', true)], [2, 1, 2]],
    ['daily: one for each day', 'daily', [event(0), event(600), event(60 * 23)], [3, 0, 2]],
    ['stands-out: nothing else', 'stands-out', [event(0), event(1, 'Alice', true)], [1, 1, 1]],
    ['first: each call of an identity once', 'first', [event(0), event(9), event(9, 'Bob')], [2, 0, 2]],
    ['nothing', 'each', [], [0, 0, 0]],
  ] as const)('%s', (_, kind, events, [all, standOut, messages]) => {
    const urgency = URGENCIES.find((each) => each.kind === kind)!
    const tellings = makeTellings(urgency, WATCH_SETTINGS)
    for (const each of events) tellings.add(each)
    expect(tellings.count()).toEqual({ events: all, standOut, messages })
  })
})

function withZone(said: { readonly kind: Watch['urgency']['kind']; readonly hour?: number }): object {
  return said.kind === 'daily' ? { ...said, zone: 'Europe/Berlin' } : said
}
