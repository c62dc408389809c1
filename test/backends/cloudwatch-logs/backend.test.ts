import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { AwsGap } from '../../../src/aws/aws-gap.ts'
import { type CloudWatchLogsOptions, makeCloudWatchLogs } from '../../../src/backends/cloudwatch-logs/backend.ts'
import { GAP_REASONS } from '../../../src/find/backend.ts'
import { instant } from '../../../src/lib/instant.ts'
import type { Predicate } from '../../../src/question/question.ts'
import { roleSession } from '../../made/records.ts'
import { ACCOUNT, all, DELIVERY, fakeLogs, GROUP, INFREQUENT, NOW, searchOf } from './fake-logs.ts'

const open: { close(): void }[] = []

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  for (const one of open.splice(0)) one.close()
})

const ALICE = { not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } } as const
const calls = (value: string) => ({ not: false, predicate: { kind: 'event', value, prefix: false } as Predicate })
const bob = { userIdentity: { type: 'IAMUser', userName: 'bob' } }
const signal = () => new AbortController().signal

function make(settings: Parameters<typeof fakeLogs>[0] = {}, options: Partial<CloudWatchLogsOptions> = {}) {
  const logs = fakeLogs(settings)
  open.push(logs.aws)
  const backend = makeCloudWatchLogs({ aws: logs.aws, clock: logs.clock, groups: [GROUP], ...options })
  return { logs, backend }
}

describe.each(['filter', 'query'] as const)('by %s:', (way) => {
  test('what holds comes back, once, with every message in the ledger', async () => {
    const { logs, backend } = make({ pageSize: 2 }, { way })
    logs.put('2026-11-23T10:00:00Z')
    logs.put('2026-11-23T10:01:00Z', { eventID: 'event-0' })
    logs.put('2026-11-23T10:02:00Z', { userIdentity: roleSession('Admin', 'Alice') })
    logs.put('2026-11-23T10:03:00Z', bob)
    logs.put('2026-11-23T10:04:00Z', { requestParameters: { userName: 'Alice' }, ...bob })
    logs.put('2026-11-23T10:05:00Z', { eventTime: undefined })
    const found = await all(backend.search(searchOf({ keep: [ALICE] }), signal()))

    expect(found.ids).toEqual(['event-0', 'event-2'])
    expect(found.gaps).toEqual([])
    expect(found.records).toBe(found.events + found.unreadable + found.duplicates)
    expect([found.duplicates, found.unreadable]).toEqual([1, 1])
    expect(found.looked).toEqual([`${ACCOUNT}/eu-central-1`, `${ACCOUNT}/us-east-1`])
  })

  test('a window holds its first millisecond and not its end', async () => {
    const { logs, backend } = make({}, { way })
    for (const at of [NOW - 7_200_001, NOW - 7_200_000, NOW - 3_600_001, NOW - 3_600_000]) logs.put(at)
    const window = { from: instant(NOW - 7_200_000), to: instant(NOW - 3_600_000) }

    expect((await all(backend.search(searchOf({ window }), signal()))).ids).toEqual(['event-1', 'event-2'])
  })

  test('an event that was delivered, and stamped, after the window is found by its own time', async () => {
    const { logs, backend } = make({}, { way })
    logs.put('2026-11-23T08:12:00Z', { eventTime: '2026-11-23T07:59:59Z' })
    logs.put('2026-11-23T08:12:00Z', { eventTime: '2026-11-23T08:00:00Z' })
    const window = { from: instant(NOW - 5 * 3_600_000), to: instant(NOW - 4 * 3_600_000) }

    expect((await all(backend.search(searchOf({ window }), signal()))).ids).toEqual(['event-0'])
  })

  test('a group that holds an organization is narrowed to the account and Region that were asked for', async () => {
    const { logs, backend } = make({}, { way, groups: [{ ...GROUP, organizationTrail: true }] })
    const mentions = { requestParameters: { account: '444455556666', region: 'eu-central-1' } }
    logs.put('2026-11-23T10:00:00Z', { recipientAccountId: '444455556666' })
    logs.put('2026-11-23T10:00:00Z', { recipientAccountId: '444455556666', awsRegion: 'us-west-2', ...mentions })
    logs.put('2026-11-23T10:00:00Z', mentions)
    const part = searchOf({ account: '444455556666', region: 'eu-central-1' })

    expect((await all(backend.search(part, signal()))).ids).toEqual(['event-0'])
    expect((await all(backend.search(searchOf({ account: undefined }), signal()))).ids).toHaveLength(3)
  })

  test('what a log group has dropped is a gap, and the rest is looked at', async () => {
    const { logs, backend } = make({}, { way, groups: [{ ...GROUP, retentionDays: 1 }] })
    logs.put('2026-11-23T10:00:00Z')
    const window = { from: instant(NOW - 10 * 86_400_000), to: instant(NOW) }
    const found = await all(backend.search(searchOf({ window }), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toMatchObject([{ reason: 'retention', detail: expect.stringContaining('keeps 1 days') }])
  })

  test('pages before a failure are kept, and the gap names the role and what it lacks', async () => {
    const operation = way === 'filter' ? 'FilterLogEvents' : 'GetQueryResults'
    const { logs, backend } = make({ pageSize: 2, statuses: ['Complete'] }, { way })
    for (const minute of [1, 2, 3]) logs.put(`2026-11-23T10:0${minute}:00Z`)
    logs.fail(operation, 'AccessDeniedException', {
      after: 1,
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/whodid-read/whodid-U00FAKE is not authorized to perform: logs:${operation}`,
    })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-1', 'event-2'])
    expect(found.gaps).toEqual([
      {
        reason: 'denied',
        where: GROUP.place,
        detail: `The role whodid-read lacks logs:${operation}: allow it in its policy.`,
        count: 1,
      },
    ])
  })

  it.each([
    ['ThrottlingException', 'throttled'],
    ['ResourceNotFoundException', 'missing'],
    ['ServiceUnavailableException', 'failed'],
    ['UnrecognizedClientException', 'denied'],
    ['InvalidParameterException', 'failed'],
  ])('%s is a gap: %s', async (name, reason) => {
    const { logs, backend } = make({}, { way })
    logs.fail(way === 'filter' ? 'FilterLogEvents' : 'StartQuery', name)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.gaps.map((gap) => gap.reason)).toEqual([reason])
    expect(GAP_REASONS).toContain(reason)
  })

  test('an account that cannot be entered is a gap', async () => {
    const { logs } = make()
    const aws = { ...logs.aws, logs: () => Promise.reject(new AwsGap('denied', 'The role whodid-read refuses us.')) }
    const backend = makeCloudWatchLogs({ aws, clock: logs.clock, groups: [GROUP], way })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.gaps).toMatchObject([{ reason: 'denied', detail: 'The role whodid-read refuses us.' }])
  })

  test('what may work the next time is tried again', async () => {
    const { logs, backend } = make({}, { way })
    logs.put('2026-11-23T10:00:00Z')
    logs.fail(way === 'filter' ? 'FilterLogEvents' : 'StartQuery', 'ServiceUnavailableException', { times: 2 })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toEqual([])
  })

  test('a throttle is waited out', async () => {
    const { logs, backend } = make({}, { way })
    logs.put('2026-11-23T10:00:00Z')
    logs.fail(way === 'filter' ? 'FilterLogEvents' : 'GetQueryResults', 'ThrottlingException', { times: 3 })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toEqual([])
    expect(logs.slept).toEqual(expect.arrayContaining([1000, 2000, 4000]))
  })

  test.each([
    ['cancelled', undefined],
    ['timeout', new DOMException('too long', 'TimeoutError')],
  ])('an end from outside is a gap at once: %s', async (reason, cause) => {
    const { logs, backend } = make({ pageSize: 1, statuses: ['Running'] }, { way })
    for (let at = 1; at < 10; at++) logs.put(`2026-11-23T10:0${at}:00Z`)
    const stop = new AbortController()
    const clock = {
      now: logs.clock.now,
      async sleep(ms: number) {
        if (logs.told.length < 3) return logs.clock.sleep(ms)
        stop.abort(cause)
        return new Promise<void>(() => {})
      },
    }
    const stopped = makeCloudWatchLogs({ aws: logs.aws, clock, groups: [GROUP], way })
    const found = await all(stopped.search(searchOf(), stop.signal))

    expect(backend.name).toBe('cloudwatch-logs')
    expect(found.gaps).toMatchObject([{ reason }])
    expect(logs.of('StopQuery')).toEqual(way === 'query' ? [{ queryId: 'query-1' }] : [])
  })

  test('calls are made no quicker than AWS allows, all questions of a backend together', async () => {
    const { logs, backend } = make({ pageSize: 1, statuses: ['Complete'] }, { way })
    for (let at = 0; at < 20; at++) logs.put(NOW - 60_000 + at)
    await Promise.all([all(backend.search(searchOf(), signal())), all(backend.search(searchOf(), signal()))])

    const operation = way === 'filter' ? 'FilterLogEvents' : 'GetQueryResults'
    const times = logs.told.filter((one) => one.operation === operation).map(({ at }) => at)
    const perSecond = way === 'filter' ? 25 : 10
    expect(times.length).toBeGreaterThanOrEqual(40)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(((times.length - 1) / perSecond) * 1000)
  })
})

describe('by filter:', () => {
  test('empty pages are walked through until there is no token', async () => {
    const { logs, backend } = make({ pageSize: 2 })
    for (const minute of [1, 2, 3, 4]) logs.put(`2026-11-23T10:0${minute}:00Z`)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toHaveLength(4)
    expect(logs.of('FilterLogEvents').map(({ nextToken }) => nextToken)).toEqual([undefined, '2', '4'])
  })

  test('a later page is asked for with all that the first was asked for with', async () => {
    const { logs, backend } = make({ pageSize: 1 })
    logs.put('2026-11-23T10:00:00Z')
    logs.put('2026-11-23T10:01:00Z')
    await all(backend.search(searchOf({ keep: [ALICE] }), signal()))

    const [first, second] = logs.of('FilterLogEvents')
    expect(second).toEqual({ ...first, nextToken: '1' })
  })

  test('with the organization’s id only the account’s own streams are read', async () => {
    const group = { ...GROUP, organizationTrail: true, organizationId: 'o-fakeorg001' }
    const { logs, backend } = make({}, { groups: [group] })
    const of = { recipientAccountId: '444455556666' }
    logs.put('2026-11-23T10:00:00Z', of, 'o-fakeorg001_444455556666_CloudTrail_us-east-1_2')
    logs.put('2026-11-23T10:00:00Z', of, '444455556666_CloudTrail_us-east-1')
    logs.put('2026-11-23T10:00:00Z', {}, 'o-fakeorg001_111122223333_CloudTrail_us-east-1')
    const found = await all(backend.search(searchOf({ account: '444455556666' }), signal()))

    expect(found.ids).toEqual(['event-0', 'event-1'])
    expect(found.records).toBe(2)
    expect(logs.of('FilterLogEvents').map((input) => input.logStreamNamePrefix)).toEqual([
      'o-fakeorg001_444455556666_CloudTrail_',
      '444455556666_CloudTrail_',
    ])
  })

  test.each([
    ['are called otherwise', undefined],
    ['may not be listed', 'AccessDeniedException'],
  ])('all streams are read where they %s', async (_why, refusal) => {
    const group = { ...GROUP, organizationTrail: true, organizationId: 'o-fakeother1' }
    const { logs, backend } = make({}, { groups: [group] })
    logs.put(
      '2026-11-23T10:00:00Z',
      { recipientAccountId: '444455556666' },
      'o-fakeorg001_444455556666_CloudTrail_us-east-1',
    )
    logs.put('2026-11-23T10:00:00Z', {}, 'o-fakeorg001_111122223333_CloudTrail_us-east-1')
    if (refusal !== undefined) logs.fail('DescribeLogStreams', refusal)
    const found = await all(backend.search(searchOf({ account: '444455556666' }), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toEqual([])
    expect(logs.of('FilterLogEvents')).toMatchObject([{ filterPattern: '{ $.recipientAccountId = "444455556666" }' }])
    expect(logs.of('FilterLogEvents')[0]).not.toHaveProperty('logStreamNamePrefix')
  })

  test('a long list of people is asked for in several patterns', async () => {
    const { logs, backend } = make()
    const names = Array.from({ length: 40 }, (_, at) => `person-${at}`)
    for (const userName of names) logs.put('2026-11-23T10:00:00Z', { userIdentity: { type: 'IAMUser', userName } })
    logs.put('2026-11-23T10:00:00Z')
    const keep = names.map((value) => ({ not: false, predicate: { ...ALICE.predicate, value } }))
    const found = await all(backend.search(searchOf({ keep }), signal()))

    expect(found.ids).toHaveLength(40)
    expect(found.records).toBe(40)
    expect(logs.of('FilterLogEvents').length).toBeGreaterThan(3)
  })

  test('a group that turns out to have no filter is queried', async () => {
    const { logs, backend } = make()
    logs.put('2026-11-23T10:00:00Z')
    logs.fail('FilterLogEvents', 'InvalidOperationException')
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toEqual([])
  })

  test('names that acted are told after a miss, most frequent first, and no more than some pages are read', async () => {
    const { logs, backend } = make({ pageSize: 1 })
    for (let at = 0; at < 12; at++) logs.put('2026-11-23T11:00:00Z', bob)
    for (let at = 0; at < 5; at++) logs.put('2026-11-23T10:30:00Z', { userIdentity: roleSession('Deploy', 'ci-42') })
    for (let at = 0; at < 9; at++) logs.put('2026-11-23T10:00:00Z')
    const names = await backend.seenNames?.(searchOf({ keep: [ALICE] }), signal())

    expect(names).toEqual([
      { name: 'bob', by: 'user', count: 12 },
      { name: 'Deploy', by: 'role', count: 5 },
      { name: 'ci-42', by: 'session', count: 5 },
      { name: 'Alice', by: 'user', count: 3 },
    ])
    expect(logs.of('FilterLogEvents')).toHaveLength(20)
  })
})

describe('by query:', () => {
  test('what is beyond the rows of one query is asked for again, and nothing is left out', async () => {
    const { logs, backend } = make({ mostRows: 10, pageSize: 4 }, { way: 'query' })
    for (let at = 0; at < 47; at++) logs.put(NOW - 60_000 + at * 700)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toHaveLength(47)
    expect(found.gaps).toEqual([])
    expect(found.records).toBe(found.events + found.unreadable + found.duplicates)
    expect(found.duplicates).toBeGreaterThan(0)
  })

  test('more in one second than a query gives is said, and what is older is still found', async () => {
    const { logs, backend } = make({ mostRows: 5 }, { way: 'query' })
    for (let at = 0; at < 9; at++) logs.put('2026-11-23T11:00:00.500Z')
    logs.put('2026-11-23T10:00:00Z')
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toContain('event-9')
    expect(new Set(found.gaps.map(({ reason }) => reason))).toEqual(new Set(['truncated']))
    expect(found.gaps.at(-1)?.detail).toBe(
      'There was more at 2026-11-23T11:00:00Z than the 5 events that Logs Insights gives.',
    )
  })

  test('a count that never adds up ends the search with a gap, not never', async () => {
    const { logs, backend } = make({ matched: 1e9 }, { way: 'query' })
    for (let at = 0; at < 100; at++) logs.put(NOW - 3_600_000 + at * 1000)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toHaveLength(100)
    expect(logs.of('StartQuery').length).toBeLessThanOrEqual(60)
    expect(found.gaps.map(({ reason }) => reason)).toContain('truncated')
  })

  test('a search does not make queries without end', async () => {
    const { logs, backend } = make({ mostRows: 1 }, { way: 'query' })
    for (let at = 0; at < 100; at++) logs.put(NOW - 3_600_000 + at * 10_000)
    const found = await all(backend.search(searchOf(), signal()))

    expect(logs.of('StartQuery')).toHaveLength(60)
    expect(found.ids.length).toBeGreaterThan(20)
    expect(found.gaps.at(-1)).toMatchObject({ reason: 'truncated', detail: expect.stringContaining('nothing before') })
  })

  test('what was scanned is said with its price', async () => {
    const { logs, backend } = make({}, { way: 'query', groups: [{ ...GROUP, dollarsPerTb: 7 }] })
    logs.put('2026-11-23T10:00:00Z')

    expect((await all(backend.search(searchOf(), signal()))).dollars).toBeCloseTo(0.014)
  })

  test('a message that was cut is fetched whole', async () => {
    const { logs, backend } = make({ cutAt: 500 }, { way: 'query', groups: [{ ...GROUP, logClass: INFREQUENT }] })
    logs.put('2026-11-23T10:00:00Z')
    const found = await all(backend.search(searchOf({ keep: [ALICE] }), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(logs.of('GetLogRecord')).toEqual([{ logRecordPointer: 'ptr-0' }])
  })

  test('where too many are cut, the filter is asked, which cuts nothing', async () => {
    const { logs, backend } = make({ cutAt: 500 }, { way: 'query' })
    for (let at = 0; at < 80; at++) logs.put(NOW - 60_000 + at)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toHaveLength(80)
    expect(found.gaps).toEqual([])
    expect(logs.of('GetLogRecord')).toHaveLength(50)
  })

  test('and where there is no filter, those that were not fetched are unreadable, and said', async () => {
    const { logs, backend } = make({ cutAt: 500 }, { groups: [{ ...GROUP, logClass: INFREQUENT }], mostRecords: 5 })
    for (let at = 0; at < 8; at++) logs.put(NOW - 60_000 + at)
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toHaveLength(5)
    expect(found.unreadable).toBe(3)
    expect(found.gaps).toMatchObject([{ reason: 'truncated', count: 3 }])
  })

  test('where they may not be fetched, what is whole is kept, and the gap says what is lacking', async () => {
    const { logs, backend } = make({ cutAt: 1_200 }, { groups: [{ ...GROUP, logClass: INFREQUENT }] })
    logs.put('2026-11-23T10:00:00Z')
    logs.put('2026-11-23T10:01:00Z', { requestParameters: { userData: 'x'.repeat(1_000) } })
    logs.fail('GetLogRecord', 'AccessDeniedException', { message: 'not authorized to perform: logs:GetLogRecord' })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(found.gaps).toMatchObject([
      { reason: 'truncated', count: 1, detail: expect.stringContaining('lacks logs:GetLogRecord') },
    ])
  })

  test('text that is no record is counted as unreadable, and not fetched', async () => {
    const { logs, backend } = make({}, { way: 'query' })
    logs.putText('2026-11-23T10:00:00Z', 'START RequestId: 1')
    const found = await all(backend.search(searchOf(), signal()))

    expect([found.records, found.unreadable]).toEqual([1, 1])
    expect(logs.of('GetLogRecord')).toEqual([])
  })

  it.each([
    ['Failed', 'failed', 0],
    ['Cancelled', 'failed', 0],
    ['Timeout', 'timeout', 0],
    ['SomethingNew', 'failed', 0],
    ['Unknown', 'timeout', 1],
    ['Running', 'timeout', 1],
    ['Scheduled', 'timeout', 1],
  ])('a query that stays or ends as %s: what it found is kept, and the gap is %s', async (status, reason, stops) => {
    const { logs, backend } = make({ statuses: ['Running', status] }, { way: 'query' })
    logs.put('2026-11-23T10:00:00Z')
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.gaps).toMatchObject([{ reason }])
    expect(found.ids).toEqual(status === 'Scheduled' ? [] : ['event-0'])
    expect(logs.of('StopQuery')).toHaveLength(stops)
    expect(logs.of('GetQueryResults').length).toBeLessThan(250)
  })

  test('where all places for queries are taken, one is waited for', async () => {
    const { logs, backend } = make({}, { way: 'query' })
    logs.put('2026-11-23T10:00:00Z')
    logs.fail('StartQuery', 'LimitExceededException', { times: 4 })
    const found = await all(backend.search(searchOf(), signal()))

    expect(found.ids).toEqual(['event-0'])
    expect(logs.slept).toEqual(expect.arrayContaining([2000, 5000, 10_000, 15_000]))
  })

  test('and given up on after some minutes', async () => {
    const { logs, backend } = make({}, { way: 'query' })
    logs.fail('StartQuery', 'LimitExceededException')

    expect((await all(backend.search(searchOf(), signal()))).gaps).toMatchObject([{ reason: 'throttled' }])
    expect(logs.clock.now() - NOW).toBeGreaterThan(4 * 60_000)
  })

  test('one that nobody reads any more is stopped', async () => {
    const { logs, backend } = make({ statuses: ['Running'], pageSize: 1 }, { way: 'query' })
    logs.put('2026-11-23T10:00:00Z')
    const stop = new AbortController()
    const pages = backend.search(searchOf(), stop.signal)[Symbol.asyncIterator]()
    await pages.next()
    const next = pages.next()
    await pages.return?.()
    await next

    expect(logs.of('StopQuery').length).toBe(logs.of('StartQuery').length)
  })
})

test('a group of class DELIVERY is a gap, and not asked', async () => {
  const { logs, backend } = make({}, { groups: [{ ...GROUP, logClass: DELIVERY }] })
  const found = await all(backend.search(searchOf(), signal()))

  expect(found.gaps).toMatchObject([{ reason: 'failed', detail: expect.stringContaining('DELIVERY') }])
  expect(found.looked).toEqual([])
  expect(logs.told).toEqual([])
})

test('the way is chosen by the window, and said in the log', async () => {
  const said: object[] = []
  const line = (data: object) => void said.push(data)
  const { logs, backend } = make({}, { log: { debug: line, info: line, warn: line, error: line } })
  await all(backend.search(searchOf({ keep: [calls('RunInstances')] }), signal()))
  const window = { from: instant(NOW - 9 * 86_400_000), to: instant(NOW) }
  await all(backend.search(searchOf({ window }), signal()))

  expect(logs.told.map(({ operation }) => operation).slice(0, 2)).toEqual(['FilterLogEvents', 'StartQuery'])
  expect(said).toMatchObject([{ way: 'filter' }, { way: 'query' }])
})

test('a place that is not configured is a defect', async () => {
  const { backend } = make()

  await expect(all(backend.search(searchOf({ place: 'elsewhere' }), signal()))).rejects.toThrow('no log group called')
})
