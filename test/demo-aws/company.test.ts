import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  GetQueryResultsCommand as GetInsightsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMPANY, companyAws } from '../../demo/aws/company-aws.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { describeWorld, makeWorld } from '../../demo/world/make-world.ts'
import { instant } from '../../src/lib/instant.ts'
import { assume, config, NOW, started, trail } from './started.ts'

const DDL = readFileSync(new URL('../../deploy/athena/table-organization.sql', import.meta.url), 'utf8')

const world = makeWorld({ now: instant(NOW), days: 2 })
const { accounts } = describeWorld(world)
const happenings = [...world.happenings()]
const isAlice = (userName: unknown, management: unknown) => userName === 'Alice' && management !== false
const alices = happenings
  .filter(({ record }) => isAlice(record.userIdentity.userName, record['managementEvent']))
  .map(({ record }) => record.eventID)
  .sort()

test('whichever way the company’s AWS is asked, it is the same events', async () => {
  const aws = await started({
    records: () => happenings,
    queryTimes: { queuedMs: 0, runningMs: 0 },
    ...companyAws(accounts, DDL),
  })
  const found = {
    history: await fromHistory(aws),
    filter: await fromFilter(aws),
    insights: await fromInsights(aws),
    athena: await fromAthena(aws),
  }

  expect(alices.length).toBeGreaterThan(50)
  expect(found).toEqual({ history: alices, filter: alices, insights: alices, athena: alices })
  expect(aws.problems).toEqual([])
})

function enter(aws: FakeAws, account: string) {
  const RoleArn = `arn:aws:iam::${account}:role/${COMPANY.role}`
  return assume(aws, { RoleArn, ExternalId: COMPANY.externalId })
}

/** By user name, in every account and Region, without the sessions that are only called like her. */
async function fromHistory(aws: FakeAws): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { id } of accounts) {
    const keys = await enter(aws, id)
    for (const region of COMPANY.regions) {
      let NextToken: string | undefined
      do {
        const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue: 'Alice' }]
        const page = await trail(aws, { keys, region }).send(new LookupEventsCommand({ LookupAttributes, NextToken }))
        for (const { CloudTrailEvent = '', EventId = '' } of page.Events ?? []) {
          const { userIdentity } = JSON.parse(CloudTrailEvent) as { userIdentity: { userName?: string } }
          if (userIdentity.userName === 'Alice') ids.push(EventId)
        }
        NextToken = page.NextToken
      } while (NextToken !== undefined)
    }
  }
  return ids.sort()
}

async function fromFilter(aws: FakeAws): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(config(aws, { keys: await enter(aws, accounts[0]?.id ?? '') }))
  const filterPattern =
    '{ $.userIdentity.userName = "Alice" && $.managementEvent IS TRUE || $.eventVersion = "1.05" && $.userIdentity.userName = "Alice" }'
  const ids: string[] = []
  let nextToken: string | undefined
  do {
    const asked = { logGroupName: COMPANY.logGroup, filterPattern, nextToken }
    const page = await client.send(new FilterLogEventsCommand(asked))
    for (const { message = '' } of page.events ?? []) ids.push((JSON.parse(message) as { eventID: string }).eventID)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return ids.sort()
}

async function fromInsights(aws: FakeAws): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(config(aws))
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName: COMPANY.logGroup,
      startTime: 0,
      endTime: NOW / 1000,
      queryString: 'filter userIdentity.userName = "Alice" and eventCategory != "Data" | display eventID',
    }),
  )
  const { results = [] } = await client.send(new GetInsightsCommand({ queryId }))
  return results.map((row) => row.find(({ field }) => field === 'eventID')?.value ?? '').sort()
}

async function fromAthena(aws: FakeAws): Promise<readonly string[]> {
  const client = new AthenaClient(config(aws, { keys: await enter(aws, accounts[0]?.id ?? '') }))
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: `SELECT eventid FROM ${COMPANY.database}.${COMPANY.table}
        WHERE useridentity.username = ? AND coalesce(eventcategory, '') <> 'Data' AND "timestamp" >= '2026/11/21'`,
      ExecutionParameters: ["'Alice'"],
      WorkGroup: COMPANY.workGroup,
    }),
  )
  let state: string | undefined
  do {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    state = QueryExecution?.Status?.State
  } while (state === 'QUEUED' || state === 'RUNNING')
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }))
  const rows = (ResultSet?.Rows ?? []).slice(1)
  return rows.map(({ Data = [] }) => Data[0]?.VarCharValue ?? '').sort()
}
