import {
  CloudWatchLogsClient,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'
import type { AwsOptions, FakeLogGroup } from '../../demo/aws/options.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { config, handClock, HOME, NOW, record, refused, started } from './started.ts'

const GROUP: FakeLogGroup = { account: HOME, region: 'us-east-1', name: 'cloudtrail' }
const SECONDS = NOW / 1000
const SLOWLY = { queuedMs: 200, runningMs: 200 }
const QUERY = 'fields @timestamp, eventName'

describe('a query', () => {
  test('waits, runs and is complete, newest first, with a pointer in each row', async () => {
    const clock = handClock()
    const aws = await withGroup([record(30), record(20, { eventName: 'CreateUser' })], { clock, queryTimes: SLOWLY })
    const queryId = await start(aws, { queryString: QUERY })

    const states = []
    for (let i = 0; i < 3; i++) {
      states.push((await results(aws, queryId)).status)
      clock.move(300)
    }
    const { results: rows = [], statistics } = await results(aws, queryId)

    expect(states).toEqual(['Scheduled', 'Running', 'Complete'])
    expect(rows.map(fieldsOf)).toEqual([
      { '@timestamp': '2026-11-23 17:59:40.000', eventName: 'CreateUser', '@ptr': expect.any(String) as string },
      { '@timestamp': '2026-11-23 17:59:30.000', eventName: 'ListUsers', '@ptr': expect.any(String) as string },
    ])
    expect(statistics).toMatchObject({ recordsMatched: 2, recordsScanned: 2 })
    expect(aws.problems).toEqual([])
  })

  const cases: readonly (readonly [query: string, rows: readonly object[]])[] = [
    ['filter eventName = "CreateUser" | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter userIdentity.userName in ["Bob", "Carol"] | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter eventName like /^Create/ | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter @message like "\\"Bob\\"" | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter eventName not like "List" and readOnly = 0 | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter not (eventName = "ListUsers") | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter ispresent(errorCode) | display eventName', []],
    ['filter `requestParameters.user-x` = "y" | display eventName', [{ eventName: 'CreateUser' }]],
    ['filter resources.0.ARN = "arn:x" | display eventName', [{ eventName: 'CreateUser' }]],
    ['sort @timestamp asc | limit 1 | display eventName', [{ eventName: 'ListUsers' }]],
    [
      'stats count(*) as n, max(@timestamp) as last by eventName | sort n desc',
      [
        { eventName: 'ListUsers', n: '2', last: '2026-11-23 17:59:50.000' },
        { eventName: 'CreateUser', n: '1', last: '2026-11-23 17:59:40.000' },
      ],
    ],
    ['stats count(*) by bin(1h)', [{ 'bin(1h)': '2026-11-23 17:00:00.000', 'count(*)': '3' }]],
    ['stats count_distinct(eventName) as kinds', [{ kinds: '2' }]],
    ['dedup eventName | display eventName', [{ eventName: 'ListUsers' }, { eventName: 'CreateUser' }]],
    [
      '# a comment\nfields eventName | fields awsRegion | limit 1',
      [{ eventName: 'ListUsers', awsRegion: 'us-east-1' }],
    ],
  ]
  test.each(cases)('%s', async (queryString, rows) => {
    const bob = {
      userIdentity: { type: 'IAMUser', userName: 'Bob' },
      eventName: 'CreateUser',
      readOnly: false,
      requestParameters: { 'user-x': 'y' },
      resources: [{ ARN: 'arn:x' }],
    }
    const aws = await withGroup([record(30), record(20, bob), record(10)])

    const found = await answer(aws, { queryString })

    expect(found.map((row) => ({ ...row, '@ptr': undefined }))).toEqual(rows)
  })

  test('has both ends of its window, in seconds', async () => {
    const aws = await withGroup([record(40), record(30), record(20), record(10)])
    const window = { startTime: SECONDS - 30, endTime: SECONDS - 20 }

    expect(await answer(aws, { queryString: QUERY, ...window })).toHaveLength(2)
    const ms = { startTime: NOW - 30_000, endTime: NOW }
    expect(await refused(start(aws, { queryString: QUERY, ...ms }))).toContain('MalformedQueryException 400')
  })

  test('the limit in its text beats the one beside it', async () => {
    const aws = await withGroup([record(4), record(3), record(2), record(1)])

    expect(await answer(aws, { queryString: `${QUERY} | limit 3`, limit: 1 })).toHaveLength(3)
    expect(await answer(aws, { queryString: QUERY, limit: 1 })).toHaveLength(1)
  })

  test('gives 10,000 rows a page and the rest by token', async () => {
    const aws = await withGroup(Array.from({ length: 12 }, (_, i) => record(i + 1)))
    const queryId = await start(aws, { queryString: QUERY, limit: 11 })
    const client = logs(aws)

    const first = await client.send(new GetQueryResultsCommand({ queryId, maxItems: 10 }))
    const second = await client.send(new GetQueryResultsCommand({ queryId, maxItems: 10, nextToken: first.nextToken }))

    expect([first.results?.length, second.results?.length, second.nextToken]).toEqual([10, 1, undefined])
    expect(await refused(client.send(new GetQueryResultsCommand({ queryId, maxItems: 10_001 })))).toContain('Invalid')
  })

  test('cuts a long message, which can be had by its pointer', async () => {
    const long = record(1, { requestParameters: { text: 'x'.repeat(2000) } })
    const aws = await withGroup([long])

    const [row] = await answer(aws, { queryString: 'fields @message' })
    const pointer = row?.['@ptr'] ?? ''
    const { logRecord } = await logs(aws).send(new GetLogRecordCommand({ logRecordPointer: pointer }))

    expect(row?.['@message']).toHaveLength(1000)
    expect(JSON.parse(logRecord?.['@message'] ?? '')).toEqual(long)
  })

  test('sees two hundred fields of a message and no more', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, i]))
    const aws = await withGroup([record(1, { requestParameters: many, zone: 'last' })])

    expect(await answer(aws, { queryString: 'filter zone = "last"' })).toEqual([])
    expect(await answer(aws, { queryString: 'filter @message like "last"' })).toHaveLength(1)
  })

  test('can be stopped once, and only while it is running', async () => {
    const aws = await withGroup([], { queryTimes: SLOWLY })
    const client = logs(aws)
    const queryId = await start(aws, { queryString: QUERY })

    expect((await client.send(new StopQueryCommand({ queryId }))).success).toBe(true)
    expect((await results(aws, queryId)).status).toBe('Cancelled')
    expect(await refused(client.send(new StopQueryCommand({ queryId })))).toContain('InvalidParameterException')
    expect(await refused(client.send(new StopQueryCommand({ queryId: 'x' })))).toContain('ResourceNotFoundException')
  })

  test('is one of a hundred at most', async () => {
    const aws = await withGroup([], { queryTimes: SLOWLY })
    for (let i = 0; i < 100; i++) await start(aws, { queryString: QUERY })

    expect(await refused(start(aws, { queryString: QUERY }))).toContain('LimitExceededException 400')
  })

  test.each(['fields', 'filter a ~ "b"', 'where a = 1', 'stats eventName', 'fields a || b', 'limit x', 'fields "a'])(
    'is refused where it is malformed: %s',
    async (queryString) => {
      const aws = await withGroup([record(1)])

      expect(await refused(start(aws, { queryString }))).toContain('MalformedQueryException 400')
      expect(aws.problems).toHaveLength(1)
    },
  )
})

function withGroup(records: readonly object[], options: Partial<AwsOptions> = {}) {
  return started({ records, logGroups: [GROUP], queryTimes: { queuedMs: 0, runningMs: 0 }, ...options })
}

function logs(aws: FakeAws) {
  return new CloudWatchLogsClient(config(aws))
}

async function start(aws: FakeAws, input: Partial<StartQueryCommandInput>): Promise<string> {
  const whole = { logGroupName: 'cloudtrail', startTime: 0, endTime: SECONDS, queryString: '', ...input }
  return (await logs(aws).send(new StartQueryCommand(whole))).queryId ?? ''
}

function results(aws: FakeAws, queryId: string) {
  return logs(aws).send(new GetQueryResultsCommand({ queryId }))
}

async function answer(aws: FakeAws, input: Partial<StartQueryCommandInput>) {
  const { results: rows = [], status } = await results(aws, await start(aws, input))
  expect(status).toBe('Complete')
  return rows.map(fieldsOf)
}

function fieldsOf(row: readonly ResultField[]): { readonly [field: string]: string } {
  return Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value]))
}
