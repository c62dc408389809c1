import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import nock from 'nock'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AccountSettings, makeAccount } from '../../src/aws/account.ts'
import { makeAws, type OpenAws } from '../../src/aws/make-aws.ts'
import { listMembers } from '../../src/aws/organization.ts'
import { compile } from '../../src/backends/event-history/compile.ts'
import { instant } from '../../src/lib/instant.ts'
import { jumpingClock } from '../backends/event-history/made-history.ts'

const KEYS = { accessKeyId: 'AKIAFAKEBOT000000000', secretAccessKey: 'fake-secret' }
const DEFAULTS = { regions: ['eu-central-1'], role: 'whodid-read', externalId: 'made-up-id', eventHistory: true }

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

it('AssumeRole goes to the Region’s own endpoint, with external id, asker, an hour, and a policy for one service', async () => {
  const [requests] = answerAssumeRole()
  answerLookup()
  const aws = open()

  await lookUp(aws)

  const form = new URLSearchParams(requests[0]?.body)
  expect(Object.fromEntries([...form].filter(([name]) => name !== 'Policy'))).toEqual({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: 'arn:aws:iam::111122223333:role/whodid-read',
    RoleSessionName: 'whodid-U00ASKER',
    DurationSeconds: '3600',
    ExternalId: 'made-up-id',
  })
  expect(JSON.parse(form.get('Policy') ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['cloudtrail:LookupEvents'], Resource: ['*'] }],
  })
  expect(requests[0]?.authorization).toMatch(/Credential=AKIAFAKEBOT000000000\/\d{8}\/eu-central-1\/sts\/aws4_request/)
})

it('sets the source identity where the settings say so, and no external id where none is expected', async () => {
  const [requests] = answerAssumeRole()
  answerLookup()
  const aws = open(
    { sourceIdentity: true },
    { id: '111122223333', role: 'audit' },
    { ...DEFAULTS, externalId: undefined },
  )

  await lookUp(aws)

  const form = new URLSearchParams(requests[0]?.body)
  expect(form.get('SourceIdentity')).toBe('U00ASKER')
  expect(form.has('ExternalId')).toBe(false)
  expect(form.get('RoleArn')).toBe('arn:aws:iam::111122223333:role/audit')
})

it('LookupEvents has one attribute, times in seconds, and is signed with the session for its Region', async () => {
  answerAssumeRole()
  const [requests] = answerLookup()

  await lookUp(open())

  expect(requests[0]).toMatchObject({
    target: 'CloudTrail_20131101.LookupEvents',
    type: 'application/x-amz-json-1.1',
    token: 'fake-session-token',
  })
  expect(requests[0]?.authorization).toMatch(
    /Credential=ASIAFAKESESSION00001\/\d{8}\/us-east-1\/cloudtrail\/aws4_request/,
  )
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'Alice' }],
    StartTime: 1_795_000_000,
    EndTime: 1_795_003_600,
    MaxResults: 50,
    NextToken: 'page-2',
  })
})

it('an account without a role is read with the bot’s own credentials', async () => {
  const [requests] = answerLookup()

  await lookUp(open({}, { id: '111122223333', role: 'none' }))

  expect(requests[0]?.authorization).toContain('Credential=AKIAFAKEBOT000000000/')
})

it('ListAccounts takes twenty at a time, goes on after empty pages, and reads State as well as Status', async () => {
  const pages = [
    { Accounts: [{ Id: '111122223333', Name: 'Prod (EU)', State: 'ACTIVE', Status: 'SUSPENDED' }], NextToken: 'a' },
    { Accounts: [], NextToken: 'b' },
    {
      Accounts: [
        { Id: '444455556666', Name: 'Prod EU', Status: 'ACTIVE' },
        { Id: '777788889999', Name: 'Old', State: 'SUSPENDED' },
        { Id: '000011112222', Name: 'Gone', Status: 'PENDING_CLOSURE' },
        { Id: '121212121212', Name: '日本', State: 'ACTIVE' },
      ],
    },
  ]
  const [requests] = answering(
    'https://organizations.us-east-1.amazonaws.com',
    ...pages.map((page) => JSON.stringify(page)),
  )

  const members = await listMembers(open().organizations, jumpingClock(), new AbortController().signal)

  expect(requests.map(({ body }) => JSON.parse(body))).toEqual([
    { MaxResults: 20 },
    { MaxResults: 20, NextToken: 'a' },
    { MaxResults: 20, NextToken: 'b' },
  ])
  expect(requests[0]?.target).toBe('AWSOrganizationsV20161128.ListAccounts')
  expect(requests[0]?.authorization).toContain('/us-east-1/organizations/aws4_request')
  expect(members).toEqual({
    active: [
      { id: '111122223333', alias: 'prod-eu' },
      { id: '444455556666', alias: 'prod-eu-2' },
      { id: '121212121212', alias: '121212121212' },
    ],
    left: [
      { id: '777788889999', alias: 'old', state: 'SUSPENDED' },
      { id: '000011112222', alias: 'gone', state: 'PENDING_CLOSURE' },
    ],
  })
})

it('takes no endpoint but one of this machine', () => {
  expect(() => open({ endpoint: 'https://sts.example' })).toThrow('not an address of this machine')
  expect(() => open({ endpoint: 'http://127.0.0.1.example/' })).toThrow('not an address of this machine')
})

type Seen = {
  readonly body: string
  readonly authorization: string
  readonly target: string | undefined
  readonly type: string | undefined
  readonly token: string | undefined
}

async function seen(request: Request): Promise<Seen> {
  const header = (name: string) => request.headers.get(name) ?? undefined
  return {
    body: await request.text(),
    authorization: header('authorization') ?? '',
    target: header('x-amz-target'),
    type: header('content-type'),
    token: header('x-amz-security-token'),
  }
}

function answerAssumeRole(): readonly [Seen[]] {
  return answering(
    'https://sts.eu-central-1.amazonaws.com',
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAFAKESESSION00001</AccessKeyId><SecretAccessKey>fake</SecretAccessKey>
<SessionToken>fake-session-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  )
}

function answerLookup(): readonly [Seen[]] {
  return answering('https://cloudtrail.us-east-1.amazonaws.com', '{"Events":[]}')
}

/** Answers one request, and keeps what it was. */
function answering(origin: string, ...answers: readonly string[]): readonly [Seen[]] {
  const requests: Seen[] = []
  nock(origin)
    .post('/')
    .times(answers.length)
    .reply(200, async (request: Request) => {
      requests.push(await seen(request))
      return answers[requests.length - 1] ?? ''
    })
  return [requests]
}

function open(
  more: Partial<Parameters<typeof makeAws>[0]> = {},
  account: AccountSettings = { id: '111122223333' },
  defaults: Parameters<typeof makeAccount>[1] = DEFAULTS,
): OpenAws {
  return makeAws({
    accounts: [makeAccount(account, defaults)],
    region: 'eu-central-1',
    clock: jumpingClock(),
    credentials: KEYS,
    ...more,
  })
}

async function lookUp(aws: OpenAws): Promise<void> {
  const client = await aws.cloudTrail({ account: '111122223333', region: 'us-east-1', asker: 'U00ASKER' })
  const asked = {
    attribute: { key: 'Username', value: 'Alice' },
    from: instant(1_795_000_000_000),
    to: instant(1_795_003_600_000),
  } as const
  await client.send(new LookupEventsCommand(compile(asked, 'page-2')))
}
