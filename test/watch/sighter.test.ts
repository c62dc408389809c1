import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { Term } from '../../src/question/question.ts'
import { pause } from '../../src/watch/hold.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import { makeSighter, settleFirsts } from '../../src/watch/sighter.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { event, roleSession } from '../made/records.ts'

const NOW = instant(Date.parse('2026-11-23T10:05Z'))
const ALICE: Term = { not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } }
const ANYONE: Term = { not: false, predicate: { kind: 'account', value: '111122223333' } }

const watch = (id: string, more: Partial<Watch> = {}): Watch => ({
  team: 'T00FAKE',
  id,
  channel: 'C0FAKE',
  owner: 'U0FAKE',
  terms: [ALICE],
  urgency: { kind: 'each' },
  since: instant(Date.parse('2026-11-23T09:00Z')),
  mutes: [],
  ...more,
})
const see = (watches: readonly Watch[], of = event(), caughtUp = false) =>
  makeSighter(watches, settings, NOW, caughtUp).see(of)

describe('a sighting', () => {
  test('is one for each channel, however many of its watches ask, the most urgent first', () => {
    const seen = see([
      watch('daily', { urgency: { kind: 'daily', hour: 9, zone: 'UTC' } }),
      watch('each'),
      watch('elsewhere', { channel: 'C0OTHER', urgency: { kind: 'hourly' } }),
    ])

    expect(seen.map(({ channel, sighting }) => [channel, sighting.watches, sighting.lane])).toEqual([
      ['C0FAKE', ['each', 'daily'], 'now'],
      ['C0OTHER', ['elsewhere'], 'later:elsewhere'],
    ])
  })

  test('is not made of what was before the watch, what is muted, or what it does not ask for', () => {
    const writes: Term = { not: false, predicate: { kind: 'event', value: 'RunInstances', prefix: false } }

    expect(see([watch('w', { since: NOW })])).toEqual([])
    expect(see([watch('w', { mutes: [[writes, ALICE]] })])).toEqual([])
    expect(
      see([watch('w', { mutes: [[writes, { not: false, predicate: { kind: 'region', value: 'us-east-1' } }]] })]),
    ).toHaveLength(1)
    expect(see([watch('w', { urgency: { kind: 'stands-out' } })])).toEqual([])
    expect(see([watch('w', { ended: NOW })])).toEqual([])
  })

  test('of what stands out is told at once by a daily watch too', () => {
    const stop = event({ eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' })
    const [seen] = see([watch('daily', { urgency: { kind: 'daily', hour: 9, zone: 'UTC' } })], stop)

    expect(seen?.sighting.lane).toBe('now')
    expect(seen?.sighting.standsOut).toContain('trail-changed')
  })

  test('waits with a paused watch, unless another one may tell it', () => {
    const paused = pause(watch('paused'), NOW, undefined)

    expect(see([paused])[0]?.sighting.lane).toBe('held:paused')
    expect(see([paused, watch('w')])[0]?.sighting).toMatchObject({ lane: 'now', watches: ['w', 'paused'] })
  })

  test('is late where the event is, and not where we were', () => {
    const old = event({ eventTime: '2026-11-23T09:30:00Z' })

    expect(see([watch('w')], old)[0]?.sighting.late).toBe(true)
    expect(see([watch('w')], old, true)[0]?.sighting.late).toBe(false)
    expect(see([watch('w')])[0]?.sighting.late).toBe(false)
  })

  test('has one key for the copies of one call in several accounts', () => {
    const copies = ['a', 'b'].map(
      (eventID) => see([watch('w')], event({ eventID, sharedEventID: 'shared' }))[0]?.sighting.key,
    )

    expect(copies).toEqual(['shared', 'shared'])
  })

  test('is not made of the bot’s own looking for who watches everybody: each telling would bring the next', () => {
    const look = event({
      userIdentity: roleSession('Reader', 'whodid-U0FAKE'),
      eventName: 'LookupEvents',
      readOnly: true,
    })
    const change = event({
      userIdentity: roleSession('Reader', 'whodid-U0FAKE'),
      eventName: 'DeleteTrail',
      readOnly: false,
    })
    const byName: Term = {
      not: false,
      predicate: { kind: 'identity', by: 'session', value: 'whodid-U0FAKE', prefix: false },
    }

    expect(see([watch('w', { terms: [ANYONE] })], look)).toEqual([])
    expect(see([watch('w', { terms: [ANYONE] })], change)).toHaveLength(1)
    expect(see([watch('w', { terms: [byName] })], look)).toHaveLength(1)
  })

  test('stays small, whatever the record says', () => {
    const long = 'x'.repeat(100_000)
    const [seen] = see(
      [watch('w')],
      event({ eventName: long, errorCode: long, sourceIPAddress: long, requestParameters: { bucketName: long } }),
    )

    expect(JSON.stringify(seen?.sighting).length).toBeLessThan(2_500)
  })

  test('a watch that cannot be read does not keep the others from seeing, and is named', () => {
    const bad = watch('bad', {
      mutes: [[{ not: false, predicate: { kind: 'identity', by: 'person', value: 'U', prefix: false } }]],
    })
    const sighter = makeSighter([bad, watch('w')], settings, NOW, false)

    expect(sighter.broken.map(({ id }) => id)).toEqual(['bad'])
    expect(sighter.see(event())).toHaveLength(1)
  })
})

test('a first time is told for those to whom it is one', () => {
  const [candidate] = see([watch('first', { urgency: { kind: 'first' } }), watch('w')])
  if (candidate === undefined) throw new Error('nothing was seen')

  expect(settleFirsts(candidate, ['first'])?.watches).toEqual(['first', 'w'])
  expect(settleFirsts(candidate, [])?.watches).toEqual(['w'])
  expect(settleFirsts({ ...candidate, sighting: { ...candidate.sighting, watches: ['first'] } }, [])).toBeUndefined()
})
