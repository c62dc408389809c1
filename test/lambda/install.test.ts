import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { PageEvent, PageResult } from '../../src/lambda/page-event.ts'
import { openWorkFunction } from '../../src/wire-lambda.ts'
import { openInstallFunction } from '../../src/wire-lambda-install.ts'
import { CLIENT_ID, CLIENT_SECRET, KEY, OAUTH_MANIFEST } from '../oauth/install-site.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'
import { startDynamo } from '../stores/start-dynamo.ts'

const PUBLIC = 'https://whodid.example.com'
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

describe('the pages for installing, as a function', () => {
  let folder: string
  let slack: FakeSlack
  let dynamo: Awaited<ReturnType<typeof startDynamo>>
  let environment: Readonly<Record<string, string>>
  const log = makeQuietLog()
  const outside = { clock: systemClock, log, awsCredentials: CREDENTIALS }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-install-function-'))
    const oauth = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUrls: [PUBLIC] }
    ;[slack, dynamo] = await Promise.all([
      startSlack({ manifest: OAUTH_MANIFEST, transport: 'http', oauth }),
      startDynamo('whodid'),
    ])
    const file = join(folder, 'whodid.yml')
    const workspaces = ['T00FAKE']
    await writeFile(
      file,
      stringify({
        slack: { mode: 'http', apiUrl: slack.apiUrl, oauth: { clientId: CLIENT_ID, publicUrl: PUBLIC, workspaces } },
        aws: { regions: ['us-east-1'] },
        policy: [{ name: 'all', everyone: true, workspaces }],
        store: { table: 'whodid', region: 'us-east-1', endpoint: dynamo.endpoint },
      }),
    )
    environment = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      WHODID_CONFIG: file,
      SLACK_CLIENT_SECRET: CLIENT_SECRET,
      WHODID_INSTALLATION_KEY: KEY,
    }
  })
  afterAll(async () => {
    await Promise.all([slack.close(), dynamo.stop()])
    await rm(folder, { recursive: true, force: true })
  })

  // In each form the first request goes to another container than the last: only the table is the same.
  test.each([
    ['2.0', eventOfHttpApi],
    ['1.0', eventOfRestApi],
  ])('in format %s: install, then thrown out: the worker removes what was kept', async (form, eventOf) => {
    const begun = await openInstallFunction(environment, outside)(eventOf(`${PUBLIC}/slack/install`))
    expect(begun.statusCode).toBe(302)
    const [cookie = ''] = cookieOf(begun).split(';')
    const allow = new URL(begun.headers.location ?? '')
    allow.searchParams.set('decided', 'allow')
    const back = (await fetch(allow, { redirect: 'manual' })).headers.get('location') ?? ''
    expect(back.startsWith(`${PUBLIC}/slack/oauth_redirect?`)).toBe(true)

    const stranger = await openInstallFunction(environment, outside)(eventOf(back))
    expect(stranger.statusCode).toBe(403)
    const done = await openInstallFunction(environment, outside)(eventOf(back, cookie))
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('whodid is installed in Fake Company')])
    expect(await itemsIn()).toContain('team:T00FAKE')

    const asked = {
      command: '/whodid',
      text: 'help',
      team_id: 'T00FAKE',
      user_id: 'U00BOB',
      channel_id: 'C00INCIDENTS',
    }
    await work({ ...asked, trigger_id: `trigger${form}`, response_url: '' })
    expect(slack.state.ephemerals.map(({ text }) => text).join()).toContain('Alice 24h')

    await slack.uninstall()
    const body = {
      type: 'event_callback',
      event_id: `Ev${form}`,
      event_time: Math.ceil(Date.now() / 1_000),
      team_id: 'T00FAKE',
      event: { type: 'app_uninstalled' },
    }
    await work(body)

    expect(await itemsIn()).not.toMatch(/T00FAKE|xox/)
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(slack.problems).toEqual([])
  })

  /** As SQS hands over what the front function has queued. */
  async function work(body: object): Promise<void> {
    const worker = openWorkFunction({ ...environment, SLACK_SIGNING_SECRET: 'fake-signing-secret' }, outside)
    const message = JSON.stringify({ kind: 'sent', at: Date.now(), body })
    const Records = [{ messageId: randomUUID(), body: message, attributes: { ApproximateReceiveCount: '1' } }]
    const result = await worker({ Records }, { getRemainingTimeInMillis: () => 60_000 })
    expect(result).toEqual({ batchItemFailures: [] })
  }

  /** Everything in the table, as text. */
  async function itemsIn(): Promise<string> {
    const { ScanCommand } = await import('@aws-sdk/client-dynamodb')
    const client = dynamo.client()
    const { Items } = await client.send(new ScanCommand({ TableName: 'whodid' }))
    client.destroy()
    return JSON.stringify(Items)
  }
})

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOfHttpApi(url: string, cookie?: string): PageEvent {
  const { pathname, search, host } = new URL(url)
  return {
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { host },
    ...(cookie === undefined ? {} : { cookies: ['other=1', cookie] }),
    requestContext: { http: { method: 'GET' } },
  }
}

function eventOfRestApi(url: string, cookie?: string): PageEvent {
  const { pathname, searchParams, host } = new URL(url)
  return {
    path: pathname,
    httpMethod: 'GET',
    headers: { Host: host, ...(cookie === undefined ? {} : { Cookie: `other=1; ${cookie}` }) },
    multiValueQueryStringParameters: Object.fromEntries([...searchParams].map(([name, value]) => [name, [value]])),
  }
}

function cookieOf({ headers, cookies }: PageResult): string {
  return cookies?.[0] ?? headers['set-cookie'] ?? ''
}
