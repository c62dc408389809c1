import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import nock from 'nock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Aws, Reach } from '../../../src/aws/aws.ts'
import { makeCloudWatchLogs } from '../../../src/backends/cloudwatch-logs/backend.ts'
import type { LogGroup } from '../../../src/backends/cloudwatch-logs/log-group.ts'
import { instant } from '../../../src/lib/instant.ts'
import { record } from '../../made/records.ts'
import { ACCOUNT, all, GROUP, NOW, searchOf } from './fake-logs.ts'

const ALICE = { not: false, predicate: { kind: 'identity', by: 'user', value: 'Alice', prefix: false } } as const
const ARN = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:trail/prod`
const PATTERN = '{ $.userIdentity.userName = "Alice" }'
const QUERY = 'fields @timestamp, @ptr, @message | filter @message like "Alice" | sort @timestamp desc'
const WINDOW = { from: instant(NOW - 3_600_000), to: instant(NOW - 1_800_000) }

beforeEach(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())

/** Fails where a request differs in its host, its headers, the scope of its signature, or its body. */
function expects(operation: string, body: object, answer: object) {
  nock('https://logs.eu-central-1.amazonaws.com', {
    reqheaders: {
      'x-amz-target': `Logs_20140328.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: /^AWS4-HMAC-SHA256 Credential=ASIAFAKEFAKEFAKEFAKE\/\d{8}\/eu-central-1\/logs\/aws4_request, /,
      'x-amz-security-token': 'fake-token',
    },
  })
    .post('/', (sent: unknown) => JSON.stringify(sent, sorted(sent)) === JSON.stringify(body, sorted(body)))
    .reply(200, answer, { 'content-type': 'application/x-amz-json-1.1' })
}

function sorted(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : []
}

function make(group: string, way: 'filter' | 'query', more: Partial<LogGroup> = {}) {
  const reached: Reach[] = []
  const never = () => Promise.reject(new Error('not asked here'))
  const aws: Aws = {
    async logs(reach) {
      reached.push(reach)
      const credentials = { accessKeyId: 'ASIAFAKEFAKEFAKEFAKE', secretAccessKey: 'fake', sessionToken: 'fake-token' }
      return new CloudWatchLogsClient({ region: reach.region, credentials, maxAttempts: 1 })
    },
    cloudTrail: never,
    athena: never,
    close: () => undefined,
  }
  const clock = { now: () => instant(NOW), sleep: () => Promise.resolve() }
  const groups = [{ ...GROUP, region: 'eu-central-1', group, ...more }]
  return { reached, backend: makeCloudWatchLogs({ aws, clock, groups, way, lateMs: 0 }) }
}

test('FilterLogEvents on the wire', async () => {
  const asked = {
    logGroupName: 'trail/prod',
    filterPattern: PATTERN,
    startFromHead: false,
    startTime: WINDOW.from,
    endTime: WINDOW.to - 1,
  }
  const message = JSON.stringify(record({ eventTime: '2026-11-23T11:15:00Z', eventID: 'event-1' }))
  expects('FilterLogEvents', asked, { events: [], nextToken: 'next', searchedLogStreams: [] })
  expects('FilterLogEvents', { ...asked, nextToken: 'next' }, { events: [{ message, timestamp: WINDOW.from }] })
  const { backend, reached } = make('trail/prod', 'filter')
  const found = await all(backend.search(searchOf({ window: WINDOW, keep: [ALICE] }), new AbortController().signal))

  expect(found.gaps).toEqual([])
  expect(found.ids).toEqual(['event-1'])
  expect(nock.pendingMocks()).toEqual([])
  expect(reached).toEqual([{ account: ACCOUNT, region: 'eu-central-1', asker: 'U00FAKE' }])
})

test('a window that begins before 2024 is read from its beginning, as AWS does not turn it round', async () => {
  const window = { from: instant(Date.parse('2023-12-31T00:00:00Z')), to: instant(Date.parse('2024-01-02T00:00:00Z')) }
  expects(
    'FilterLogEvents',
    { logGroupIdentifier: ARN, startTime: window.from, endTime: window.to - 1 },
    { events: [] },
  )
  const { backend } = make(ARN, 'filter')

  expect((await all(backend.search(searchOf({ window }), new AbortController().signal))).gaps).toEqual([])
})

test('DescribeLogStreams on the wire, for an account of an organization’s trail', async () => {
  const streams = (prefix: string) => ({ logGroupName: 'trail/prod', logStreamNamePrefix: prefix, limit: 1 })
  const known = 'o-fakeorg001_444455556666_CloudTrail_'
  expects('DescribeLogStreams', streams(known), { logStreams: [{ logStreamName: `${known}eu-central-1` }] })
  expects('DescribeLogStreams', streams('444455556666_CloudTrail_'), { logStreams: [] })
  const pattern = '{ $.recipientAccountId = "444455556666" }'
  const asked = { startFromHead: false, startTime: WINDOW.from, endTime: WINDOW.to - 1, filterPattern: pattern }
  expects('FilterLogEvents', { logGroupName: 'trail/prod', logStreamNamePrefix: known, ...asked }, { events: [] })
  const { backend } = make('trail/prod', 'filter', { organizationTrail: true, organizationId: 'o-fakeorg001' })
  const search = searchOf({ window: WINDOW, account: '444455556666' })

  expect((await all(backend.search(search, new AbortController().signal))).gaps).toEqual([])
  expect(nock.pendingMocks()).toEqual([])
})

test('StartQuery, GetQueryResults and GetLogRecord on the wire', async () => {
  const message = JSON.stringify(record({ eventTime: '2026-11-23T11:15:00Z', eventID: 'event-1' }))
  const row = [
    { field: '@timestamp', value: '2026-11-23 11:15:00.000' },
    { field: '@ptr', value: 'pointer' },
    { field: '@message', value: message.slice(0, 100) },
  ]
  const asked = { queryString: QUERY, startTime: WINDOW.from / 1000, endTime: WINDOW.to / 1000, limit: 100_000 }
  expects('StartQuery', { logGroupIdentifiers: [ARN], ...asked }, { queryId: 'query-1' })
  expects('GetQueryResults', { queryId: 'query-1', maxItems: 10_000 }, { status: 'Scheduled', results: [] })
  expects(
    'GetQueryResults',
    { queryId: 'query-1', maxItems: 10_000 },
    { status: 'Complete', results: [row], nextToken: 'next', statistics: { recordsMatched: 1 } },
  )
  expects('GetLogRecord', { logRecordPointer: 'pointer' }, { logRecord: { '@message': message } })
  expects('GetQueryResults', { queryId: 'query-1', nextToken: 'next', maxItems: 10_000 }, { status: 'Complete' })
  const { backend } = make(ARN, 'query')
  const found = await all(backend.search(searchOf({ window: WINDOW, keep: [ALICE] }), new AbortController().signal))

  expect(found.gaps).toEqual([])
  expect(found.ids).toEqual(['event-1'])
  expect(nock.pendingMocks()).toEqual([])
})

test('StopQuery on the wire, for a query that is still running when time is up', async () => {
  const stop = new AbortController()
  const asked = { queryString: QUERY.replace(' | filter @message like "Alice"', ''), limit: 100_000 }
  const between = { startTime: WINDOW.from / 1000, endTime: WINDOW.to / 1000 }
  expects('StartQuery', { logGroupName: 'trail/prod', ...asked, ...between }, { queryId: 'query-1' })
  expects('StopQuery', { queryId: 'query-1' }, { success: true })
  const { backend } = make('trail/prod', 'query')
  const pages = backend.search(searchOf({ window: WINDOW }), stop.signal)
  nock.emitter.on('no match', () => stop.abort())
  const found = await all(pages)
  nock.emitter.removeAllListeners('no match')

  expect(nock.pendingMocks()).toEqual([])
  expect(found.gaps).toHaveLength(1)
})
