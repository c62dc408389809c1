import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { describe, expect, test } from 'vitest'
import type { AwsOptions, FakeTable, FakeWorkGroup } from '../../demo/aws/options.ts'
import type { FakeAws } from '../../demo/aws/start-aws.ts'
import { instant } from '../../src/lib/instant.ts'
import { assume, config, handClock, HOME, NOW, OTHER, READER, record, refused, started } from './started.ts'
import { ddl } from './table.ts'

const PLACE = { account: HOME, region: 'us-east-1' }
const TABLE: FakeTable = { ...PLACE, database: 'logs', ddl: ddl(), accounts: [HOME, OTHER] }
const GROUP: FakeWorkGroup = { ...PLACE, name: 'whodid' }
const DAY = 86_400

describe('a query', () => {
  test('is queued, runs and succeeds, and its first page begins with the names of the columns', async () => {
    const clock = handClock()
    const aws = await withTable([record(10), record(20, { recipientAccountId: OTHER })], {
      clock,
      queryTimes: { queuedMs: 100, runningMs: 100 },
    })
    const id = await start(aws, 'SELECT eventname, errorcode FROM logs.cloudtrail ORDER BY eventtime DESC')

    const states = []
    for (let i = 0; i < 2; i++) {
      states.push((await execution(aws, id))?.Status?.State)
      expect(await refused(results(aws, id))).toContain('Query has not yet finished')
      clock.move(100)
    }
    await finished(aws, id)

    expect(states).toEqual(['QUEUED', 'RUNNING'])
    const { ResultSet } = await results(aws, id)
    expect(ResultSet?.Rows?.map(({ Data }) => Data)).toEqual([
      [{ VarCharValue: 'eventname' }, { VarCharValue: 'errorcode' }],
      [{ VarCharValue: 'ListUsers' }, {}],
      [{ VarCharValue: 'ListUsers' }, {}],
    ])
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'eventname varchar',
      'errorcode varchar',
    ])
    expect(aws.problems).toEqual([])
  })

  const role = { type: 'Role', arn: `arn:aws:iam::${HOME}:role/Admin`, userName: 'Admin' }
  const session = {
    type: 'AssumedRole',
    principalId: 'AROAFAKE:Bob',
    arn: `arn:aws:sts::${HOME}:assumed-role/Admin/Bob`,
    accessKeyId: 'ASIAFAKE',
    sessionContext: { sessionIssuer: role },
  }
  const cases: readonly (readonly [
    sql: string,
    parameters: readonly string[],
    rows: readonly (readonly string[])[],
  ])[] = [
    ["SELECT eventname FROM cloudtrail WHERE useridentity.username = 'Alice'", [], [['ListUsers']]],
    ['SELECT eventname FROM cloudtrail WHERE useridentity.username = ?', ["'Alice'"], [['ListUsers']]],
    ['SELECT eventname FROM cloudtrail WHERE useridentity.username = ?', ["'Al''ice'"], []],
    [
      'SELECT eventname FROM cloudtrail WHERE useridentity.sessioncontext.sessionissuer.arn = ?',
      [`'${role.arn}'`],
      [['PutObject']],
    ],
    ["SELECT readonly FROM cloudtrail WHERE readonly = 'false'", [], [['false']]],
    [
      "SELECT json_extract_scalar(requestparameters, '$.bucketName') FROM cloudtrail WHERE eventname = 'PutObject'",
      [],
      [['pictures']],
    ],
    ['SELECT count(*) AS n, max(eventtime) FROM cloudtrail', [], [['2', '2026-11-23T17:59:50Z']]],
    ['SELECT r.arn FROM cloudtrail CROSS JOIN UNNEST(resources) AS t(r)', [], [['arn:aws:s3:::pictures']]],
    [
      "SELECT regexp_extract(useridentity.arn, '[^/]*$') FROM cloudtrail WHERE regexp_extract(eventname, 'X') IS NULL ORDER BY 1",
      [],
      [['Alice'], ['Bob']],
    ],
    [
      "SELECT strpos(json_format(CAST(resources AS JSON)), 'pictures') > 0 FROM cloudtrail ORDER BY 1 DESC LIMIT 1",
      [],
      [['true']],
    ],
    [
      'SELECT "timestamp", region FROM cloudtrail WHERE "timestamp" = \'2026/11/23\' LIMIT 1',
      [],
      [['2026/11/23', 'us-east-1']],
    ],
  ]
  test.each(cases)('%s %j', async (sql, parameters, rows) => {
    const put = {
      userIdentity: session,
      eventName: 'PutObject',
      readOnly: false,
      requestParameters: { bucketName: 'pictures' },
      resources: [{ ARN: 'arn:aws:s3:::pictures', type: 'AWS::S3::Bucket' }],
    }
    const aws = await withTable([record(10), record(20, put)])

    expect(await answer(aws, sql, parameters)).toEqual(rows)
  })

  const failing: readonly (readonly [what: string, sql: string, parameters: readonly string[], reason: string])[] = [
    ['an unknown column', 'SELECT rolename FROM cloudtrail', [], 'COLUMN_NOT_FOUND'],
    ['an unknown table', 'SELECT 1 FROM logs.other', [], 'TABLE_NOT_FOUND'],
    ['a function that Trino does not have', 'SELECT list_sort(resources) FROM cloudtrail', [], 'FUNCTION_NOT_FOUND'],
    ['a parameter too few', 'SELECT 1 FROM cloudtrail WHERE eventname = ?', [], 'INVALID_PARAMETER_USAGE'],
    ['a parameter too many', 'SELECT 1 FROM cloudtrail', ["'a'"], 'INVALID_PARAMETER_USAGE'],
    ['a parameter without quotes', 'SELECT 1 FROM cloudtrail WHERE eventname = ?', ['Alice'], 'COLUMN_NOT_FOUND'],
    ['a column as a parameter', 'SELECT 1 FROM cloudtrail WHERE eventname = ?', ['eventname'], 'COLUMN_NOT_FOUND'],
    [
      'a quote that was not doubled',
      'SELECT 1 FROM cloudtrail WHERE eventname = ?',
      ["'a' OR 'b"],
      'INVALID_PARAMETER',
    ],
    [
      'a parenthesis that breaks out',
      'SELECT 1 FROM cloudtrail WHERE eventname = ?',
      ["'a') OR ('a' = 'a'"],
      'INVALID_PARA',
    ],
    ['a comment in a parameter', 'SELECT 1 FROM cloudtrail WHERE eventname = ?', ["'a' -- "], 'INVALID_PARAMETER'],
  ]
  test.each(failing)('fails for %s', async (_, sql, parameters, reason) => {
    const aws = await withTable([record(10)])

    expect(await reasonOf(aws, sql, parameters)).toContain(reason)
  })

  test.each(['SELECT 1; SELECT 2', 'DROP TABLE cloudtrail', "SELECT 'a", 'SELECT a::text FROM cloudtrail', ''])(
    'is refused: %j',
    async (sql) => {
      expect(await refused(start(await withTable([]), sql))).toContain('InvalidRequestException 400')
    },
  )

  test('does not see a file that was not delivered, nor a Region that the table does not list', async () => {
    const records = [record(10), record(1000), record(2000, { awsRegion: 'ap-south-1' })]
    const aws = await withTable(records, { deliveryDelayMs: 300_000 })

    expect(await answer(aws, 'SELECT count(*) FROM cloudtrail')).toEqual([['1']])
    aws.add([{ at: instant(NOW - 2_000_000), record: record(2000) }])
    expect(await answer(aws, 'SELECT count(*) FROM cloudtrail')).toEqual([['2']])
  })

  test('reads what its partitions hold, and is billed for that', async () => {
    const aws = await withTable(Array.from({ length: 10 }, (_, i) => record(i * DAY + 10)))
    const scanned = async (where: string) => {
      const id = await start(aws, `SELECT eventname FROM cloudtrail WHERE ${where}`)
      await finished(aws, id)
      return (await execution(aws, id))?.Statistics?.DataScannedInBytes ?? 0
    }

    const whole = await scanned('1 = 1')
    expect(await scanned(`"timestamp" >= '2026/11/22' AND "timestamp" <= '2026/11/23'`)).toBeCloseTo(whole / 5, -1)
    expect(await scanned("region = 'eu-central-1'")).toBe(0)
    expect(await scanned(`account IN ('${HOME}')`)).toBe(whole)
    expect(await scanned("awsregion = 'eu-central-1'")).toBe(whole)
  })

  test('ends where the workgroup’s limit is reached', async () => {
    const records = Array.from({ length: 10 }, (_, i) => record(i))
    const aws = await withTable(records, { workGroups: [{ ...GROUP, bytesScannedCutoff: 100 }] })

    expect(await reasonOf(aws, 'SELECT eventname FROM cloudtrail')).toBe('CANCELLED Bytes scanned limit was exceeded')
  })

  test('has to name an account where the table injects it', async () => {
    const tables = [{ ...TABLE, ddl: ddl({ account: 'injected' }) }]
    const aws = await withTable([record(1)], { tables })

    expect(await reasonOf(aws, 'SELECT eventname FROM cloudtrail')).toContain('CONSTRAINT_VIOLATION')
    expect(await answer(aws, `SELECT eventname FROM cloudtrail WHERE account = '${HOME}'`)).toEqual([['ListUsers']])
  })

  test('can be stopped, more than once, and has no results then', async () => {
    const aws = await withTable([record(1)], { queryTimes: { queuedMs: 1000, runningMs: 1000 } })
    const id = await start(aws, 'SELECT eventname FROM cloudtrail')

    await athena(aws).send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
    await athena(aws).send(new StopQueryExecutionCommand({ QueryExecutionId: id }))

    expect((await execution(aws, id))?.Status?.State).toBe('CANCELLED')
    expect(await refused(results(aws, id))).toContain('Final query state: CANCELLED')
  })

  test('gives a thousand rows a page, the names among them', async () => {
    const aws = await withTable(Array.from({ length: 1200 }, (_, i) => record(i)))
    const id = await start(aws, 'SELECT eventid FROM cloudtrail')
    await finished(aws, id)

    const first = await results(aws, id)
    const second = await results(aws, id, first.NextToken)

    expect([first.ResultSet?.Rows?.length, second.ResultSet?.Rows?.length, second.NextToken]).toEqual([
      1000,
      201,
      undefined,
    ])
    expect(await refused(results(aws, id, 'made-up'))).toContain('InvalidRequestException')
  })

  test('is one query for one token, however often it is sent', async () => {
    const aws = await withTable([])
    const token = 'a'.repeat(32)

    const ids = [
      await start(aws, 'SELECT 1 FROM cloudtrail', { ClientRequestToken: token }),
      await start(aws, 'SELECT 1 FROM cloudtrail', { ClientRequestToken: token }),
    ]

    expect(ids[0]).toBe(ids[1])
  })

  test('is read on behalf of who asks: catalogue, bucket and results', async () => {
    const place = { account: OTHER, region: 'us-east-1' }
    const aws = await withTable([], {
      roles: [{ arn: READER }],
      tables: [{ ...TABLE, ...place }],
      workGroups: [{ ...GROUP, ...place, output: 's3://example-results/whodid/' }],
    })
    const all = ['athena:*', 'glue:*', 's3:*']
    const reason = async (...actions: readonly string[]) => {
      const statement = { Effect: 'Allow', Action: actions, Resource: '*' }
      const keys = await assume(aws, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) })
      return reasonOf(aws, 'SELECT 1 FROM cloudtrail', [], keys)
    }

    expect(await reason(...all)).toBe('SUCCEEDED ')
    expect(await reason('athena:*', 's3:*')).toContain('not authorized to perform: glue:GetTable')
    expect(await reason('athena:*', 'glue:*', 's3:GetObject', 's3:ListBucket', 's3:GetBucketLocation')).toContain(
      'not authorized to perform: s3:PutObject on resource: arn:aws:s3:::example-results/whodid/',
    )
    expect(await refused(reason('glue:*'))).toContain(
      `athena:StartQueryExecution on resource: arn:aws:athena:us-east-1:${OTHER}:workgroup/whodid`,
    )
  })
})

test('GetWorkGroup and GetTableMetadata say what was configured', async () => {
  const aws = await withTable([], { workGroups: [{ ...GROUP, bytesScannedCutoff: 10_000_000 }] })

  const { WorkGroup } = await athena(aws).send(new GetWorkGroupCommand({ WorkGroup: 'whodid' }))
  const asked = { CatalogName: 'AwsDataCatalog', DatabaseName: 'logs', TableName: 'cloudtrail' }
  const { TableMetadata } = await athena(aws).send(new GetTableMetadataCommand(asked))

  expect(WorkGroup?.Configuration?.BytesScannedCutoffPerQuery).toBe(10_000_000)
  expect(WorkGroup?.Configuration?.ManagedQueryResultsConfiguration?.Enabled).toBe(true)
  expect(TableMetadata?.PartitionKeys?.map(({ Name }) => Name)).toEqual(['account', 'region', 'timestamp'])
  expect(TableMetadata?.Columns?.find(({ Name }) => Name === 'resources')?.Type).toBe(
    'array<struct<arn:string,accountid:string,type:string>>',
  )
  expect(await refused(athena(aws).send(new GetWorkGroupCommand({ WorkGroup: 'other' })))).toContain('InvalidRequest')
  const missing = new GetTableMetadataCommand({ ...asked, TableName: 'other' })
  expect(await refused(athena(aws).send(missing))).toContain('MetadataException')
})

type Keys = Awaited<ReturnType<typeof assume>>

function withTable(records: readonly object[], options: Partial<AwsOptions> = {}) {
  return started({
    records,
    tables: [TABLE],
    workGroups: [GROUP],
    queryTimes: { queuedMs: 0, runningMs: 0 },
    ...options,
  })
}

function athena(aws: FakeAws, keys?: Keys) {
  return new AthenaClient(config(aws, keys ? { keys } : {}))
}

async function start(
  aws: FakeAws,
  QueryString: string,
  input: Partial<StartQueryExecutionCommandInput> = {},
  keys?: Keys,
): Promise<string> {
  const context = { WorkGroup: 'whodid', QueryExecutionContext: { Database: 'logs' } }
  const command = new StartQueryExecutionCommand({ QueryString, ...context, ...input })
  return (await athena(aws, keys).send(command)).QueryExecutionId ?? ''
}

async function execution(aws: FakeAws, QueryExecutionId: string, keys?: Keys) {
  return (await athena(aws, keys).send(new GetQueryExecutionCommand({ QueryExecutionId }))).QueryExecution
}

async function finished(aws: FakeAws, id: string, keys?: Keys): Promise<string> {
  for (;;) {
    const { State = '', StateChangeReason = '' } = (await execution(aws, id, keys))?.Status ?? {}
    if (State !== 'QUEUED' && State !== 'RUNNING') return `${State} ${StateChangeReason}`
  }
}

function results(aws: FakeAws, QueryExecutionId: string, NextToken?: string) {
  return athena(aws).send(new GetQueryResultsCommand({ QueryExecutionId, ...(NextToken && { NextToken }) }))
}

async function reasonOf(aws: FakeAws, sql: string, parameters: readonly string[] = [], keys?: Keys): Promise<string> {
  const ExecutionParameters = parameters.length === 0 ? undefined : [...parameters]
  return finished(aws, await start(aws, sql, { ExecutionParameters }, keys), keys)
}

async function answer(aws: FakeAws, sql: string, parameters: readonly string[] = []) {
  const ExecutionParameters = parameters.length === 0 ? undefined : [...parameters]
  const id = await start(aws, sql, { ExecutionParameters })
  expect(await finished(aws, id)).toBe('SUCCEEDED ')
  const { ResultSet } = await results(aws, id)
  return (ResultSet?.Rows ?? []).slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue))
}
