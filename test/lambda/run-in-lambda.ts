import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openTickFunction, openWorkFunction } from '../../src/wire-lambda.ts'
import { openSlackFunction } from '../../src/wire-lambda-slack.ts'
import type { StoreSettings } from '../../src/stores/open-store.ts'
import type { start } from '../../src/wire.ts'
import { startDynamo } from '../stores/start-dynamo.ts'
import { asJson, httpEventOf, scheduleEvent, SHAPES, sqsEventOf } from './lambda-events.ts'
import { CREDENTIALS, environmentOf } from './environment-of.ts'
import { startSqs } from './start-sqs.ts'

export type InLambda = {
  /** Starts the bot as functions, in containers that know nothing yet, over the same table and queue each time. */
  readonly run: typeof start
  /** The table of all of them. */
  readonly store: StoreSettings
  stop(): Promise<void>
}

/** As in serverless.yml and deploy/lambda/queue.yml. */
const LONGEST_S = 300
const VISIBILITY_S = 360
const WORKERS = 3
const TICK_MS = 60_000

/**
 * What AWS does around the functions: a gateway before the first, pollers between the queue and the second, and a schedule that
 * calls the third. The queue and the table are someone else's stand-ins.
 */
export async function openInLambda(): Promise<InLambda> {
  const [dynamo, sqs, folder] = await Promise.all([
    startDynamo('whodid'),
    startSqs({ visibility: VISIBILITY_S }),
    mkdtemp(join(tmpdir(), 'whodid-in-lambda-')),
  ])
  const file = join(folder, 'whodid.yml')
  const fronts: ReturnType<typeof openSlackFunction>[] = []
  let requests = 0
  const gateway = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const store = { table: 'whodid', region: 'us-east-1', endpoint: dynamo.endpoint }
  return {
    store: { kind: 'dynamodb', ...store, credentials: CREDENTIALS },
    async run({ secrets, ...settings }, { clock, log, responseOrigins = [], awsCredentials = CREDENTIALS }) {
      await writeFile(file, JSON.stringify({ ...settings, store }))
      const environment = {
        ...environmentOf(file, sqs, LONGEST_S),
        SLACK_BOT_TOKEN: secrets.botToken,
        SLACK_SIGNING_SECRET: secrets.signingSecret,
        SLACK_CLIENT_SECRET: secrets.clientSecret,
        WHODID_INSTALLATION_KEY: secrets.installationKeys?.join(','),
      }
      const outside = { clock, log, responseOrigins, awsCredentials }
      const front = openSlackFunction(environment, { ...outside, write: () => undefined })
      const worker = openWorkFunction(environment, outside)
      const ticker = openTickFunction(environment, outside)
      const context = { getRemainingTimeInMillis: () => LONGEST_S * 1_000 }
      const end = new AbortController()
      const pollers = Array.from({ length: WORKERS }, () => poll())
      const tickMs = Math.min(TICK_MS, settings.watches.tickSeconds * 1_000)
      const schedule = tick()
      fronts.push(front)
      return {
        port: (gateway.address() as AddressInfo).port,
        healthPort: undefined,
        installPort: undefined,
        async idle() {
          while ((await sqs.left()) > 0) await pause(15)
        },
        async stop() {
          end.abort()
          fronts.splice(fronts.indexOf(front), 1)
          await Promise.all([...pollers, Promise.race([schedule, pause(2_000)])])
        },
      }

      /** One message at a time, as the template has it. What the function does not name as failed is deleted. */
      async function poll(): Promise<void> {
        while (!end.signal.aborted) {
          const messages = await sqs.receive({ most: 1, wait: 1 })
          if (messages.length === 0) continue
          const { batchItemFailures } = asJson(await worker(sqsEventOf(messages), context))
          const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
          for (const message of messages) if (!failed.has(message.messageId)) await sqs.remove(message)
        }
      }

      async function tick(): Promise<void> {
        for (;;) {
          await clock.sleep(tickMs)
          if (end.signal.aborted) return
          await ticker(scheduleEvent(clock.now()), context)
        }
      }
    },
    async stop() {
      gateway.closeAllConnections()
      gateway.close()
      await Promise.all([dynamo.stop(), sqs.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }

  /** Whichever containers there are, and each time in another of the shapes that Slack's requests reach a function in. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const front = fronts[requests % fronts.length]
    const shape = SHAPES[requests % SHAPES.length] ?? 'http-api'
    requests += 1
    if (front === undefined) return void response.writeHead(503).end()
    const { statusCode, headers, body } = asJson(await front(httpEventOf(request, await readAll(request), shape)))
    response.writeHead(statusCode, headers).end(body)
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
