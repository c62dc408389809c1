import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { COMPANY, companyAws } from '../../demo/aws/company-aws.ts'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import type { Clock as SlackClock } from '../../demo/slack/clock.ts'
import { describeWorld, type WorldFacts } from '../../demo/world/make-world.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Log } from '../../src/lib/log.ts'
import type { HttpEvent } from '../../src/lambda/http-event.ts'
import { openTickFunction, openWorkFunction } from '../../src/wire-lambda.ts'
import { openSlackFunction } from '../../src/wire-lambda-slack.ts'
import { startDynamo } from '../stores/start-dynamo.ts'
import { type Sqs, startSqs } from './start-sqs.ts'

export type Lambda = {
  readonly slack: FakeSlack
  readonly aws: FakeAws | undefined
  readonly world: WorldFacts
  /** The folder of log files. */
  readonly logs: string
  /** Lets the worker take what is in the queue until nothing is left that can be taken. */
  idle(): Promise<void>
  /** Takes what is in the queue once; gives how many messages there were. */
  work(): Promise<number>
  tick(): Promise<void>
  /** How long a run of a function may take from now on. */
  remain(ms: number): void
  /** Other containers: what this one knew is gone. */
  coldStart(): void
  /** Messages as SQS has them. */
  readonly sqs: Sqs
  stop(): Promise<void>
}

export type LambdaOptions = {
  readonly clock: SlackClock
  readonly onLog?: (level: keyof Log, data: object, message: string) => void
  /** Asks event history instead of log files. */
  readonly aws?: boolean
}

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

/** The functions as Lambda runs them, between a Slack, a DynamoDB and an SQS that are on this machine. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const { clock } = options
  const now = () => instant(clock.now())
  const folder = await mkdtemp(join(tmpdir(), 'whodid-lambda-'))
  const logs = join(folder, 'logs')
  const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const [written, slack, dynamo, sqs] = await Promise.all([
    writeWorld(logs, { now: now(), seed: 1, days: 2 }),
    startSlack({ manifest, transport: 'http', clock, rateLimits: true }),
    startDynamo('whodid'),
    startSqs(),
  ])
  const world = describeWorld(written.world)
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
  const ddl = await readFile(new URL('../../deploy/athena/table-organization.sql', import.meta.url), 'utf8')
  const aws =
    options.aws === true
      ? await startAws({
          ...companyAws(world.accounts, ddl),
          records: () => written.world.happenings(),
          clock: { now, sleep },
          deliveryDelayMs: 300_000,
        })
      : undefined
  const { regions, role, externalId } = COMPANY
  const file = join(folder, 'whodid.yml')
  await writeFile(
    file,
    stringify({
      slack: { mode: 'http', apiUrl: slack.apiUrl },
      accounts: world.accounts,
      policy: [{ name: 'all', everyone: true }],
      watches: { lookSeconds: 10 },
      store: { table: 'whodid', region: 'us-east-1', endpoint: dynamo.endpoint },
      ...(aws === undefined
        ? { logFiles: [{ name: 'trail', path: logs }] }
        : { aws: { endpoint: aws.endpoint, regions, role, externalId } }),
    }),
  )
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: sqs.endpoint,
    WHODID_CONFIG: file,
    WHODID_QUEUE_URL: sqs.url,
    WHODID_RECEIVES_MOST: '3',
    WHODID_LONGEST_SECONDS: '1',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  }
  const write = (level: keyof Log) => (data: object, message: string) => options.onLog?.(level, data, message)
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const outside = {
    clock: { now, sleep },
    log,
    responseOrigins: [slack.url],
    awsCredentials: aws?.credentials ?? CREDENTIALS,
  }
  const open = () => ({
    front: openSlackFunction(environment, { ...outside, write: () => undefined }),
    worker: openWorkFunction(environment, outside),
    ticker: openTickFunction(environment, outside),
  })
  let functions = open()
  let remaining = 300_000
  const context = { getRemainingTimeInMillis: () => remaining }

  const gateway = createServer((request, response) => {
    void answer(request, response)
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  slack.setRequestUrl(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/slack/events`)

  return {
    slack,
    aws,
    world,
    logs,
    sqs,
    work,
    async idle() {
      while ((await work()) > 0);
    },
    tick: async () => void (await functions.ticker({}, context)),
    remain: (ms) => void (remaining = ms),
    coldStart: () => void (functions = open()),
    async stop() {
      gateway.closeAllConnections()
      gateway.close()
      await Promise.all([slack.close(), dynamo.stop(), sqs.stop(), aws?.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { statusCode, headers, body } = await functions.front(eventOf(request, await readAll(request)))
    response.writeHead(statusCode, headers).end(body)
  }

  /** As Lambda's poller: a batch goes to the function, and what it does not name as failed is deleted. */
  async function work(): Promise<number> {
    const Records = await sqs.receive()
    if (Records.length === 0) return 0
    const { batchItemFailures } = await functions.worker({ Records }, context)
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    for (const record of Records) if (!failed.has(record.messageId)) await sqs.remove(record)
    return Records.length
  }
}

/** A request as an HTTP API hands it over: in base64, for all that it can be. */
function eventOf(request: IncomingMessage, body: Buffer): HttpEvent {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const requestContext = { http: { method: request.method ?? '' } }
  return { requestContext, headers, body: body.toString('base64'), isBase64Encoded: true }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
