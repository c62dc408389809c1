import { request } from 'node:http'
import { connect } from 'node:net'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import type { Sent } from '../../src/job/ports.ts'
import { HttpReceiver } from '../../src/slack/http-receiver.ts'
import { spellWorkspace } from '../../src/policy/workspace.ts'
import { listen } from '../../src/slack/listen.ts'
import { sdkLogger } from '../../src/slack/sdk-logger.ts'
import { noFront } from '../made/no-front.ts'
import { wordsOf } from '../made/words-of.ts'
import { makeFakeClock } from './fake-clock.ts'
import { SIGNING_SECRET, commandForm, eventBody, sign, signedHeaders } from './post-signed.ts'
import { makeQuietLog } from './quiet-log.ts'

const clock = makeFakeClock()
const NOW = Math.floor(clock.now() / 1000)
const FORM = commandForm()
const NOT_UTF8 = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('"}')])

let jobs: Job[]
let told: string[]
let put: (job: Job) => Promise<void>
let tellSays: Sent
let port: number
let stop: () => Promise<void>

beforeEach(async () => {
  jobs = []
  told = []
  put = async (job) => void jobs.push(job)
  tellSays = { kind: 'posted', posted: { channel: 'C00INCIDENTS', ts: '' } }
  const log = makeQuietLog()
  const receiver = new HttpReceiver({
    signingSecret: SIGNING_SECRET,
    port: 0,
    host: '127.0.0.1',
    clock,
    log,
    arriveWithinMs: 1000,
    ackWithinMs: 1500,
  })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-fake', botId: 'B00BOT', botUserId: 'U00BOT' }),
    logger: sdkLogger(log, 'bolt'),
    convoStore: false,
  })
  const tell = async (_: Job, text: string) => {
    told.push(text)
    return tellSays
  }
  listen(app, {
    queue: { put: (job) => put(job) },
    clock,
    log,
    spell: spellWorkspace,
    of: async () => ({ botUserId: async () => 'U00BOT', tell, openView: async () => undefined, front: noFront }),
  })
  port = await receiver.start()
  stop = () => receiver.stop()
})
afterEach(() => stop())

describe('a request that is not from Slack, or not from now, or not readable, is refused and nothing is queued', () => {
  const at = String(NOW)
  const good = signedHeaders(FORM, clock.now())
  const signature = good['x-slack-signature']
  const json = '{"type":"event_callback"}'
  const signedAt = (timestamp: string) => ({
    ...good,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(FORM, timestamp),
  })
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
  const withSignature = (value: string) => ({ ...good, 'x-slack-signature': value })

  type Forged = { headers: Record<string, string>; body?: string | Uint8Array; method?: string; path?: string }
  const forged: Record<string, [number, Forged]> = {
    'no headers at all': [401, { headers: {} }],
    'no signature': [401, { headers: without('x-slack-signature') }],
    'no timestamp': [401, { headers: without('x-slack-request-timestamp') }],
    'an empty signature': [401, { headers: withSignature('') }],
    'a signature of another secret': [401, { headers: withSignature(sign(FORM, at, 'another-secret')) }],
    'a signature of an empty secret': [401, { headers: withSignature(sign(FORM, at, '')) }],
    'a signature of another body': [401, { headers: withSignature(sign(`${FORM}&`, at)) }],
    'a body changed by one byte': [401, { headers: good, body: FORM.replace('Alice', 'Alicf') }],
    'a body with more at its end': [401, { headers: good, body: `${FORM}&text=Bob` }],
    'an empty body': [401, { headers: good, body: '' }],
    'v1 instead of v0': [401, { headers: withSignature(signature.replace('v0=', 'v1=')) }],
    'a signature without its version': [401, { headers: withSignature(signature.slice(3)) }],
    'a signature one digit short': [401, { headers: withSignature(signature.slice(0, -1)) }],
    'a signature one digit long': [401, { headers: withSignature(`${signature}0`) }],
    'a signature of 63 digits and a letter': [401, { headers: withSignature(`${signature.slice(0, -1)}z`) }],
    'a signature in upper case': [401, { headers: withSignature(signature.toUpperCase()) }],
    'only the version': [401, { headers: withSignature('v0=') }],
    'a signature of a megabyte is not read': [431, { headers: withSignature('0'.repeat(20_000)) }],
    'two signatures': [401, { headers: withSignature(`${signature}, ${signature}`) }],
    'a timestamp changed': [401, { headers: { ...good, 'x-slack-request-timestamp': String(NOW - 1) } }],
    'six minutes old, rightly signed': [401, { headers: signedAt(String(NOW - 301)) }],
    'six minutes in the future, rightly signed': [401, { headers: signedAt(String(NOW + 301)) }],
    'a day in the future, rightly signed': [401, { headers: signedAt(String(NOW + 86_400)) }],
    'a timestamp in milliseconds': [401, { headers: signedAt(String(NOW * 1000)) }],
    'a timestamp with a fraction': [401, { headers: signedAt(`${NOW}.5`) }],
    'a timestamp in hexadecimal': [401, { headers: signedAt(`0x${NOW.toString(16)}`) }],
    'a timestamp that is a word': [401, { headers: signedAt('now') }],
    'a timestamp of zero': [401, { headers: signedAt('0') }],
    'a negative timestamp': [401, { headers: signedAt(`-${NOW}`) }],
    'a timestamp with a sign': [401, { headers: signedAt(`+${NOW}`) }],
    'Infinity as timestamp': [401, { headers: signedAt('Infinity') }],
    'unsigned broken JSON': [401, { headers: { 'content-type': 'application/json' }, body: '{"a":' }],
    'unsigned broken payload': [401, { headers: {}, body: 'payload=%7Bbad' }],
    'an unsigned url_verification': [
      401,
      { headers: { 'content-type': 'application/json' }, body: '{"type":"url_verification","challenge":"x"}' },
    ],
    'an unsigned ssl_check': [401, { headers: {}, body: 'ssl_check=1&token=x' }],
    'signed broken JSON': [400, { headers: signedHeaders('{"a":', clock.now(), 'application/json'), body: '{"a":' }],
    'signed broken payload': [400, { headers: signedHeaders('payload=%7Bbad', clock.now()), body: 'payload=%7Bbad' }],
    'signed JSON that is a list': [
      400,
      { headers: signedHeaders('[1]', clock.now(), 'application/json'), body: '[1]' },
    ],
    'signed JSON that is null': [
      400,
      { headers: signedHeaders('null', clock.now(), 'application/json'), body: 'null' },
    ],
    'signed text of another type': [400, { headers: signedHeaders(json, clock.now(), 'text/plain'), body: json }],
    'signed bytes that are not UTF-8': [
      400,
      {
        headers: signedHeaders(NOT_UTF8, clock.now(), 'application/json'),
        body: NOT_UTF8,
      },
    ],
    'a body over 256 KB, rightly signed': [
      413,
      { headers: signedHeaders('x'.repeat(262_145), clock.now()), body: 'x'.repeat(262_145) },
    ],
    GET: [405, { headers: good, method: 'GET' }],
    'PUT, rightly signed': [405, { headers: good, method: 'PUT', body: FORM }],
    DELETE: [405, { headers: good, method: 'DELETE' }],
    'another path, rightly signed': [404, { headers: good, path: '/slack/commands', body: FORM }],
    'a path that walks': [404, { headers: good, path: '/slack/../slack/events', body: FORM }],
  }

  test.each(Object.entries(forged))('%s', async (_, [status, { headers, body = FORM, method = 'POST', path }]) => {
    const reply = await call({ method, headers, body: method === 'POST' || method === 'PUT' ? body : undefined, path })

    expect(reply).toMatchObject({ status, body: '' })
    expect(jobs).toEqual([])
  })

  test('a body that never ends is cut off at the limit, whatever length it claims', async () => {
    const answer = await raw(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${'10000\r\n'.padEnd(7)}${'x'.repeat(0x10000)}\r\n`.concat(
        ...Array.from({ length: 5 }, () => `10000\r\n${'x'.repeat(0x10000)}\r\n`),
      ),
    )

    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(jobs).toEqual([])
  })

  test('a body that arrives too slowly is cut off', async () => {
    const answer = await raw('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nslow')

    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(jobs).toEqual([])
  })
})

describe('what Slack sends', () => {
  test('a command becomes a job with everything needed to answer it', async () => {
    const reply = await send(FORM)

    expect(reply).toMatchObject({ status: 200, body: '' })
    expect(jobs).toEqual([
      {
        kind: 'ask',
        key: 'command:1.2.fake',
        words: 'Alice 24h',
        askedAt: clock.now(),
        asker: { team: 'T00FAKE', person: 'U00ALICE' },
        venue: {
          channel: 'C00INCIDENTS',
          thread: undefined,
          responseUrl: 'https://hooks.slack.com/commands/T00FAKE/1/fake',
        },
      },
    ])
  })

  test.each([NOW - 300, NOW + 300])('is still taken at the edge of the five minutes', async (seconds) => {
    const headers = signedHeaders(FORM, seconds * 1000)

    expect(await call({ headers, body: FORM })).toMatchObject({ status: 200 })
  })

  test('is read whatever its charset suffix and letter case, and with any characters in it', async () => {
    await send(commandForm({ text: 'Zoë ☃ “x”' }), 'Application/X-WWW-Form-URLencoded; charset=UTF-8')
    await send(eventBody({ text: '<@U00BOT> Zoë ☃' }), 'application/json; charset=utf-8')

    expect(jobs.map(wordsOf)).toEqual(['Zoë ☃ “x”', 'Zoë ☃'])
  })

  test('the job is in the queue before Slack is told', async () => {
    const order: string[] = []
    put = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      order.push('queued')
    }

    await send(FORM)
    order.push('acknowledged')
    await send(eventBody({}), 'application/json')
    order.push('acknowledged')

    expect(order).toEqual(['queued', 'acknowledged', 'queued', 'acknowledged'])
  })

  test('a command that cannot be queued is refused in front of its asker', async () => {
    put = async () => Promise.reject(new Error('full'))

    const reply = await send(FORM)

    expect(JSON.parse(reply.body)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/again in a minute\. It is in my log under `command:[\w.]+`/),
    })
  })

  test('a mention that cannot be queued is told to its asker', async () => {
    put = async () => Promise.reject(new Error('full'))

    expect(await send(eventBody({}), 'application/json')).toMatchObject({ status: 200 })
    expect(told).toEqual([expect.stringMatching(/again in a minute\. It is in my log under `event:\w+`/)])
  })

  test('a mention that can neither be queued nor told is not acknowledged, so that Slack sends it again', async () => {
    put = async () => Promise.reject(new Error('full'))
    tellSays = { kind: 'unknown', detail: 'no' }
    expect(await send(eventBody({}), 'application/json')).toMatchObject({ status: 500 })

    put = async (job) => void jobs.push(job)
    expect(await send(eventBody({}), 'application/json')).toMatchObject({ status: 200 })
    expect(jobs).toHaveLength(1)
  })

  test('the same command fifty times at once is one job and fifty acknowledgements', async () => {
    put = async (job) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      jobs.push(job)
    }

    const replies = await Promise.all(Array.from({ length: 50 }, () => send(FORM)))

    expect(jobs).toHaveLength(1)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test('an event that Slack repeats is one job', async () => {
    await send(eventBody({}), 'application/json')
    await send(eventBody({}), 'application/json')
    await send(eventBody({}, { event_id: 'Ev00OTHER' }), 'application/json')

    expect(jobs.map(({ key }) => key)).toEqual(['event:Ev00FAKE', 'event:Ev00OTHER'])
  })

  test('a queue that hangs gives no acknowledgement', async () => {
    put = () => new Promise(() => undefined)

    expect(await send(FORM)).toMatchObject({ status: 503 })
  })

  test('url_verification and ssl_check are answered once they are signed', async () => {
    const verification = await send('{"type":"url_verification","challenge":"abc"}', 'application/json')

    expect(JSON.parse(verification.body)).toEqual({ challenge: 'abc' })
    expect(await send('ssl_check=1&token=x')).toMatchObject({ status: 200, body: '' })
    expect(jobs).toEqual([])
  })

  test.each([
    [
      'a click',
      {
        type: 'block_actions',
        user: { id: 'U00ALICE' },
        actions: [{ type: 'button', action_id: 'gone', block_id: 'b', value: 'v' }],
      },
    ],
    ['a shortcut', { type: 'shortcut', callback_id: 'gone', user: { id: 'U00ALICE' } }],
    ['a submitted view', { type: 'view_submission', view: { callback_id: 'gone' }, user: { id: 'U00ALICE' } }],
  ])('%s that nobody knows is acknowledged', async (_, payload) => {
    expect(await send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString())).toMatchObject({
      status: 200,
    })
  })

  test('health is told without a signature', async () => {
    const reply = await call({ method: 'GET', path: '/health', headers: {}, body: undefined })

    expect(reply).toMatchObject({ status: 200, body: '{"ok":true}' })
  })
})

function send(body: string, type?: string) {
  return call({ headers: signedHeaders(body, clock.now(), type), body })
}

function call(options: {
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  method?: string
  path?: string | undefined
}) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const { headers, method = 'POST', path = '/slack/events' } = options
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += String(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode, body }))
    })
    sent.on('error', reject)
    sent.end(options.body)
  })
}

function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('error', () => resolve(answer))
    socket.on('close', () => resolve(answer))
  })
}
