import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manualClock, type ManualClock } from '../../demo/slack/clock.ts'
import { slackJson } from '../../demo/slack/http-delivery.ts'
import { isJson, textOf, type Json } from '../../demo/slack/record.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import type { View } from '../../demo/slack/state.ts'
import { httpBot, socketBot, type Seen } from './bot.ts'
import { caller } from './caller.ts'
import { MANIFEST } from './manifest.ts'

const NOW = Date.parse('2026-11-23T14:00:00Z')
let clock: ManualClock
let slack: FakeSlack
const closing: (() => Promise<unknown>)[] = []

beforeEach(() => {
  clock = manualClock(NOW)
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start(transport: 'socket' | 'http'): Promise<FakeSlack> {
  slack = await startSlack({ manifest: MANIFEST, transport, clock })
  closing.push(() => slack.close())
  return slack
}

describe('over HTTP', () => {
  async function bot(answer: Parameters<typeof httpBot>[1] = () => ({ status: 200 })): Promise<readonly Seen[]> {
    await start('http')
    const made = await httpBot(slack, answer)
    closing.push(() => made.close())
    return made.seen
  }

  test('a command is a signed form', async () => {
    const seen = await bot()

    await slack.as('alice').command('/whodid', 'Alice & Söhne')

    const { headers, body } = seen[0] ?? { headers: {}, body: '' }
    const base = `v0:${NOW / 1000}:${body}`
    expect(headers['x-slack-request-timestamp']).toBe(String(NOW / 1000))
    expect(headers['x-slack-signature']).toBe(
      `v0=${createHmac('sha256', slack.signingSecret).update(base).digest('hex')}`,
    )
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: '/whodid',
      text: 'Alice &amp; Söhne',
      user_id: 'U00ALICE',
      channel_id: 'C00INCIDENTS',
    })
  })

  test('JSON is ASCII, with its slashes escaped, and means the same', () => {
    const value = { text: 'https://a/é☃🔑' }

    expect(slackJson(value)).toBe(String.raw`{"text":"https:\/\/a\/\u00e9\u2603\ud83d\udd11"}`)
    expect(JSON.parse(slackJson(value))).toEqual(value)
  })

  test.each([
    [404, 'http_client_error'],
    [500, 'http_service_error'],
  ])('an answer of %i is shown to the person', async (status, error) => {
    await bot(() => ({ status }))

    const outcome = await slack.as('alice').command('/whodid', 'Alice')

    expect(outcome).toMatchObject({ kind: 'failed', error })
    expect(slack.whatSees('alice', 'C00INCIDENTS').ephemerals.map((each) => each.text)).toEqual([
      `/whodid failed with the error "${error}"`,
    ])
  })

  test('nobody there is shown too', async () => {
    await start('http')

    expect(await slack.as('alice').command('/whodid', 'Alice')).toMatchObject({
      kind: 'failed',
      error: 'dispatch_failed',
    })
  })

  test('an event that failed is sent again: at once, after a minute, after five', async () => {
    const seen = await bot(() => ({ status: 500 }))

    await slack.as('alice').mention('Alice')
    for (const ms of [0, 60_000, 300_000, 3_600_000]) {
      await clock.advance(ms)
      await slack.until(() => slack.exchanges.every((each) => each.status !== undefined))
    }

    expect(seen.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3'])
    expect(seen.map(({ headers }) => headers['x-slack-retry-reason'])).toEqual([
      undefined,
      'http_error',
      'http_error',
      'http_error',
    ])
    expect(new Set(seen.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id)).size).toBe(1)
  })

  test('an app can ask not to be sent it again', async () => {
    const seen = await bot(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }))

    await slack.as('alice').mention('Alice')
    await clock.advance(600_000)

    expect(seen).toHaveLength(1)
  })

  test('the request URL is verified by its echo', async () => {
    await bot()

    expect(await slack.verifyUrl()).toBe(false)
  })
})

describe('over Socket Mode', () => {
  test('no acknowledgement within three seconds is shown to the person, and a late one is noticed', async () => {
    await start('socket')
    const bot = await socketBot(slack)

    const outcome = slack.as('alice').command('/whodid', 'Alice')
    await slack.until(() => bot.heard.length === 2)
    await clock.advance(3_000)
    bot.ack(bot.heard[1]?.envelope_id)
    await slack.until(() => slack.problems.length === 1)

    expect(await outcome).toMatchObject({ kind: 'failed', error: 'operation_timeout' })
    expect(slack.whatSees('alice', 'C00INCIDENTS').ephemerals[0]?.text).toBe(
      '/whodid failed with the error "operation_timeout"',
    )
    expect(slack.problems[0]?.kind).toBe('late-ack')
  })

  test('an acknowledgement can carry an answer, and show what was typed', async () => {
    await start('socket')
    await socketBot(slack, (message, bot) => {
      if (message.type === 'slash_commands')
        bot.ack(message.envelope_id, { text: 'On it', response_type: 'in_channel' })
    })

    await slack.as('alice').command('/whodid', 'Alice')

    expect(slack.state.messages.map(({ user, text }) => [user, text])).toEqual([
      ['U00ALICE', '/whodid Alice'],
      ['U00WHODID', 'On it'],
    ])
  })

  test('acknowledging twice is noticed', async () => {
    await start('socket')
    await socketBot(slack, (message, bot) => {
      if (message.envelope_id === undefined) return
      bot.ack(message.envelope_id)
      bot.ack(message.envelope_id)
    })

    await slack.as('alice').command('/whodid', 'Alice')
    await slack.until(() => slack.problems.length > 0)

    expect(slack.problems[0]?.kind).toBe('double-ack')
  })

  test('what was not acknowledged before its connection went is sent on another', async () => {
    await start('socket')
    await socketBot(slack)
    const outcome = slack.as('alice').command('/whodid', 'Alice')
    await slack.until(() => slack.exchanges.some((each) => each.connection !== undefined))
    const second = await socketBot(slack, (message, bot) => {
      if (message.envelope_id !== undefined) bot.ack(message.envelope_id)
    })

    slack.sockets.cut('oldest')

    expect((await outcome).kind).toBe('acked')
    expect(second.heard.map((each) => each.type)).toEqual(['hello', 'slash_commands'])
  })

  test('a connection that is refreshed gets nothing more, and says hello to how many there are', async () => {
    await start('socket')
    const first = await socketBot(slack)
    const second = await socketBot(slack, (message, bot) => {
      if (message.envelope_id !== undefined) bot.ack(message.envelope_id)
    })

    slack.sockets.disconnect('refresh_requested')
    const outcomes = [await slack.as('alice').command('/whodid'), await slack.as('alice').command('/whodid')]
    await first.closed

    expect(outcomes.map((each) => each.kind)).toEqual(['acked', 'acked'])
    expect(first.heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
    expect(second.heard[0]).toMatchObject({ type: 'hello', num_connections: 2 })
    expect(slack.sockets.count()).toBe(1)
  })

  test('a ticket opens one connection', async () => {
    await start('socket')
    const { url } = await caller(slack)('apps.connections.open', {}, { token: slack.appToken })
    const ticket = String(url)
    const { WebSocket } = await import('ws')
    const open = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(ticket)
        socket.on('open', () => resolve('open'))
        socket.on('error', () => resolve('refused'))
      })

    expect([await open(), await open()]).toEqual(['open', 'refused'])
  })

  test('both of a duplicate may be acknowledged, the second when the first is long done', async () => {
    await start('socket')
    const bot = await socketBot(slack)
    slack.faults.add({ on: 'command', kind: 'duplicate' })

    const outcome = slack.as('alice').command('/whodid', 'Alice')
    await slack.until(() => bot.heard.length === 3)
    bot.ack(bot.heard[1]?.envelope_id)
    await slack.until(() => slack.exchanges.some((each) => each.status === 'acked'))
    bot.ack(bot.heard[2]?.envelope_id)
    await slack.until(() => slack.exchanges.filter((each) => each.status === 'acked').length === 2)

    expect((await outcome).kind).toBe('acked')
    expect(slack.problems).toEqual([])
  })

  test('a duplicate has the same envelope, and a lost acknowledgement of an event brings it again', async () => {
    await start('socket')
    const bot = await socketBot(slack, (message, self) => {
      if (message.envelope_id !== undefined) self.ack(message.envelope_id)
    })
    slack.faults.add({ on: 'command', kind: 'duplicate' })
    slack.faults.add({ on: 'event', kind: 'lose-ack' })

    await slack.as('alice').command('/whodid', 'Alice')
    const mention = slack.as('alice').mention('Alice')
    await slack.until(() => bot.heard.length === 4)
    await clock.advance(3_000)
    await mention
    await slack.until(() => bot.heard.length === 5)

    const [, one, two, event, again] = bot.heard
    expect(one?.envelope_id).toBe(two?.envelope_id)
    expect(again).toMatchObject({ type: 'events_api', retry_attempt: 1, payload: event?.payload })
    expect(slack.problems).toEqual([])
  })
})

describe('leave that runs out', () => {
  test('a trigger is good for three seconds, and once', async () => {
    await start('socket')
    const bot = await socketBot(slack, (message, self) => {
      if (message.envelope_id !== undefined) self.ack(message.envelope_id)
    })
    const trigger = async (): Promise<unknown> => {
      await slack.as('alice').command('/whodid')
      return textOf(payloadOf(bot.heard.at(-1)), 'trigger_id')
    }
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Who?' }, blocks: [{ type: 'divider' }] }
    const open = async (trigger_id: unknown): Promise<unknown> =>
      (await caller(slack)('views.open', { trigger_id, view })).error
    const push = async (trigger_id: unknown): Promise<unknown> =>
      (await caller(slack)('views.push', { trigger_id, view })).error

    const first = await trigger()
    const late = await trigger()
    expect([await open('nonsense'), await open(first), await open(first)]).toEqual([
      'invalid_trigger_id',
      undefined,
      'exchanged_trigger_id',
    ])
    expect(await push(await trigger()), 'a trigger from outside of a modal').toBe('not_found')
    await clock.advance(3_001)
    expect(await open(late)).toBe('expired_trigger_id')
  })

  test('a view is pushed from within a modal alone, at most two on top of the first', async () => {
    await start('socket')
    const bot = await socketBot(slack, (message, self) => {
      if (message.envelope_id !== undefined) self.ack(message.envelope_id)
    })
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'on', text: plain('On') }] }]
    const view = (type: 'modal' | 'home') => ({ type, ...(type === 'modal' && { title: plain('Who?') }), blocks })
    const call = caller(slack)
    const push = async (clicked: View | undefined): Promise<unknown> => {
      if (clicked !== undefined) await slack.as('alice').click(clicked, 'on')
      const trigger_id = textOf(payloadOf(bot.heard.at(-1)), 'trigger_id')
      return (await call('views.push', { trigger_id, view: view('modal') })).error
    }
    await call('views.publish', { user_id: 'U00ALICE', view: view('home') })
    await slack.as('alice').command('/whodid')

    expect(await push(undefined), 'a command').toBe('not_found')
    expect(await push(slack.state.homes.get('U00ALICE')), 'Home').toBe('not_found')
    await slack.as('alice').command('/whodid')
    await call('views.open', { trigger_id: textOf(payloadOf(bot.heard.at(-1)), 'trigger_id'), view: view('modal') })
    const top = (): View | undefined => slack.state.views.at(-1)
    expect([await push(top()), await push(top()), await push(top())]).toEqual([
      undefined,
      undefined,
      'push_limit_reached',
    ])
  })

  test('a reply that is broadcast is in the channel too, and in its history', async () => {
    await start('socket')
    const call = caller(slack)
    const { ts } = await call('chat.postMessage', { channel: 'C00INCIDENTS', text: 'root' })
    await call('chat.postMessage', { channel: 'C00INCIDENTS', text: 'quiet', thread_ts: ts })
    await call('chat.postMessage', { channel: 'C00INCIDENTS', text: 'loud', thread_ts: ts, reply_broadcast: true })

    const { messages } = await call('conversations.history', { channel: 'C00INCIDENTS' })
    expect(messages).toMatchObject([{ text: 'loud', subtype: 'thread_broadcast', thread_ts: ts }, { text: 'root' }])
  })

  test('a response_url is good for five uses within thirty minutes', async () => {
    await start('socket')
    const bot = await socketBot(slack, (message, self) => {
      if (message.envelope_id !== undefined) self.ack(message.envelope_id)
    })
    await slack.as('alice').command('/whodid')
    await slack.as('alice').command('/whodid')
    const [first, second] = bot.heard.slice(1).map((each) => textOf(payloadOf(each), 'response_url'))
    const use = async (url = '', body: object = { text: 'x' }): Promise<string> => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
      return `${response.status} ${await response.text()}`
    }

    expect(await use(first, { text: 'x', blocks: [{ type: 'header' }] })).toBe('400 invalid_blocks')
    expect(await use(first, { text: 'to all', response_type: 'in_channel' })).toBe('200 ok')
    expect([await use(first), await use(first), await use(first), await use(first)]).toEqual([
      '200 ok',
      '200 ok',
      '200 ok',
      '404 used_url',
    ])
    await clock.advance(30 * 60_000 + 1)
    expect(await use(second)).toBe('404 expired_url')
    expect(slack.state.messages.map((each) => each.text)).toEqual(['to all'])
    expect(slack.whatSees('alice', 'C00INCIDENTS').ephemerals).toHaveLength(3)
    expect(slack.whatSees('bob', 'C00INCIDENTS').ephemerals).toEqual([])
  })
})

function plain(text: string): Json {
  return { type: 'plain_text', text }
}

function payloadOf(message: Json | undefined): Json {
  if (!isJson(message?.payload)) throw new Error('no payload')
  return message.payload
}
