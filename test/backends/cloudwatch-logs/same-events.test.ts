import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeAws, startAws } from '../../../demo/aws/start-aws.ts'
import { ACCOUNTS, ORGANISATION } from '../../../demo/world/company.ts'
import { makeWorld } from '../../../demo/world/make-world.ts'
import type { Aws } from '../../../src/aws/aws.ts'
import { makeCloudWatchLogs } from '../../../src/backends/cloudwatch-logs/backend.ts'
import type { LogGroup } from '../../../src/backends/cloudwatch-logs/log-group.ts'
import type { Event } from '../../../src/event/event.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import { instant } from '../../../src/lib/instant.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { NamedBy, Predicate, Term } from '../../../src/question/question.ts'
import { all, searchOf } from './fake-logs.ts'

const NOW = Date.parse('2026-11-23T18:00:00Z')
const HOUR = 3_600_000
const WINDOW = { from: instant(NOW - 12 * HOUR), to: instant(NOW - 4 * HOUR) }
const ONE: LogGroup = {
  place: 'one account',
  account: ACCOUNTS.prod,
  region: 'us-east-1',
  group: 'trail/prod',
  organizationTrail: false,
}
const RARE: LogGroup = { ...ONE, place: 'rarely read', group: 'trail/rare', logClass: 'INFREQUENT_ACCESS' }
const WHOLE: LogGroup = {
  place: 'organization',
  account: ACCOUNTS.prod,
  region: 'us-east-1',
  group: 'trail/org',
  organizationTrail: true,
  organizationId: ORGANISATION,
}

const identity = (by: NamedBy, value: string, prefix = false): Predicate => ({ kind: 'identity', by, value, prefix })
const wanted = (...predicates: Predicate[]): Term[] => predicates.map((predicate) => ({ not: false, predicate }))

const questions: readonly (readonly [what: string, keep: readonly Term[]])[] = [
  ['anyone', []],
  ['Alice', wanted(identity('name', 'Alice'))],
  ['nobody', wanted(identity('name', 'alicE'))],
  ['the start of a session name', wanted(identity('session', 'GitHubActions-', true))],
  [
    'a user and a person from outside',
    wanted(identity('name', 'Alice'), identity('name', 'grace@examplecorp.example')),
  ],
  ['a role', wanted(identity('role', 'CiDeploy'))],
  ['root', wanted(identity('root', ''))],
  ['a service', wanted(identity('service', 'autoscaling.amazonaws.com'))],
  ['a call', wanted({ kind: 'event', value: 'AssumeRole', prefix: false })],
  [
    'calls of one kind, not one of them',
    [
      ...wanted({ kind: 'event', value: 'Describe', prefix: true }),
      { not: true, predicate: { kind: 'event', value: 'DescribeInstances', prefix: false } },
    ],
  ],
  [
    'writes of one service',
    wanted({ kind: 'access', value: 'writes' }, { kind: 'source', value: 'iam.amazonaws.com' }),
  ],
  ['reads', wanted({ kind: 'access', value: 'reads' }, { kind: 'region', value: 'eu-central-1' })],
  ['errors', wanted({ kind: 'outcome', value: 'errors' })],
  ['refusals', wanted({ kind: 'outcome', value: 'denied' })],
  ['an error', wanted({ kind: 'error', value: 'NoSuch', prefix: true })],
  ['an address', wanted({ kind: 'ip', value: '203.0.113.66' })],
  ['a block of addresses', wanted({ kind: 'ip', value: '203.0.113.0/24' })],
  ['a program', wanted({ kind: 'agent', value: 'boto3' })],
  ['a Region', wanted({ kind: 'region', value: 'us-east-1' }, { kind: 'type', value: 'IAMUser' })],
  ['the start of a role’s ARN', wanted(identity('arn', 'arn:aws:iam::444455556666:role/CiDeploy', true))],
]

let aws: FakeAws
let clients: Aws
let events: readonly Event[]
let time = NOW
const clock = {
  now: () => instant(time),
  async sleep(ms: number) {
    time += ms
  },
}

beforeAll(async () => {
  const happenings = [...makeWorld({ now: instant(NOW), days: 2 }).happenings()]
  events = happenings.flatMap(({ record }) => {
    const event = readRecord(record)
    return 'unreadable' in event ? [] : [event]
  })
  const group = (of: LogGroup) => ({ account: of.account, region: of.region, name: of.group, dataEvents: true })
  aws = await startAws({
    records: () => happenings,
    accounts: Object.entries(ACCOUNTS).map(([alias, id]) => ({ id, alias })),
    clock,
    rateLimits: false,
    scannedPerPage: 500,
    deliveryDelayMs: 5 * 60_000,
    operator: { account: ACCOUNTS.prod, user: 'whodid' },
    logGroups: [
      group(ONE),
      { ...group(RARE), class: 'INFREQUENT_ACCESS' },
      { ...group(WHOLE), accounts: Object.values(ACCOUNTS), organisation: ORGANISATION, streams: 2 },
    ],
  })
  const credentials = aws.credentials
  const never = () => Promise.reject(new Error('not asked here'))
  clients = {
    logs: async ({ region }) =>
      new CloudWatchLogsClient({ region, credentials, endpoint: aws.endpoint, maxAttempts: 1 }),
    cloudTrail: never,
    athena: never,
    close: () => undefined,
  }
})
afterAll(() => aws.close())

function expected(keep: readonly Term[], accounts: readonly string[]): readonly string[] {
  const holds = holdsAll(keep)
  const found = events.filter(
    (event) => accounts.includes(event.account) && event.time >= WINDOW.from && event.time < WINDOW.to && holds(event),
  )
  return found.map(({ id }) => id).sort()
}

/** Where every event has to be fetched by itself, those questions that leave few of them. */
const few = questions.filter(([what]) => !['anyone', 'a block of addresses', 'a program'].includes(what))

describe.each([
  ['FilterLogEvents', ONE, 'filter', questions],
  ['Logs Insights', ONE, 'query', questions],
  ['Logs Insights, of a group that is rarely read', RARE, 'query', few],
] as const)('%s finds what our own check finds:', (_title, group, way, asked) => {
  it.each(asked)('%s', async (_what, keep) => {
    const backend = makeCloudWatchLogs({ aws: clients, clock, groups: [group], way, mostRecords: 20_000 })
    const search = searchOf({ place: group.place, account: ACCOUNTS.prod, window: WINDOW, keep })
    const found = await all(backend.search(search, new AbortController().signal))

    expect(found.gaps).toEqual([])
    expect(found.ids).toEqual(expected(keep, [ACCOUNTS.prod]))
    expect(found.records).toBe(found.events + found.unreadable + found.duplicates)
  })
})

describe.each(['filter', 'query'] as const)('an account of an organization’s trail by %s:', (way) => {
  it.each([ACCOUNTS.tools, ACCOUNTS.prod])('%s', async (account) => {
    const keep = wanted({ kind: 'access', value: 'writes' })
    const backend = makeCloudWatchLogs({ aws: clients, clock, groups: [WHOLE], way })
    const search = searchOf({ place: WHOLE.place, account, window: WINDOW, keep })
    const found = await all(backend.search(search, new AbortController().signal))

    expect(found.gaps).toEqual([])
    expect(found.ids).toEqual(expected(keep, [account]))
  })
})

it('most of the questions have an answer', () => {
  const unanswered = questions.filter(([, keep]) => expected(keep, [ACCOUNTS.prod]).length === 0)

  expect(unanswered.map(([what]) => what)).toEqual(['nobody', 'root', 'refusals'])
})

it('nothing was sent that AWS does not know', () => {
  expect(aws.problems).toEqual([])
})
