import { scheduler } from 'node:timers/promises'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeLog } from '../../src/config/log.ts'
import { redactText } from '../../src/config/redact.ts'
import { makeClient } from '../../src/slack/client.ts'
import { HttpReceiver } from '../../src/slack/http-receiver.ts'
import { sdkLogger } from '../../src/slack/sdk-logger.ts'
import { SocketConnection } from '../../src/slack/socket-connection.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { underKey } from '../../src/lib/job-key.ts'
import { inTurn, ok, refuse, reply, startWebApi } from '../slack/fake-web-api.ts'
import { SIGNING_SECRET, commandForm, signedHeaders } from '../slack/post-signed.ts'

let lines: string[]
const makeDebugLog = (secrets: string[] = []) =>
  makeLog({ level: 'debug', secrets, to: { write: (line) => void lines.push(line) } })
const written = () => lines.join('')

beforeEach(() => {
  lines = []
})

describe('a line of the log', () => {
  test('is JSON with a time, a level, a fixed message and its data', () => {
    makeDebugLog().info({ key: 'k' }, 'a job was done')

    expect(JSON.parse(written())).toMatchObject({
      level: 'info',
      msg: 'a job was done',
      key: 'k',
      time: expect.any(String),
    })
  })

  test('has the key of the job on whose behalf it is written, however deep down, and no other', async () => {
    const log = makeDebugLog()
    const work = (key: string) =>
      underKey(key, async () => {
        await scheduler.yield()
        log.warn({ what: 'deep' }, 'a message did not get through')
        log.info({ key: 'its own' }, 'said itself')
      })
    await Promise.all([work('command:1'), work('command:2')])
    log.info({}, 'outside')

    const keys = lines.map((line) => (JSON.parse(line) as { key?: string }).key)
    expect(keys).toEqual(['command:1', 'its own', 'command:2', 'its own', undefined])
  })

  test('below its level is not written', () => {
    makeLog({ level: 'warn', secrets: [], to: { write: (line) => void lines.push(line) } }).info({}, 'not this')

    expect(lines).toEqual([])
  })

  class OddError extends Error {
    readonly config = { headers: { Authorization: 'Bearer CANARY' }, url: 'https://hooks.slack.com/commands/CANARY' }
    readonly token = 'CANARY'
  }
  const circular: { self?: unknown; token: string } = { token: 'CANARY' }
  circular.self = circular
  const places: Record<string, object> = {
    'a field': { token: 'CANARY' },
    'a field deep inside': { a: { b: [{ c: { botToken: 'CANARY', signingSecret: 'CANARY' } }] } },
    headers: { headers: new Headers({ authorization: 'Bearer CANARY' }), 'x-slack-signature': 'CANARY' },
    'a message string': { said: 'sent xoxb-1-2-CANARY and xapp-1-CANARY and xoxe.xoxp-1-CANARY' },
    'a bearer in a string': { said: 'Authorization: Bearer CANARY.and-CANARY' },
    'a response_url': { said: 'to https://hooks.slack.com/commands/T1/CANARY?x=CANARY now', response_url: 'CANARY' },
    'a socket address': { said: 'wss://wss-primary.slack.com/link/?ticket=CANARY&app_id=CANARY' },
    'JSON in a string': {
      said: JSON.stringify({ token: 'CANARY', payload: JSON.stringify({ trigger_id: 'CANARY' }) }),
    },
    'a form in a string': { said: 'token=CANARY&text=hi&response_url=CANARY' },
    "an error's message": { err: new Error('bad token xoxb-CANARY') },
    "an error's own fields": { err: new OddError('no') },
    "an error's cause": { err: new Error('outer', { cause: new OddError('Bearer CANARY') }) },
    'errors in an error': { err: new AggregateError([new OddError('xoxb-CANARY')], 'many') },
    'something circular': circular,
    'a map': { some: new Map([['k', 'xoxb-CANARY']]) },
    'a secret that we hold': { said: 'the words hunter2-hunter2 appear', more: ['"hunter2-hunter2"'] },
    'the name of a field': { 'xoxb-CANARY': 1 },
    bytes: { body: Buffer.from('CANARY') },
  }
  test.each(Object.entries(places))('holds no secret from %s', (_, data) => {
    const log = makeDebugLog(['hunter2-hunter2'])

    log.error(data, 'with xoxb-CANARY and hunter2-hunter2')

    expect(written()).not.toMatch(/CANARY|hunter2/)
    expect(JSON.parse(written())).toHaveProperty('msg')
  })

  test('keeps what is no secret', () => {
    const said = 'AKIAIOSFODNN7EXAMPLE used arn:aws:iam::111122223333:user/Alice, not_in_channel, tokens 5'

    expect(redactText(said)).toBe(said)
  })
})

describe("at debug, through Slack's own code,", () => {
  let api: Awaited<ReturnType<typeof startWebApi>>
  beforeEach(async () => {
    api = await startWebApi()
  })
  afterEach(() => api.close())

  test('the Web API client writes no token, whatever happens', async () => {
    const log = makeDebugLog()
    const client = makeClient({ token: 'xoxb-CANARY', apiUrl: api.apiUrl, timeoutMs: 200 }, log)
    api.does(
      inTurn(
        ok,
        refuse('invalid_auth'),
        (_, response) => reply(response, {}, 500),
        (_, response) => response.destroy(),
        () => undefined,
        (_, response) => reply(response, { ok: true, access_token: 'CANARY', url: 'wss://x.example/?ticket=CANARY' }),
      ),
    )

    for (let n = 0; n < 6; n += 1) {
      await client.auth.test().catch((error: unknown) => log.error({ err: error }, 'failed'))
    }

    expect(lines.length).toBeGreaterThan(20)
    expect(written()).not.toContain('CANARY')
  })

  test('Bolt and our receiver write no token, response_url or trigger', async () => {
    const log = makeDebugLog([SIGNING_SECRET])
    const receiver = new HttpReceiver({
      signingSecret: SIGNING_SECRET,
      port: 0,
      host: '127.0.0.1',
      clock: systemClock,
      log,
    })
    const app = new App({
      receiver,
      authorize: async () => ({ botToken: 'xoxb-CANARY', botId: 'B00BOT', botUserId: 'U00BOT' }),
      logger: sdkLogger(log, 'bolt'),
      convoStore: false,
      developerMode: true,
      socketMode: false,
    })
    app.command('/whodid', async ({ logger, body, context }) => {
      logger.info('body and context', body, context)
      throw Object.assign(new Error(`failed for ${body.response_url}`), { body })
    })
    app.error(async (error) => {
      log.error({ err: error }, 'a listener failed')
      throw error
    })
    const port = await receiver.start()
    const body = commandForm({
      token: 'CANARY',
      trigger_id: 'CANARY',
      response_url: 'https://hooks.slack.com/commands/CANARY',
    })

    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      body,
      headers: signedHeaders(body, Date.now()),
    })
    await receiver.stop()

    expect(response.status).toBe(500)
    expect(lines.length).toBeGreaterThan(2)
    expect(written()).not.toContain('CANARY')
  })

  test('the Socket Mode client writes no app token or ticket', async () => {
    const log = makeDebugLog()
    api.does((_, response) => reply(response, { ok: true, url: 'ws://127.0.0.1:9/link/?ticket=CANARY' }))
    const connection = new SocketConnection({ appToken: 'xapp-1-CANARY', apiUrl: api.apiUrl }, log)

    await connection.open().catch((error: unknown) => log.error({ err: error }, 'failed'))

    expect(lines.length).toBeGreaterThan(3)
    expect(written()).not.toContain('CANARY')
  })
})
