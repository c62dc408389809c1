import { describe, expect, it } from 'vitest'
import { sayReasons } from '../../src/message/parts/refusals.ts'
import { callOf } from '../../src/message/say-action.ts'
import { sayCount, sayList, sayTimes } from '../../src/message/say-count.ts'
import { sayInZone, sayUtc } from '../../src/message/say-time.ts'
import { answerOf, at, call, DENIED, eventsOf, evidenceOf } from '../answer/made.ts'

describe('times', () => {
  it.each([
    ['2026-11-23T13:02:11Z', 'Europe/Berlin', '2026-11-23 14:02:11'],
    ['2026-11-23T13:02:11.250Z', 'UTC', '2026-11-23 13:02:11'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00 +02:00'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00 +01:00'],
    ['2026-10-25T02:30:00Z', 'Europe/Berlin', '2026-10-25 03:30:00'],
    ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', '2026-04-05 01:45:00 +11:00'],
    ['2026-04-04T15:15:00Z', 'Australia/Lord_Howe', '2026-04-05 01:45:00 +10:30'],
  ])('%s in %s is %s', (moment, zone, said) => {
    expect(sayInZone(at(moment), zone)).toBe(said)
  })

  it('say that they are in UTC where they are', () => {
    expect(sayUtc(at('2026-11-23T13:02:11.250Z'))).toBe('2026-11-23 13:02:11 UTC')
  })
})

describe('reasons of a refusal', () => {
  const refused = eventsOf(call('s3:ListBuckets', DENIED), call('s3:ListBuckets', DENIED))

  it('are said without a count where one reason holds for all', () => {
    expect(answerOf(refused).refusals.map(sayReasons)).toEqual(['no identity policy allows it'])
  })

  it('are counted where not all the refused calls could be listed, or not all had it', () => {
    const evidence = { ...evidenceOf(refused), events: refused.slice(0, 1), capped: true }
    const unknown = eventsOf(call('s3:ListBuckets', DENIED), call('s3:ListBuckets', { ...DENIED, errorMessage: 'no' }))

    expect(answerOf([], { evidence }).refusals.map(sayReasons)).toEqual(['no identity policy allows it (1 of 2)'])
    expect(answerOf(unknown).refusals.map(sayReasons)).toEqual(['no identity policy allows it (1 of 2)'])
  })

  it('are said to be missing where AWS gave none', () => {
    const silent = eventsOf(call('s3:ListBuckets', { errorCode: 'AccessDenied', errorMessage: null }))

    expect(answerOf(silent).refusals.map(sayReasons)).toEqual(['reason not given'])
  })
})

it.each([
  [0, '0 events', ' ×0'],
  [1, '1 event', ''],
  [1_234_567, '1,234,567 events', ' ×1,234,567'],
])('%i is said as %s', (value, count, times) => {
  expect(sayCount(value, 'event')).toBe(count)
  expect(sayTimes(value)).toBe(times)
})

it('lists are told with an "and"', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(sayList)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})

it.each([
  ['iam.amazonaws.com', 'iam:X'],
  ['monitoring.amazonaws.com', 'cloudwatch:X'],
  ['constructor', 'constructor:X'],
  ['', ':X'],
])('a call of %s is told as %s', (source, said) => {
  expect(callOf({ source, name: 'X' })).toBe(said)
})
