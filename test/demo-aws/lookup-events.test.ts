import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import { describe, expect, test } from 'vitest'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { instant } from '../../src/lib/instant.ts'
import { assume, handClock, HOME, NOW, OTHER, READER, record, refused, started, trail } from './started.ts'

const DAY = 86_400

describe('LookupEvents', () => {
  test('hands over an account’s events of one Region, newest first, with the record as a text', async () => {
    const newest = record(10, { eventName: 'CreateUser', readOnly: false, requestParameters: { userName: 'bob' } })
    const aws = await started({
      records: [record(60), newest, record(5, { awsRegion: 'eu-central-1' }), record(5, { recipientAccountId: OTHER })],
    })

    const { Events = [], NextToken } = await look(aws, {})

    expect(Events.map(({ EventName }) => EventName)).toEqual(['CreateUser', 'ListUsers'])
    expect(Events[0]).toMatchObject({
      ReadOnly: 'false',
      Username: 'Alice',
      AccessKeyId: 'AKIAFAKEFAKEFAKEFAKE',
      EventSource: 'iam.amazonaws.com',
      EventTime: new Date(NOW - 10_000),
    })
    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '')).toEqual(newest)
    expect(NextToken).toBeUndefined()
    expect(aws.problems).toEqual([])
    expect(aws.calls).toMatchObject([{ service: 'cloudtrail', operation: 'LookupEvents', account: HOME, status: 200 }])
  })

  test('has no data events, nothing older than 90 days, and nothing that was not delivered yet', async () => {
    const aws = await started({
      deliveryDelayMs: 300_000,
      records: [
        record(200),
        record(400),
        record(500, { managementEvent: false, eventCategory: 'Data' }),
        record(90 * DAY - 5),
        record(90 * DAY + 5),
      ],
    })

    expect((await look(aws, {})).Events).toHaveLength(2)
    expect((await look(aws, { StartTime: new Date(NOW - 100 * DAY * 1000) })).Events).toHaveLength(2)
  })

  const refusals: readonly (readonly [what: string, input: LookupEventsCommandInput, says: string])[] = [
    ['two attributes', { LookupAttributes: [by('Username', 'a'), by('ReadOnly', 'true')] }, 'InvalidLookupAttributes'],
    ['an attribute that is none', { LookupAttributes: [by('RoleName', 'a')] }, 'InvalidLookupAttributes'],
    ['True for true', { LookupAttributes: [by('ReadOnly', 'True')] }, 'InvalidLookupAttributes'],
    ['an empty value', { LookupAttributes: [by('Username', '')] }, 'InvalidLookupAttributes'],
    ['a value that is too long', { LookupAttributes: [by('Username', 'a'.repeat(2001))] }, 'InvalidLookupAttributes'],
    ['no results', { MaxResults: 0 }, 'InvalidMaxResults'],
    ['51 results', { MaxResults: 51 }, 'InvalidMaxResults'],
    ['a start in the future', { StartTime: new Date(NOW + 1000) }, 'InvalidTimeRange'],
    [
      'a start in the future, before an end in the future',
      { StartTime: new Date(NOW + 1000), EndTime: new Date(NOW + 9000) },
      'InvalidTimeRange',
    ],
    ['a start after the end', { StartTime: new Date(NOW - 10), EndTime: new Date(NOW - 1000) }, 'InvalidTimeRange'],
    ['a token that AWS never gave', { NextToken: 'made-up' }, 'InvalidNextToken'],
    ['another category', { EventCategory: 'management' as 'insight' }, 'InvalidEventCategory'],
  ]
  test.each(refusals)('refuses %s', async (_, input, says) => {
    const aws = await started({ records: [record(1)] })

    expect(await refused(look(aws, input))).toMatch(new RegExp(`^${says}Exception 400`))
  })

  test('pages by fifty, and a token is good for the same parameters in the same place only', async () => {
    const records = Array.from({ length: 120 }, (_, i) => record(60 - (i % 3)))
    const aws = await started({ records })
    const asked = { LookupAttributes: [by('Username', 'Alice')], StartTime: new Date(NOW - 100_000) }

    const first = await look(aws, asked)
    const second = await look(aws, { ...asked, NextToken: first.NextToken })
    const third = await look(aws, { ...asked, NextToken: second.NextToken })

    const all = [first, second, third].flatMap(({ Events = [] }) => Events)
    expect(new Set(all.map(({ EventId }) => EventId)).size).toBe(120)
    expect(all).toHaveLength(120)
    expect(third.NextToken).toBeUndefined()
    const moved = { ...asked, StartTime: new Date(NOW - 99_000), NextToken: first.NextToken }
    expect(await refused(look(aws, moved))).toContain('InvalidNextToken')
    const elsewhere = trail(aws, { region: 'eu-central-1' })
    const there = elsewhere.send(new LookupEventsCommand({ ...asked, NextToken: first.NextToken }))
    expect(await refused(there)).toContain('InvalidNextToken')
  })

  test('a new event does not move the pages that are under way', async () => {
    const aws = await started({ records: Array.from({ length: 60 }, (_, i) => record(60 + i)) })
    const first = await look(aws, {})

    aws.add([{ at: instant(NOW - 1000), record: record(1) }])
    const second = await look(aws, { NextToken: first.NextToken })

    const ids = [first, second].flatMap(({ Events = [] }) => Events.map(({ EventId }) => EventId))
    expect(new Set(ids).size).toBe(60)
  })

  const attributes: readonly (readonly [key: string, value: string, found: readonly string[]])[] = [
    ['Username', 'Alice', ['user', 'session']],
    ['Username', 'alice', []],
    ['Username', 'Admin', []],
    ['Username', 'root', ['root']],
    ['AccessKeyId', 'ASIASESSION000000000', ['session']],
    ['ResourceName', 'ASIASESSION000000000', ['AssumeRole']],
    ['ResourceName', `arn:aws:iam::${HOME}:role/Admin`, ['AssumeRole']],
    ['ResourceName', `arn:aws:sts::${HOME}:assumed-role/Admin/Alice`, ['AssumeRole']],
    ['ResourceName', 'AROAFAKEFAKEFAKEFAKE1:Alice', ['AssumeRole']],
    ['ResourceName', 'Alice', ['AssumeRole']],
    ['ResourceName', 'Admin', []],
    ['ResourceType', 'AWS::IAM::Role', ['AssumeRole']],
    ['ResourceType', 'AWS::No::Such', []],
    ['EventName', 'AssumeRole', ['AssumeRole']],
    ['EventSource', 'sts.amazonaws.com', ['AssumeRole', 'service']],
    ['ReadOnly', 'false', ['root']],
  ]
  test.each(attributes)('by %s %s finds what AWS finds', async (key, value, found) => {
    const aws = await started({ records: cast() })

    const { Events = [] } = await look(aws, { LookupAttributes: [by(key, value)] })

    expect(Events.map(({ EventName = '' }) => EventName).sort()).toEqual([...found].sort())
  })

  test('takes two calls a second for each account and Region, and refuses the third as HTTP 400', async () => {
    const clock = handClock()
    const aws = await started({ clock, rateLimits: true, roles: [{ arn: READER }] })
    const keys = await assume(aws)

    await look(aws, {})
    await look(aws, {})
    expect(await refused(look(aws, {}))).toBe('ThrottlingException 400: Rate exceeded')
    await trail(aws, { region: 'eu-central-1' }).send(new LookupEventsCommand({}))
    await trail(aws, { keys }).send(new LookupEventsCommand({}))
    clock.move(500)
    await look(aws, {})
    expect(await refused(look(aws, {}))).toContain('ThrottlingException')
  })
})

function look(aws: FakeAws, input: LookupEventsCommandInput) {
  return trail(aws).send(new LookupEventsCommand(input))
}

function by(key: string, value: string) {
  return { AttributeKey: key as 'Username', AttributeValue: value }
}

/** Alice, a role's session named like her, how it began, root, and a service that assumed a role. */
function cast(): readonly object[] {
  const role = { type: 'Role', arn: `arn:aws:iam::${HOME}:role/Admin`, userName: 'Admin', accountId: HOME }
  const arn = `arn:aws:sts::${HOME}:assumed-role/Admin/Alice`
  const principalId = 'AROAFAKEFAKEFAKEFAKE1:Alice'
  return [
    record(9, { eventName: 'user' }),
    record(8, {
      eventName: 'session',
      userIdentity: {
        type: 'AssumedRole',
        principalId,
        arn,
        accessKeyId: 'ASIASESSION000000000',
        sessionContext: { sessionIssuer: role },
      },
    }),
    record(7, {
      eventName: 'AssumeRole',
      eventSource: 'sts.amazonaws.com',
      userIdentity: { type: 'AWSAccount', principalId: 'AIDAFAKE', accountId: OTHER },
      requestParameters: { roleArn: role.arn, roleSessionName: 'Alice' },
      responseElements: {
        credentials: { accessKeyId: 'ASIASESSION000000000' },
        assumedRoleUser: { assumedRoleId: principalId, arn },
      },
    }),
    record(6, { eventName: 'root', readOnly: false, userIdentity: { type: 'Root', userName: 'acme-alias' } }),
    record(5, {
      eventName: 'service',
      eventSource: 'sts.amazonaws.com',
      userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    }),
  ]
}
