import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'
import type { AwsOptions, FakeLogGroup } from '../../demo/aws/options.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { assume, config, HOME, NOW, OTHER, READER, record, refused, started } from './started.ts'

const GROUP: FakeLogGroup = { account: HOME, region: 'us-east-1', name: 'cloudtrail' }

describe('FilterLogEvents', () => {
  test('hands over what fits, oldest first, from both ends of the window inclusive', async () => {
    const aws = await withGroup([
      record(40),
      record(30),
      record(20, { eventName: 'CreateUser' }),
      record(10),
      record(9),
    ])

    const found = await all(aws, {
      filterPattern: '{ $.eventName = "ListUsers" && $.userIdentity.userName = "Alice" }',
      startTime: NOW - 30_000,
      endTime: NOW - 10_000,
    })

    expect(found.map(({ timestamp }) => timestamp)).toEqual([NOW - 30_000, NOW - 10_000])
    expect(found[0]).toMatchObject({ logStreamName: `${HOME}_CloudTrail_us-east-1`, ingestionTime: NOW - 30_000 })
    expect(aws.problems).toEqual([])
  })

  test('newest first where that is asked for, which needs a start since 2024', async () => {
    const aws = await withGroup([record(30), record(20), record(10)])

    const found = await all(aws, { startFromHead: false, startTime: NOW - 60_000, limit: 2 })

    expect(found.map(({ timestamp }) => timestamp)).toEqual([NOW - 10_000, NOW - 20_000, NOW - 30_000])
    const early = logs(aws).send(new FilterLogEventsCommand({ logGroupName: 'cloudtrail', startFromHead: false }))
    expect(await refused(early)).toContain('InvalidParameterException')
  })

  test('a page may be empty and not the last, and after the last event comes an empty page', async () => {
    const records = [...Array.from({ length: 25 }, (_, i) => record(100 - i)), record(1, { eventName: 'CreateUser' })]
    const aws = await withGroup(records, { scannedPerPage: 10 })

    const pages = await pagesOf(aws, { filterPattern: '{ $.eventName = "CreateUser" }' })

    expect(pages.map(({ events = [] }) => events.length)).toEqual([0, 0, 1, 0])
    expect(pages.map(({ nextToken }) => nextToken !== undefined)).toEqual([true, true, true, false])
    expect(pages.map(({ searchedLogStreams }) => searchedLogStreams)).toEqual([[], [], [], []])
  })

  test('a page is a megabyte at most, and nothing is lost between pages', async () => {
    const records = Array.from({ length: 15 }, (_, i) =>
      record(20 - (i % 4), { requestParameters: 'x'.repeat(200_000) }),
    )
    const aws = await withGroup(records)

    const pages = await pagesOf(aws, {})

    expect(pages.map(({ events = [] }) => events.length)).toEqual([5, 5, 5, 0])
    const ids = pages.flatMap(({ events = [] }) => events.map(({ eventId }) => eventId))
    expect(new Set(ids).size).toBe(15)
  })

  test('leaves out data events that the trail does not have, and messages that are too long for CloudTrail to send', async () => {
    const data = record(5, { managementEvent: false, eventCategory: 'Data' })
    const records = [record(6), data, record(4, { requestParameters: 'x'.repeat(256 * 1024) })]

    expect(await all(await withGroup(records), {})).toHaveLength(1)
    expect(await all(await withGroup(records, {}, { dataEvents: true }), {})).toHaveLength(2)
  })

  test('stamps an event with the moment of its delivery, and has it only then', async () => {
    const aws = await withGroup([record(1000), record(10)], { deliveryDelayMs: 300_000 })

    const found = await all(aws, {})

    expect(found).toHaveLength(1)
    expect(found[0]?.timestamp).toBeGreaterThanOrEqual(NOW - 1_000_000 + 150_000)
  })

  const refusals: readonly (readonly [what: string, input: Partial<FilterLogEventsCommandInput>, says: string])[] = [
    ['a group that is not there', { logGroupName: 'other' }, 'ResourceNotFoundException 400'],
    ['two ways to name the group', { logGroupIdentifier: 'cloudtrail' }, 'InvalidParameterException 400'],
    ['streams by name and by prefix', { logStreamNames: ['a'], logStreamNamePrefix: 'a' }, 'InvalidParameter'],
    ['a pattern of 1,025 characters', { filterPattern: 'a'.repeat(1025) }, 'InvalidParameterException'],
    ['a pattern that is none', { filterPattern: '{ $.a == 1 }' }, 'InvalidParameterException'],
    ['10,001 events', { limit: 10_001 }, 'InvalidParameterException'],
    ['an end before the start', { startTime: 2, endTime: 1 }, 'InvalidParameterException'],
    ['a token that AWS never gave', { nextToken: 'made-up' }, 'InvalidParameterException'],
  ]
  test.each(refusals)('refuses %s', async (_, input, says) => {
    const aws = await withGroup([record(1)])
    const call = logs(aws).send(new FilterLogEventsCommand({ logGroupName: 'cloudtrail', ...input }))

    expect(await refused(call)).toMatch(new RegExp(`^${says}`))
  })

  test('refuses a group of class INFREQUENT_ACCESS', async () => {
    const aws = await withGroup([], {}, { class: 'INFREQUENT_ACCESS' })

    expect(await refused(all(aws, {}))).toBe(
      'InvalidOperationException 400: The log group cloudtrail is of log-group-class INFREQUENT_ACCESS. FilterLogEvents is not supported for this log class.',
    )
  })

  test('takes as many calls a second as the Region has', async () => {
    const group = { ...GROUP, region: 'eu-central-1' }
    const aws = await started({ records: [], logGroups: [group], rateLimits: true })
    const call = () =>
      new CloudWatchLogsClient(config(aws, { region: 'eu-central-1' })).send(
        new FilterLogEventsCommand({ logGroupName: 'cloudtrail' }),
      )

    for (let i = 0; i < 5; i++) await call()
    expect(await refused(call())).toContain('ThrottlingException 400')
  })

  test('an organisation’s trail has streams for its members, by which they are told apart', async () => {
    const aws = await withGroup(
      [record(3), record(2, { recipientAccountId: OTHER })],
      {},
      { accounts: [HOME, OTHER], organisation: 'o-examplecorp' },
    )

    const names = (await logs(aws).send(new DescribeLogStreamsCommand({ logGroupName: 'cloudtrail' }))).logStreams
    const found = await all(aws, { logStreamNamePrefix: `o-examplecorp_${OTHER}_CloudTrail_` })

    expect(names?.map(({ logStreamName }) => logStreamName)).toEqual([
      `${HOME}_CloudTrail_us-east-1`,
      `o-examplecorp_${OTHER}_CloudTrail_us-east-1`,
    ])
    expect(found).toHaveLength(1)
  })

  test('is allowed on the group that a policy names, with what follows its name', async () => {
    const arn = `arn:aws:logs:us-east-1:${OTHER}:log-group:cloudtrail`
    const aws = await started({ roles: [{ arn: READER }], logGroups: [{ ...GROUP, account: OTHER }] })
    const allowed = async (resource: string) => {
      const statement = { Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: resource }
      const keys = await assume(aws, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) })
      const client = new CloudWatchLogsClient(config(aws, { keys }))
      return refused(client.send(new FilterLogEventsCommand({ logGroupName: 'cloudtrail' })))
    }

    expect(await allowed(`${arn}:*`)).toBe('not refused')
    expect(await allowed(arn)).toContain(`on resource: ${arn}:log-stream: because no session policy allows`)
  })
})

test('DescribeLogGroups says what a group is', async () => {
  const aws = await withGroup([record(3)], {}, { retentionDays: 90 })

  const { logGroups } = await logs(aws).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'cloud' }))

  expect(logGroups).toMatchObject([
    {
      logGroupName: 'cloudtrail',
      arn: `arn:aws:logs:us-east-1:${HOME}:log-group:cloudtrail:*`,
      logGroupClass: 'STANDARD',
      retentionInDays: 90,
    },
  ])
})

function withGroup(records: readonly object[], options: Partial<AwsOptions> = {}, group: Partial<FakeLogGroup> = {}) {
  return started({ records, logGroups: [{ ...GROUP, ...group }], ...options })
}

function logs(aws: FakeAws) {
  return new CloudWatchLogsClient(config(aws))
}

async function pagesOf(aws: FakeAws, input: Partial<FilterLogEventsCommandInput>) {
  const pages = []
  let nextToken: string | undefined
  do {
    const page = await logs(aws).send(new FilterLogEventsCommand({ logGroupName: 'cloudtrail', ...input, nextToken }))
    pages.push(page)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return pages
}

async function all(aws: FakeAws, input: Partial<FilterLogEventsCommandInput>) {
  return (await pagesOf(aws, input)).flatMap(({ events = [] }) => events)
}
