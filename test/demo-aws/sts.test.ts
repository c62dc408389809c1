import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import type { FakeRole } from '../../demo/aws/options.ts'
import { assume, config, handClock, HOME, OTHER, READER, record, refused, started, trail } from './started.ts'

describe('AssumeRole', () => {
  test('gives keys that see the role’s account, and say so, until they expire', async () => {
    const clock = handClock()
    const aws = await started({
      clock,
      roles: [{ arn: READER }],
      records: [record(3), record(2, { eventName: 'There', recipientAccountId: OTHER })],
    })

    const keys = await assume(aws, { DurationSeconds: 900 })

    const sts = new STSClient(config(aws, { keys }))
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: OTHER,
      Arn: `arn:aws:sts::${OTHER}:assumed-role/whodid-read/whodid-UALICE`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:whodid-UALICE$/) as string,
    })
    const { Events = [] } = await trail(aws, { keys }).send(new LookupEventsCommand({}))
    expect(Events.map(({ EventName }) => EventName)).toEqual(['There'])
    const { Account } = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: keys.accessKeyId }))
    expect(Account).toBe(OTHER)
    clock.move(900_000)
    expect(await refused(trail(aws, { keys }).send(new LookupEventsCommand({})))).toBe(
      'ExpiredTokenException 400: The security token included in the request is expired',
    )
    expect(await refused(sts.send(new GetCallerIdentityCommand({})))).toContain('ExpiredToken')
    expect(aws.problems).toEqual([])
  })

  const long = { arn: READER, longestSession: 43_200 }
  const wrong: readonly (readonly [what: string, role: FakeRole, input: object, says: string])[] = [
    ['a role that is not there', { arn: `${READER}er` }, {}, 'AccessDenied 403'],
    ['no external id where one is asked for', { arn: READER, externalId: 'example' }, {}, 'AccessDenied 403'],
    ['another external id', { arn: READER, externalId: 'example' }, { ExternalId: 'exampl' }, 'AccessDenied 403'],
    ['one whom the role does not trust', { arn: READER, trusts: [OTHER] }, {}, 'AccessDenied 403'],
    ['a session name with a space', long, { RoleSessionName: 'Alice B' }, 'ValidationError 400'],
    ['a session name of one letter', long, { RoleSessionName: 'A' }, 'ValidationError 400'],
    ['a session name of 65', long, { RoleSessionName: 'a'.repeat(65) }, 'ValidationError 400'],
    ['a source identity of aws:', long, { SourceIdentity: 'aws:alice' }, 'ValidationError 400'],
    ['899 seconds', long, { DurationSeconds: 899 }, 'ValidationError 400'],
    ['13 hours', long, { DurationSeconds: 46_800 }, 'ValidationError 400'],
    ['longer than the role', { arn: READER }, { DurationSeconds: 3601 }, 'ValidationError 400'],
    ['a policy that is none', long, { Policy: '{"Statement":[{"Effect":"Maybe"}]}' }, 'MalformedPolicyDocument'],
    ['a policy that is too long', long, { Policy: ' '.repeat(2049) }, 'ValidationError 400'],
    [
      'a source identity without sts:SetSourceIdentity',
      { arn: READER, maySetSourceIdentity: false },
      { SourceIdentity: 'UALICE' },
      'AccessDenied 403',
    ],
    [
      'tags without sts:TagSession',
      { arn: READER, mayTagSession: false },
      { Tags: [{ Key: 'a', Value: 'b' }] },
      'AccessDenied 403',
    ],
  ]
  test.each(wrong)('refuses %s', async (_, role, input, says) => {
    const aws = await started({ roles: [role] })

    expect(await refused(assume(aws, input as AssumeRoleCommandInput))).toMatch(new RegExp(`^${says}`))
  })

  test('says who may not do what, on which role', async () => {
    const aws = await started({})

    expect(await refused(assume(aws))).toBe(
      `AccessDenied 403: User: ${aws.operator.arn} is not authorized to perform: sts:AssumeRole on resource: ${READER}`,
    )
  })

  test('caps a role that assumes a role at an hour, by refusing, and keeps its source identity', async () => {
    const hub = { arn: `arn:aws:iam::${HOME}:role/hub`, longestSession: 43_200 }
    const aws = await started({ roles: [hub, { arn: READER, longestSession: 43_200, trusts: [hub.arn] }] })
    const keys = await assume(aws, { RoleArn: hub.arn, SourceIdentity: 'UALICE', DurationSeconds: 7200 })

    const chained = (input: object) => {
      const sts = new STSClient(config(aws, { keys }))
      return sts.send(new AssumeRoleCommand({ RoleArn: READER, RoleSessionName: 'whodid', ...input }))
    }

    expect(await refused(chained({ DurationSeconds: 3601 }))).toContain('role chaining')
    expect(await refused(chained({ SourceIdentity: 'UBOB' }))).toContain('sts:SetSourceIdentity')
    expect((await chained({ DurationSeconds: 3600 })).SourceIdentity).toBe('UALICE')
  })

  test('a suspended account cannot be entered', async () => {
    const accounts = [
      { id: HOME, alias: 'security' },
      { id: OTHER, alias: 'prod', state: 'SUSPENDED' as const },
    ]

    expect(await refused(assume(await started({ accounts, roles: [{ arn: READER }] })))).toContain('AccessDenied')
  })
})

describe('a session may do', () => {
  const look = { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' } as const
  const cases: readonly (readonly [what: string, role: Partial<FakeRole>, policy: object | undefined, says: string])[] =
    [
      ['everything, where nothing says otherwise', {}, undefined, 'not refused'],
      ['what its session policy names', {}, { Statement: [look] }, 'not refused'],
      [
        'nothing else',
        {},
        { Statement: [{ ...look, Action: 'logs:*' }] },
        'because no session policy allows the cloudtrail:LookupEvents action',
      ],
      [
        'nothing that its role may not, whatever its session policy says',
        { policies: [{ Statement: [{ ...look, Action: 'athena:*' }] }] },
        { Statement: [look] },
        'because no identity-based policy allows the cloudtrail:LookupEvents action',
      ],
      [
        'nothing that the organisation denies in the Region',
        { deniedByOrganisation: [{ action: 'cloudtrail:*', regions: ['us-east-1'] }] },
        undefined,
        'with an explicit deny in a service control policy',
      ],
      [
        'nothing outside the Regions of a condition',
        {},
        { Statement: [{ ...look, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }] },
        'because no session policy allows',
      ],
    ]
  test.each(cases)('%s', async (_, role, policy, says) => {
    const aws = await started({ roles: [{ arn: READER, ...role }] })
    const keys = await assume(aws, policy ? { Policy: JSON.stringify({ Version: '2012-10-17', ...policy }) } : {})

    const said = await refused(trail(aws, { keys }).send(new LookupEventsCommand({})))

    expect(said).toContain(says)
    expect(said).toMatch(/^not refused$|^AccessDeniedException 400: User: arn:aws:sts::\d+:assumed-role/)
  })
})
