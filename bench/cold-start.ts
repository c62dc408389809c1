import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundle } from '../deploy/lambda/bundle.ts'
import { spawned } from './spawned.ts'

const SECRET = 'fake-signing-secret'
const BODY = new URLSearchParams({
  command: '/whodid',
  text: 'Alice 24h',
  trigger_id: '1.2.fake',
  team_id: 'T00FAKE',
  user_id: 'U00ALICE',
  channel_id: 'C00INCIDENTS',
}).toString()

export type ColdStart = {
  /** Medians, in milliseconds: Node alone; the function until its first ack; Bolt and the SDK's clients, loaded. */
  readonly bareMs: number
  readonly ackMs: number
  readonly eagerMs: number
  /** Of the function's bundle, and of what is loaded before the first request. */
  readonly bytes: number
  readonly eagerBytes: number
}

/**
 * How long Slack waits where no container is warm: a new process loads the bundled function, takes one signed command, puts
 * it into a queue on this machine and acknowledges it. All three are measured in turns, so that a busy machine slows them alike.
 */
export async function measureColdStart(rounds: number): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'whodid-cold-'))
  let queued = 0
  const queue = createServer((request, response) => {
    request.resume().on('end', () => {
      queued += 1
      response.end('{"MessageId":"1"}')
    })
  })
  await new Promise<void>((resolve) => queue.listen(0, '127.0.0.1', resolve))
  try {
    const [front] = await bundle(join(folder, 'out'))
    if (front?.name !== 'slack') throw new Error('the function that Slack waits for was not bundled')
    const endpoint = `http://127.0.0.1:${(queue.address() as AddressInfo).port}`
    const scripts = {
      bare: await script('bare', ''),
      ack: await script('ack', ackOnce(join(front.folder, 'index.cjs'), endpoint)),
      eager: await everythingAtOnce(join(folder, 'eager.mjs')),
    }
    const times = { bare: [] as number[], ack: [] as number[], eager: [] as number[] }
    for (let round = 0; round <= rounds; round += 1) {
      for (const which of ['bare', 'ack', 'eager'] as const) {
        const { ms } = await spawned(process.execPath, [scripts[which]])
        // The first of each fills the caches of the disk.
        if (round > 0) times[which].push(ms)
      }
    }
    if (queued !== rounds + 1) throw new Error(`${queued} commands were queued, not ${rounds + 1}`)
    return {
      bareMs: median(times.bare),
      ackMs: median(times.ack),
      eagerMs: median(times.eager),
      bytes: front.bytes,
      eagerBytes: front.eagerBytes ?? front.bytes,
    }
  } finally {
    queue.closeAllConnections()
    queue.close()
    await rm(folder, { recursive: true, force: true })
  }

  async function script(name: string, text: string): Promise<string> {
    const path = join(folder, `${name}.mjs`)
    await writeFile(path, text)
    return path
  }
}

export function sayColdStart({ bareMs, ackMs, eagerMs, bytes, eagerBytes }: ColdStart): string {
  const row = (what: string, ms: number) =>
    `${what.padEnd(52)}${`${Math.round(ms)} ms`.padStart(8)}${(ms / bareMs).toFixed(2).padStart(8)}\n`
  return [
    '\nA function that starts cold (median, and as a ratio to Node alone)\n',
    row('Node alone', bareMs),
    row('the function for Slack, until its first ack', ackMs),
    row('Bolt and the clients of AWS, loaded', eagerMs),
    `bundle: ${Math.ceil(bytes / 1024)} kB, of which ${Math.ceil(eagerBytes / 1024)} kB before the first request\n`,
  ].join('')
}

function ackOnce(index: string, endpoint: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${BODY}`).digest('hex')}`
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  }
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL: endpoint,
    WHODID_QUEUE_URL: `${endpoint}/queue`,
    SLACK_SIGNING_SECRET: SECRET,
  }
  const event = { requestContext: { http: { method: 'POST' } }, headers, body: BODY, isBase64Encoded: false }
  return `Object.assign(process.env, ${JSON.stringify(environment)})
const { handler } = await import(${JSON.stringify(index)})
const { statusCode } = await handler(${JSON.stringify(event)})
process.exit(statusCode === 200 ? 0 : 1)
`
}

/** What the same function costs the usual way. */
async function everythingAtOnce(outfile: string): Promise<string> {
  const clients = ['athena', 'cloudtrail', 'cloudwatch-logs', 'dynamodb', 'sts']
  const contents = [
    `import { App } from '@slack/bolt'`,
    ...clients.map((name, index) => `import * as client${index} from '@aws-sdk/client-${name}'`),
    `process.exit([App, ${clients.map((_, index) => `client${index}`).join(', ')}].length > 0 ? 0 : 1)`,
  ].join('\n')
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);`,
    },
    logLevel: 'error',
  })
  return outfile
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
