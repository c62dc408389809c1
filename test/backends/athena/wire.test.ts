import { AthenaClient } from '@aws-sdk/client-athena'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAthena } from '../../../src/backends/athena/backend.ts'
import { HEADING } from '../../../src/backends/athena/columns.ts'
import type { Aws } from '../../../src/aws/aws.ts'
import { makeHastyClock } from '../../slack/fake-clock.ts'
import { resultRows, WORKGROUP } from './scripted-athena.ts'
import { gather, searchFor, TABLE, wanted } from './searches.ts'

type Sent = { readonly headers: Readonly<Record<string, string>>; readonly body: unknown }

describe('on the wire', () => {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    nock.cleanAll()
    nock.enableNetConnect()
  })

  it('each call has its target and body, and is signed for Athena in the Region of the table', async () => {
    const sent = answering([
      ['GetWorkGroup', WORKGROUP],
      ['StartQueryExecution', { QueryExecutionId: 'query-1' }],
      ['GetQueryExecution', { QueryExecution: { Status: { State: 'RUNNING' } } }],
      ['GetQueryExecution', { QueryExecution: { Status: { State: 'SUCCEEDED' } } }],
      ['GetQueryResults', { ResultSet: { Rows: resultRows([HEADING]) }, NextToken: 'more' }],
      ['GetQueryResults', { ResultSet: { Rows: [] } }],
    ])

    const found = await gather(open().search(searchFor([ALICE]), new AbortController().signal))

    expect(found.gaps).toEqual([])
    expect(sent.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'AmazonAthena.GetWorkGroup',
      'AmazonAthena.StartQueryExecution',
      'AmazonAthena.GetQueryExecution',
      'AmazonAthena.GetQueryExecution',
      'AmazonAthena.GetQueryResults',
      'AmazonAthena.GetQueryResults',
    ])
    expect(sent.map(({ body }) => body)).toEqual([
      { WorkGroup: 'whodid' },
      {
        QueryString: expect.stringMatching(/^SELECT\n[^;?]*useridentity\.username = \?\)[^;?]*LIMIT 50001$/),
        ExecutionParameters: ["'Al''ice'"],
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'default' },
        WorkGroup: 'whodid',
        ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { QueryExecutionId: 'query-1' },
      { QueryExecutionId: 'query-1' },
      { QueryExecutionId: 'query-1', MaxResults: 1_000 },
      { QueryExecutionId: 'query-1', MaxResults: 1_000, NextToken: 'more' },
    ])
    for (const { headers } of sent) {
      expect(headers['content-type']).toBe('application/x-amz-json-1.1')
      expect(headers.authorization).toMatch(
        /Credential=AKIAFAKEFAKEFAKE0001\/\d{8}\/eu-central-1\/athena\/aws4_request,/,
      )
    }
  })

  it('a query that nobody waits for any more is stopped', async () => {
    const stop = new AbortController()
    const sent = answering([
      ['GetWorkGroup', WORKGROUP],
      ['StartQueryExecution', { QueryExecutionId: 'query-1' }],
      ['StopQueryExecution', {}],
    ])
    const search = open().search(searchFor([ALICE]), stop.signal)
    sent.onSent = (target) => target === 'StartQueryExecution' && stop.abort()

    const { gaps } = await gather(search)

    expect(gaps).toMatchObject([{ reason: 'cancelled' }])
    expect(sent.at(-1)).toMatchObject({
      headers: { 'x-amz-target': 'AmazonAthena.StopQueryExecution' },
      body: { QueryExecutionId: 'query-1' },
    })
  })

  it('a refusal comes as HTTP 400, and is told', async () => {
    answering([['GetWorkGroup', { __type: 'InvalidRequestException', message: 'WorkGroup whodid is not found.' }, 400]])

    const { gaps } = await gather(open().search(searchFor([ALICE]), new AbortController().signal))

    expect(gaps).toEqual([
      { reason: 'failed', where: TABLE.name, detail: 'Athena refused: WorkGroup whodid is not found.', count: 1 },
    ])
  })
})

const ALICE = wanted({ kind: 'identity', by: 'user', value: "Al'ice", prefix: false })

/** Answers these calls and no others, in this order. */
function answering(replies: readonly (readonly [target: string, body: object, status?: number])[]) {
  const sent: Sent[] & { onSent?: (target: string) => unknown } = []
  for (const [target, body, status = 200] of replies) {
    nock('https://athena.eu-central-1.amazonaws.com')
      .post('/')
      .matchHeader('x-amz-target', `AmazonAthena.${target}`)
      .reply(async (request: Request) => {
        sent.push({ headers: Object.fromEntries(request.headers), body: await request.json() })
        sent.onSent?.(target)
        return [status, body, { 'content-type': 'application/x-amz-json-1.1' }]
      })
  }
  return sent
}

function open() {
  const client = new AthenaClient({
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAFAKEFAKEFAKE0001', secretAccessKey: 'fake' },
  })
  const nobody = (): never => {
    throw new Error('only Athena is asked')
  }
  const aws: Aws = { cloudTrail: nobody, logs: nobody, athena: async () => client, close: () => client.destroy() }
  return makeAthena({ aws, clock: makeHastyClock(), tables: [TABLE] })
}
