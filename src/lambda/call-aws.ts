import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent, request as overTls, type RequestOptions } from 'node:https'
import process from 'node:process'
import { instant } from '../lib/instant.ts'
import type { Clock } from '../lib/clock.ts'
import { type AwsCredentials, signRequest } from './sign-request.ts'

/** One call of an AWS service by its target, as X-Amz-Target has it: gives the reply. Rejects with an AwsRefusal. */
export type CallAws = (service: 'sqs' | 'ssm' | 'secretsmanager', target: string, input: object) => Promise<unknown>

export type CallSettings = {
  readonly region: string
  readonly credentials: () => AwsCredentials | Promise<AwsCredentials>
  readonly clock: Clock
  /** A stand-in on this machine. */
  readonly endpoint?: string | undefined
  readonly timeoutMs?: number
}

/** What AWS said instead of doing it; or that it said nothing that can be read. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal'
  /** 0 where no reply came. */
  readonly status: number

  constructor(message: string, status: number, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.status = status
  }
}

/** Slack waits three seconds in all: two tries have to fit. */
const TIMEOUT_MS = 1_200
const TRIES = 2

/** What has become of the call is not told by these: it may be made again. */
const PASSING = new Set([0, 429, 500, 502, 503, 504])

/**
 * Calls AWS as its SDK does, in the JSON protocols alone. Loading the SDK's client takes longer than the whole of what the
 * function that Slack waits for has to do; docs/decisions/0010 says why that counts.
 */
export function makeCallAws({ region, credentials, clock, endpoint, timeoutMs = TIMEOUT_MS }: CallSettings): CallAws {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  return async (service, target, input) => {
    const body = JSON.stringify(input)
    for (let tries = 1; ; tries += 1) {
      try {
        return await once(service, target, body)
      } catch (error) {
        const passing = error instanceof AwsRefusal && PASSING.has(error.status)
        if (!passing || tries === TRIES) throw error
      }
    }
  }

  async function once(service: string, target: string, body: string): Promise<unknown> {
    const url = new URL(endpoint ?? `https://${service}.${region}.amazonaws.com`)
    const version = service === 'sqs' ? '1.0' : '1.1'
    const headers = signRequest(
      {
        host: url.host,
        path: '/',
        headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
        body,
        service,
        region,
      },
      await credentials(),
      instant(clock.now()),
    )
    const { status, text } = await post(url, { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body)
    const reply = readReply(text)
    if (status === 200 && reply !== undefined) return reply
    const { __type: type = '', message = '', Message = '' } = (reply ?? {}) as Record<string, unknown>
    throw new AwsRefusal(`${target} was refused: ${status} ${String(type)} ${String(message || Message)}`, status)
  }

  async function post(url: URL, headers: RequestOptions['headers'], body: string): Promise<Reply> {
    const options = { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) } as const
    // Only a stand-in is asked without encryption. Imported, this module would load all of `fetch` with it.
    const send =
      url.protocol === 'https:'
        ? () => overTls(url, { ...options, agent })
        : () => process.getBuiltinModule('node:http').request(url, options)
    try {
      return await exchange(send(), body)
    } catch (error) {
      throw new AwsRefusal(`${url.host} did not answer`, 0, error)
    }
  }
}

type Reply = { readonly status: number; readonly text: string }

function exchange(request: ClientRequest, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    request.on('error', reject).on('response', (response: IncomingMessage) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (piece: string) => (text += piece))
        .on('error', reject)
        .on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.end(body)
  })
}

function readReply(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
