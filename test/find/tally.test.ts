import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { makeTally, totalsOf } from '../../src/find/tally.ts'
import { TARGETS_KEPT } from '../../src/find/totals.ts'
import { event, roleSession } from '../made/records.ts'

let next = 0
const made = (more: object = {}): Event => event({ eventID: `id-${next++}`, ...more })

describe('totals', () => {
  it('count events, writes, errors and refusals, with first and last from the data alone', () => {
    const totals = totalsOf([
      made({ eventTime: '2026-11-23T10:05:00Z' }),
      made({ eventTime: '2026-11-23T10:01:00Z', readOnly: true }),
      made({ eventTime: '2026-11-23T10:09:00Z', errorCode: 'AccessDenied' }),
      made({ eventTime: '2026-11-23T10:07:00Z', errorCode: 'Throttling', readOnly: true }),
    ])

    expect(totals).toMatchObject({ events: 4, writes: 2, reads: 2, errors: 2, denied: 1 })
    expect(totals.first).toBe(Date.UTC(2026, 10, 23, 10, 1))
    expect(totals.last).toBe(Date.UTC(2026, 10, 23, 10, 9))
  })

  it('of nothing are zeros without first or last', () => {
    expect(totalsOf([])).toMatchObject({ events: 0, reads: 0, first: undefined, last: undefined, actions: [] })
  })

  it('keep calls with different outcomes apart and name the most frequent targets', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      made({ eventName: 'CreateUser', requestParameters: { userName: `u${i}` } }),
    )
    const again = made({ eventName: 'CreateUser', requestParameters: { userName: 'u7' } })
    const refused = made({ eventName: 'CreateUser', errorCode: 'AccessDenied' })

    const { actions } = totalsOf([...many, again, refused])

    expect(actions.map(({ events, error }) => [events, error])).toEqual([
      [31, undefined],
      [1, 'AccessDenied'],
    ])
    expect(actions[0]?.targets[0]).toEqual(['u7', 2])
    expect(actions[0]?.targets).toHaveLength(TARGETS_KEPT)
    expect(actions[0]?.targetCount).toBe(30)
  })

  it('tell the copies of one call in two accounts as one action in both', () => {
    const near = made({ sharedEventID: 's-1', userIdentity: roleSession('Deploy', 'ci') })
    const far = made({
      sharedEventID: 's-1',
      recipientAccountId: '444455556666',
      userIdentity: { type: 'AWSAccount', accountId: '111122223333', principalId: 'AROAFAKEDEPLOY:ci' },
    })

    const totals = totalsOf([far, near])

    expect(totals).toMatchObject({ events: 1, twins: 1 })
    expect(totals.actions[0]?.accounts).toEqual(['111122223333', '444455556666'])
    expect([...totals.by.actor.keys()]).toEqual(['role Deploy, session ci (111122223333)'])
  })

  it('keep two events of one account apart, whatever their sharedEventID', () => {
    expect(totalsOf([made({ sharedEventID: 's-2' }), made({ sharedEventID: 's-2' })])).toMatchObject({
      events: 2,
      twins: 0,
    })
  })

  it('are the same in whatever order the events come', () => {
    const events = fc.array(
      fc.record({
        eventName: fc.constantFrom('RunInstances', 'StopLogging'),
        errorCode: fc.constantFrom(undefined, 'AccessDenied'),
        readOnly: fc.boolean(),
        sharedEventID: fc.constantFrom(undefined, 'a', 'b'),
        recipientAccountId: fc.constantFrom('111122223333', '444455556666'),
        minute: fc.integer({ min: 10, max: 59 }),
      }),
      { maxLength: 30 },
    )

    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (rows, salt) => {
        const all = rows.map(({ minute, ...row }, i) =>
          event({ ...row, eventID: `e${i}`, eventTime: `2026-11-23T10:${minute}:00Z` }),
        )
        const shuffled = all.map((one) => [salt.next().value, one] as const).sort(([a], [b]) => a - b)

        expect(plain(totalsOf(shuffled.map(([, one]) => one)))).toEqual(plain(totalsOf(all)))
      }),
      { numRuns: 200 },
    )
  })

  it('are the same however little of them fits into memory', () => {
    const events = fc.array(
      fc.record({
        eventName: fc.constantFrom('CreateUser', 'DeleteUser'),
        errorCode: fc.constantFrom(undefined, 'AccessDenied'),
        userAgent: fc.stringMatching(/^[a-z]{1,2}$/),
        requestParameters: fc.record({ userName: fc.stringMatching(/^[a-d]{1,3}$/) }),
        sharedEventID: fc.constantFrom(undefined, 'a', 'b', 'c'),
        recipientAccountId: fc.constantFrom('111122223333', '444455556666', '777788889999'),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(events, fc.constantFrom(0, 400, 4_000), (rows, bytes) => {
        const all = rows.map((row, i) => event({ ...row, eventID: `e${i}` }))
        const tally = makeTally({ bytes })
        for (const one of all) tally.add(one)

        expect(plain(tally.finish())).toEqual(plain(totalsOf(all)))
      }),
      { numRuns: 100 },
    )
  })

  it('name the most frequent values and count the others together, in whatever order they come', () => {
    const agents = ['a', 'b', 'b', 'c', 'c', 'c', 'd', 'd']
    const all = agents.map((userAgent, i) => made({ userAgent, eventTime: `2026-11-23T10:1${i}:00Z` }))
    const some = [...all].reverse()
    for (const order of [all, some, [...some.slice(3), ...some.slice(0, 3)]]) {
      const tally = makeTally({ bytes: 1e6, named: 2 })
      for (const one of order) tally.add(one)
      const { by, rest, events } = tally.finish()

      expect(new Set(by.agent.keys())).toEqual(new Set(['c', 'b']))
      expect(rest).toEqual({
        agent: {
          values: 2,
          events: 3,
          writes: 3,
          denied: 0,
          first: Date.UTC(2026, 10, 23, 10, 10),
          last: Date.UTC(2026, 10, 23, 10, 17),
        },
      })
      expect(events).toBe(8)
    }
  })

  it('name a long-term key though thousands of temporary ones were used more', () => {
    const keys = ['ASIA1', 'ASIA1', 'ASIA2', 'ASIA2', 'AKIAIOSFODNN7EXAMPLE']
    const tally = makeTally({ bytes: 1e6, named: 2 })
    for (const accessKeyId of keys)
      tally.add(made({ userIdentity: { type: 'IAMUser', userName: 'Alice', accountId: '111122223333', accessKeyId } }))

    expect([...tally.finish().by.key.keys()].sort()).toEqual(['AKIAIOSFODNN7EXAMPLE', 'ASIA1'])
  })

  it('that an engine counted add up with those of single events', () => {
    const [one, two, three] = [
      made({ eventName: 'A' }),
      made({ eventName: 'A' }),
      made({ eventName: 'B', errorCode: 'AccessDenied' }),
    ]
    const tally = makeTally()

    tally.absorb(totalsOf([two, three]))
    tally.add(one)

    expect(tally.count()).toBe(3)
    expect(plain(tally.finish())).toEqual(plain(totalsOf([one, two, three])))
  })
})

/** Maps in a fixed order, so that two totals can be compared. */
function plain(totals: ReturnType<typeof totalsOf>): object {
  const by = Object.entries(totals.by).map(([value, counts]) => [value, Object.fromEntries(counts)])
  return { ...totals, by, quarters: Object.fromEntries(totals.quarters) }
}
