import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { spellWorkspace } from '../../src/policy/workspace.ts'
import { listen } from '../../src/slack/listen.ts'
import { sdkLogger } from '../../src/slack/sdk-logger.ts'
import { SocketReceiver } from '../../src/slack/socket-receiver.ts'
import { noFront } from '../made/no-front.ts'
import { startSockets } from './fake-sockets.ts'
import { refuse, reply } from './fake-web-api.ts'
import { eventBody } from './post-signed.ts'
import { makeQuietLog } from './quiet-log.ts'

let slack: Awaited<ReturnType<typeof startSockets>>
let jobs: Job[]
let put: (job: Job) => Promise<void>
let receiver: SocketReceiver

beforeEach(async () => {
  slack = await startSockets()
  jobs = []
  put = async (job) => void jobs.push(job)
  const log = makeQuietLog()
  receiver = new SocketReceiver({ appToken: 'xapp-fake', apiUrl: slack.api.apiUrl, clock: systemClock, log })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-fake', botId: 'B00BOT', botUserId: 'U00BOT' }),
    logger: sdkLogger(log, 'bolt'),
    convoStore: false,
  })
  const tell = async () => ({ kind: 'unknown', detail: 'no' }) as const
  listen(app, {
    queue: { put: (job) => put(job) },
    clock: systemClock,
    log,
    spell: spellWorkspace,
    of: async () => ({ botUserId: async () => 'U00BOT', tell, openView: async () => undefined, front: noFront }),
  })
})
afterEach(async () => {
  await receiver.stop()
  await slack.close()
})

test('two connections are held', async () => {
  await receiver.start()

  expect(slack.count()).toMatchObject({ open: 2, opened: 2 })
  expect(receiver.healthy()).toBe(true)
})

test('a command is queued, then acknowledged', async () => {
  await receiver.start()
  slack.send('e1', 'slash_commands', command(1))

  await vi.waitFor(() => expect(slack.acks.get('e1')).toEqual({}))
  expect(jobs).toMatchObject([{ key: 'command:trigger-1', words: 'Alice 1h', venue: { channel: 'C00INCIDENTS' } }])
})

test('the same envelope over both connections is one job', async () => {
  await receiver.start()
  for (let n = 0; n < 10; n += 1) slack.send('e1', 'slash_commands', command(1))
  slack.send('e2', 'slash_commands', command(2))

  await vi.waitFor(() => expect(slack.acks.size).toBe(2))
  expect(jobs).toHaveLength(2)
})

test('a command that cannot be queued is refused in the acknowledgement; an event then gets none', async () => {
  put = async () => Promise.reject(new Error('full'))
  await receiver.start()
  slack.send('e1', 'events_api', JSON.parse(eventBody({})) as object)
  slack.send('e2', 'slash_commands', command(2))

  await vi.waitFor(() =>
    expect(slack.acks.get('e2')).toMatchObject({
      text: expect.stringMatching(/It is in my log under `command:[\w.-]+`/),
    }),
  )
  expect(slack.acks.has('e1')).toBe(false)
})

test('a mention is queued, then acknowledged', async () => {
  await receiver.start()
  slack.send('e1', 'events_api', JSON.parse(eventBody({ thread_ts: '1.2' })) as object)

  await vi.waitFor(() => expect(slack.acks.has('e1')).toBe(true))
  expect(jobs).toMatchObject([{ key: 'event:Ev00FAKE', words: 'Alice 24h', venue: { thread: '1.2' } }])
})

test('over a hundred refreshes under load no command is lost, and none is done twice', async () => {
  await receiver.start()
  let sent = 0
  let refused = 0

  for (let n = 0; n < 100; n += 1) {
    for (let k = 0; k < 5; k += 1) {
      sent += 1
      if (!slack.send(`e${sent}`, 'slash_commands', command(sent))) refused += 1
    }
    if (slack.count().open === 2) slack.refresh()
    else await slack.twoOpen()
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  while (slack.count().opened < 102) {
    await slack.twoOpen()
    slack.refresh()
    sent += 1
    if (!slack.send(`e${sent}`, 'slash_commands', command(sent))) refused += 1
  }

  await vi.waitFor(() => expect(slack.acks.size).toBe(sent))
  expect(refused).toBe(0)
  expect(jobs).toHaveLength(sent)
  expect(slack.count().doubleAcks).toBe(0)
})

test('what still comes over a connection that Slack is about to close is taken', async () => {
  await receiver.start()

  slack.refresh([{ envelope_id: 'late', type: 'slash_commands', payload: command(1) }])

  await vi.waitFor(() => expect(slack.acks.has('late')).toBe(true))
  expect(jobs).toHaveLength(1)
})

test('a connection that Slack is about to close stays open until its successor stands', async () => {
  await receiver.start()
  slack.refresh()

  await vi.waitFor(() => expect(slack.count().opened).toBe(3))
  expect(slack.count().most).toBe(3)
})

test('a connection that breaks is replaced', async () => {
  await receiver.start()
  slack.cut()
  slack.cut()
  await vi.waitFor(() => expect(slack.count()).toMatchObject({ open: 2, opened: 4 }), 10_000)

  slack.send('e1', 'slash_commands', command(1))

  await vi.waitFor(() => expect(slack.acks.size).toBe(1))
})

describe('starting', () => {
  test.each(['invalid_auth', 'not_allowed_token_type', 'account_inactive'])(
    'fails where Slack says %s',
    async (error) => {
      slack.api.does(refuse(error))

      await expect(receiver.start()).rejects.toThrow(error)
    },
  )

  test('goes on trying where Slack is out of order', async () => {
    let tries = 0
    const url = `ws://127.0.0.1:1/`
    slack.api.does((_, response) => {
      tries += 1
      if (tries === 1) return reply(response, {}, 500)
      if (tries === 2) return response.destroy()
      reply(response, { ok: true, url })
    })
    const starting = receiver.start().catch(() => undefined)

    await vi.waitFor(() => expect(tries).toBeGreaterThanOrEqual(3), 10_000)
    await receiver.stop()
    await starting
  })
})

function command(n: number) {
  return {
    command: '/whodid',
    text: `Alice ${n}h`,
    user_id: 'U00ALICE',
    team_id: 'T00FAKE',
    channel_id: 'C00INCIDENTS',
    trigger_id: `trigger-${n}`,
    response_url: 'https://hooks.slack.com/commands/T00FAKE/1/fake',
  }
}
