import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { COMPANY, companyAws } from '../../demo/aws/company-aws.ts'
import { folderObjects } from '../../demo/aws/s3/folder-bucket.ts'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import type { Clock as SlackClock } from '../../demo/slack/clock.ts'
import { describeWorld, type WorldFacts } from '../../demo/world/make-world.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Log } from '../../src/lib/log.ts'
import { type BatchResult, type SqsEvent, TELL_WITHIN_MS } from '../../src/lambda/work.ts'
import { openTickFunction, openWorkFunction } from '../../src/wire-lambda.ts'
import { openSlackFunction } from '../../src/wire-lambda-slack.ts'
import { startDynamo } from '../stores/start-dynamo.ts'
import { asJson, httpEventOf, scheduleEvent, SHAPES, sqsEventOf } from './lambda-events.ts'
import { CREDENTIALS, environmentOf } from './environment-of.ts'
import { type Sqs, startSqs, type Taken } from './start-sqs.ts'

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
  /** Hands messages to a container of their own; gives those that are to come again. */
  deliver(messages: readonly Taken[]): Promise<readonly string[]>
  tick(): Promise<void>
  /** The queue that is connected with the tick: what is put there is pushed. Only with `announced`. */
  readonly pushes: Sqs | undefined
  /** Hands the tick what was pushed, once; gives how many messages there were. */
  takePushed(): Promise<number>
  /** So much later, for the functions; nothing that waits is woken. */
  pass(ms: number): void
  /** How long a run of a function may take from now on. */
  remain(ms: number): void
  /** A run of a function that begins from now on may look until its time is said to run out. */
  remainUntilRunOut(): void
  runOut(): void
  /** From now on DynamoDB cannot be reached, by containers that start from now on. */
  loseStore(): void
  /** From now on nobody may ask here, in containers that start from now on. */
  withdrawRights(): void
  /** Ends these containers: whatever waits in them goes on waiting. What they have asked of AWS has to be without an answer. */
  kill(): void
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
  /** Its bucket announces new log files; with `aws`. */
  readonly announced?: boolean
  readonly lookSeconds?: number
  /** Messages are hidden for as long as in the template: nothing comes again by itself. */
  readonly asDeployed?: boolean
}

/** Nothing else sleeps for so long. */
const UNTIL_RUN_OUT_MS = 123_456_789

/** The functions as Lambda runs them, between a Slack, a DynamoDB and an SQS that are on this machine. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const { clock } = options
  let passed = 0
  const now = () => instant(clock.now() + passed)
  const folder = await mkdtemp(join(tmpdir(), 'whodid-lambda-'))
  const logs = join(folder, 'logs')
  const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const [written, slack, dynamo, sqs] = await Promise.all([
    writeWorld(logs, { now: now(), seed: 1, days: 2 }),
    startSlack({ manifest, transport: 'http', clock, rateLimits: true }),
    startDynamo('whodid'),
    startSqs(options.asDeployed === true ? { visibility: 360 } : {}),
  ])
  const world = describeWorld(written.world)
  const until: (() => void)[] = []
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === UNTIL_RUN_OUT_MS) until.push(resolve)
      else clock.after(ms, resolve)
    })
  const ddl = await readFile(new URL('../../deploy/athena/table-organization.sql', import.meta.url), 'utf8')
  const aws =
    options.aws === true
      ? await startAws({
          ...companyAws(world.accounts, ddl),
          records: () => written.world.happenings(),
          clock: { now, sleep },
          deliveryDelayMs: 300_000,
          buckets: [
            {
              name: COMPANY.bucket,
              account: world.accounts[0]?.id ?? '',
              region: 'us-east-1',
              object: folderObjects(logs),
            },
          ],
        })
      : undefined
  const { regions, role, externalId } = COMPANY
  const pushes = options.announced === true ? await startSqs() : undefined
  const file = join(folder, 'whodid.yml')
  await writeFile(
    file,
    stringify({
      slack: { mode: 'http', apiUrl: slack.apiUrl },
      accounts: world.accounts,
      policy: [{ name: 'all', everyone: true }],
      watches: {
        lookSeconds: options.lookSeconds ?? 10,
        ...(pushes && { pushed: { buckets: [{ name: COMPANY.bucket }] } }),
      },
      store: { table: 'whodid', region: 'us-east-1', endpoint: dynamo.endpoint },
      ...(aws === undefined
        ? { logFiles: [{ name: 'trail', path: logs }] }
        : { aws: { endpoint: aws.endpoint, regions, role, externalId } }),
    }),
  )
  const environment = {
    ...environmentOf(file, sqs, options.asDeployed === true ? 300 : 1),
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
  const open = () => {
    let killed = false
    const sleepsOn = async (ms: number) => {
      await sleep(ms)
      if (killed) await new Promise(() => {})
    }
    const mine = { ...outside, clock: { now, sleep: sleepsOn } }
    return {
      front: openSlackFunction(environment, { ...mine, write: () => undefined }),
      worker: openWorkFunction(environment, mine),
      ticker: openTickFunction(environment, mine),
      kill: () => void (killed = true),
    }
  }
  let functions = open()
  let remaining = 300_000
  let requests = 0
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
    async deliver(messages) {
      const { batchItemFailures } = asJson(await open().worker(sqsEventOf(messages), context))
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
    },
    tick: async () => void (await functions.ticker(scheduleEvent(clock.now()), context)),
    pushes,
    takePushed: () => handOn(pushes ?? sqs, async (event) => (await functions.ticker(event, context)) ?? NONE),
    pass: (ms) => void (passed += ms),
    remain: (ms) => void (remaining = ms),
    remainUntilRunOut: () => void (remaining = TELL_WITHIN_MS + UNTIL_RUN_OUT_MS),
    runOut() {
      for (const end of until.splice(0)) end()
    },
    loseStore() {
      writeFileSync(file, readFileSync(file, 'utf8').replace(dynamo.endpoint, 'http://127.0.0.1:9'))
      functions = open()
    },
    withdrawRights() {
      const elsewhere = 'everyone: true\n    channels: [C00ELSEWHERE]'
      writeFileSync(file, readFileSync(file, 'utf8').replace('everyone: true', elsewhere))
      functions = open()
    },
    kill() {
      functions.kill()
      functions = open()
    },
    coldStart: () => void (functions = open()),
    async stop() {
      gateway.closeAllConnections()
      gateway.close()
      await Promise.all([slack.close(), dynamo.stop(), sqs.stop(), pushes?.stop(), aws?.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const shape = SHAPES[requests++ % SHAPES.length] ?? 'http-api'
    const event = httpEventOf(request, await readAll(request), shape)
    const { statusCode, headers, body } = asJson(await functions.front(event))
    response.writeHead(statusCode, headers).end(body)
  }

  /** As Lambda's poller: a batch goes to the function, and what it does not name as failed is deleted. */
  function work(): Promise<number> {
    return handOn(sqs, (event) => functions.worker(event, context))
  }
}

const NONE: BatchResult = { batchItemFailures: [] }

async function handOn(queue: Sqs, to: (event: SqsEvent) => Promise<BatchResult>): Promise<number> {
  const taken = await queue.receive()
  if (taken.length === 0) return 0
  const { batchItemFailures } = asJson(await to(sqsEventOf(taken)))
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  for (const one of taken) if (!failed.has(one.messageId)) await queue.remove(one)
  return taken.length
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
