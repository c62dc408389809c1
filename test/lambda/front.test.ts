import { describe, expect, it } from 'vitest'
import { makeFrontApp } from '../../src/lambda/front-app.ts'
import { makeFrontFunction } from '../../src/lambda/front.ts'
import type { HttpEvent } from '../../src/lambda/http-event.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Sent } from '../../src/queues/sqs.ts'
import { commandForm, eventBody, sign, signedHeaders, SIGNING_SECRET } from '../slack/post-signed.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'

const NOW = instant(1_795_000_000_000)
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

describe('the function that Slack waits for', () => {
  it('queues a command as it came, with the instant it came at, and says no more than that it arrived', async () => {
    const { reply, queued } = await given(post(commandForm(), FORM))

    expect(reply).toEqual({ statusCode: 200, headers: {}, body: '' })
    expect(queued).toEqual([
      { kind: 'sent', at: NOW, body: expect.objectContaining({ text: 'Alice 24h', trigger_id: '1.2.fake' }) },
    ])
  })

  it.each([true, false])('queues an event, also with letters beyond ASCII; in base64: %s', async (base64) => {
    const { reply, queued } = await given(post(eventBody({ text: 'Zoë ☃ 24h' }), JSON_TYPE, { base64 }))

    expect(reply.statusCode).toBe(200)
    expect(queued[0]?.body.event).toMatchObject({ text: 'Zoë ☃ 24h' })
  })

  const formats: readonly (readonly [string, (event: HttpEvent) => HttpEvent])[] = [
    ['a charset after the type', (event) => withHeader(event, 'content-type', `${FORM}; charset=utf-8`)],
    ['header names in capitals', (event) => ({ ...event, headers: upper(event.headers) })],
    [
      'version 1.0, of a REST API',
      ({ headers, body }) => ({
        httpMethod: 'POST',
        headers: headers ?? null,
        body: body ?? null,
        isBase64Encoded: false,
      }),
    ],
    [
      'headers with several values alone',
      ({ headers, body }) => ({
        httpMethod: 'POST',
        headers: null,
        multiValueHeaders: Object.fromEntries(
          Object.entries(headers ?? {}).map(([name, value]) => [name, [value ?? '']]),
        ),
        body: body ?? '',
      }),
    ],
  ]
  it.each(formats)('takes %s', async (_, form) => {
    const { reply, queued } = await given(form(post(commandForm(), FORM)))

    expect([reply.statusCode, queued.length]).toEqual([200, 1])
  })

  const good = post(commandForm(), FORM)
  const refused: readonly (readonly [string, HttpEvent, number])[] = [
    ['no signature', withHeader(good, 'x-slack-signature', undefined), 401],
    ['no headers', { ...good, headers: {} }, 401],
    ['a signature of something else', { ...good, body: `${good.body}&text=bob` }, 401],
    [
      'a signature with another secret',
      withHeader(good, 'x-slack-signature', sign(commandForm(), '1795000000', 'other')),
      401,
    ],
    ['a request of ten minutes ago', postAt(NOW - 600_000), 401],
    ['a request from the future', postAt(NOW + 600_000), 401],
    ['broken JSON that is not signed', { ...good, body: '{"a":', headers: { 'content-type': JSON_TYPE } }, 401],
    ['broken JSON that is signed', post('{"a":', JSON_TYPE), 400],
    ['a broken payload that is signed', post('payload=%7Bbad', FORM), 400],
    ['another type', post('<a/>', 'text/xml'), 400],
    ['a body that is no text', { ...good, body: 7 as unknown as string }, 400],
    ['no body', { ...good, body: null }, 401],
    ['a GET', { ...good, requestContext: { http: { method: 'GET' } } }, 405],
    ['no method', { body: good.body ?? null, headers: good.headers ?? {} }, 405],
    ['a body of five megabytes', post('a'.repeat(5_000_000), FORM), 413],
  ]
  it.each(refused)('refuses %s, and queues nothing', async (_, event, status) => {
    const { reply, queued } = await given(event)

    expect(reply).toEqual({ statusCode: status, headers: {}, body: '' })
    expect(queued).toEqual([])
  })

  it('echoes a challenge that is signed, and only that', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })

    expect((await given(post(body, JSON_TYPE))).reply.body).toBe('{"challenge":"abc"}')
    expect((await given(withHeader(post(body, JSON_TYPE), 'x-slack-signature', 'v0=00'))).reply.statusCode).toBe(401)
  })

  it('says so at once where a command cannot be queued, and leaves an event to be sent again', async () => {
    const full = new Error('queue away')
    const command = await given(post(commandForm(), FORM), full)
    const event = await given(post(eventBody({}), JSON_TYPE), full)

    expect(command.reply.statusCode).toBe(200)
    expect(JSON.parse(command.reply.body)).toMatchObject({
      text: expect.stringMatching(/It is in my log under `command:[\w.-]+`/),
    })
    expect(event.reply.statusCode).toBe(500)
  })

  it('hands on what needs an answer, and loads for it no sooner', async () => {
    const click = `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions' }))}`
    const before = await given(post(commandForm(), FORM))
    const clicked = await given(post(click, FORM))

    expect([before.handedOn, clicked.handedOn]).toEqual([[], ['block_actions']])
    expect(clicked.queued).toEqual([])
    expect(clicked.reply.statusCode).toBe(200)
  })

  it('hands on a command without words, for it opens a form; where that cannot be loaded, it is queued all the same', async () => {
    const bare = post(commandForm({ text: ' ' }), FORM)
    const opened = await given(bare)
    const failed = await given(bare, undefined, new Error('no settings'))

    expect([opened.handedOn, opened.queued]).toEqual([['command'], []])
    expect([failed.reply.statusCode, failed.queued.length]).toEqual([200, 1])
  })

  it('answers 500 where the secret cannot be had, and never rejects', async () => {
    const reply = await makeFrontFunction({
      signingSecret: () => Promise.reject(new Error('denied')),
      app: { processEvent: () => Promise.reject(new Error('unused')) },
      clock: { now: () => NOW, sleep: async () => undefined },
      log: makeQuietLog(),
    })(good)

    expect(reply.statusCode).toBe(500)
  })

  it('takes one argument, as Lambda with Node 24 wants it', () => {
    expect(
      makeFrontFunction({
        signingSecret: async () => '',
        app: { processEvent: async () => undefined },
        clock: { now: () => NOW, sleep: async () => undefined },
        log: makeQuietLog(),
      }).length,
    ).toBeLessThanOrEqual(2)
  })
})

async function given(event: HttpEvent, failure?: Error, notLoaded?: Error) {
  const queued: Sent[] = []
  const handedOn: string[] = []
  const clock = { now: () => NOW, sleep: async () => undefined }
  const app = makeFrontApp({
    put: async (sent) => {
      if (failure !== undefined) throw failure
      queued.push(sent)
    },
    now: clock.now,
    log: makeQuietLog(),
    interactions: async () => {
      if (notLoaded !== undefined) throw notLoaded
      return {
        async processEvent({ body, ack }) {
          handedOn.push(String(body.type ?? 'command'))
          await ack()
        },
      }
    },
  })
  const reply = await makeFrontFunction({ signingSecret: async () => SIGNING_SECRET, app, clock, log: makeQuietLog() })(
    event,
  )
  return { reply, queued, handedOn }
}

function post(body: string, type: string, { base64 = false } = {}): HttpEvent {
  return {
    requestContext: { http: { method: 'POST' } },
    headers: signedHeaders(body, NOW, type),
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  }
}

function postAt(ms: number): HttpEvent {
  return { ...post(commandForm(), FORM), headers: signedHeaders(commandForm(), ms) }
}

function withHeader(event: HttpEvent, name: string, value: string | undefined): HttpEvent {
  return { ...event, headers: { ...event.headers, [name]: value } }
}

function upper(headers: HttpEvent['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toUpperCase(), value]))
}
