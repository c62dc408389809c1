import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import type { WatchSlack } from '../../src/job/watch-ports.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeMessage } from '../../src/message/make-message.ts'
import { line, say } from '../../src/message/piece.ts'
import { richText } from '../../src/message/rich-text.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { makeChannelState } from '../../src/slack/channel-state.ts'
import { makeClient } from '../../src/slack/client.ts'
import { makePace } from '../../src/slack/pace.ts'
import { makeWatchSlack } from '../../src/slack/watch-slack.ts'
import { makeHastyClock } from './fake-clock.ts'
import { makeQuietLog } from './quiet-log.ts'

const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
const HERE = 'C00INCIDENTS'
const TO = { channel: HERE, thread: undefined }
const hello = makeMessage([richText([line(say('hello'))])])

describe('what watches post', () => {
  let fake: FakeSlack
  let slack: WatchSlack
  let channels: ReturnType<typeof makeChannelState>
  let clock: ReturnType<typeof makeHastyClock>
  beforeEach(async () => {
    fake = await startSlack({ manifest, transport: 'socket', rateLimits: false })
    clock = makeHastyClock()
    const log = makeQuietLog()
    const client = makeClient({ token: fake.botToken, apiUrl: fake.apiUrl }, log)
    channels = makeChannelState(client, clock, log)
    const pace = makePace(clock, 0)
    slack = channels.noticing(makeWatchSlack({ client, clock, log, validate: validateMessage, pace }))
  })
  afterEach(() => fake.close())

  it('is posted with its key, found by it, and edited', async () => {
    fake.scopes.add('channels:history')
    const sent = await slack.post(TO, hello, 'key-1')
    const ts = sent.kind === 'posted' ? sent.posted.ts : ''

    expect(await slack.lookBack(TO, 'key-1', instant(0))).toEqual({ channel: HERE, ts })
    expect(await slack.lookBack(TO, 'key-2', instant(0))).toBe('absent')
    const reply = await slack.post({ channel: HERE, thread: ts, loud: true }, hello, 'key-3')
    expect(reply.kind).toBe('posted')
    expect(await slack.lookBack({ channel: HERE, thread: ts }, 'key-3', instant(0))).toMatchObject({ channel: HERE })
    expect(await slack.edit({ channel: HERE, ts }, hello)).toMatchObject({ kind: 'posted' })
  })

  it.each(['drop-after-accept', '500-after-accept', 'truncate'] as const)(
    'is tried once: after %s nobody knows, and a look finds it',
    async (kind) => {
      fake.scopes.add('channels:history')
      fake.faults.add({ on: 'chat.postMessage', kind })
      expect(await slack.post(TO, hello, 'key-1')).toMatchObject({ kind: 'unknown' })
      expect(fake.state.messages).toHaveLength(1)
      expect(await slack.lookBack(TO, 'key-1', instant(0))).toMatchObject({ channel: HERE })
    },
  )

  it('is not tried again where Slack limits it: when to is said', async () => {
    fake.faults.add({ on: 'chat.postMessage', kind: '429', seconds: 7 })
    expect(await slack.post(TO, hello, 'key-1')).toMatchObject({ reason: 'rate-limited', retryAfterMs: 7_000 })
    expect(fake.state.messages).toEqual([])
  })

  it('cannot be looked for without the scope, nor where Slack does not answer', async () => {
    await slack.post(TO, hello, 'key-1')
    expect(await slack.lookBack(TO, 'key-1', instant(0))).toBe('cannot')
    fake.scopes.add('channels:history')
    fake.faults.add({ on: 'conversations.history', kind: '500' })
    expect(await slack.lookBack(TO, 'key-1', instant(0))).toBe('cannot')
  })

  it('is looked for over many pages', async () => {
    fake.scopes.add('channels:history')
    await slack.post(TO, hello, 'first')
    for (let at = 0; at < 230; at += 1) await slack.post(TO, hello, `key-${at}`)
    expect(await slack.lookBack(TO, 'first', instant(0))).toMatchObject({ channel: HERE })
  })

  it('goes to a person by direct message, where the bot may look without more scopes', async () => {
    const to = { channel: 'U00BOB', thread: undefined }
    expect(await slack.post(to, hello, 'key-1')).toMatchObject({ kind: 'posted' })
    expect(fake.state.messages[0]?.channel).toMatch(/^D/)
    expect(await slack.lookBack(to, 'key-1', instant(0))).toMatchObject({ channel: expect.stringMatching(/^D/) })
    expect(await slack.post({ channel: 'U00GWEN', thread: undefined }, hello, 'k')).toMatchObject({
      reason: 'restricted',
    })
  })

  it('that Slack refuses for its blocks is posted as plain text', async () => {
    fake.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' })
    expect(await slack.post(TO, hello, 'key-1')).toMatchObject({ kind: 'posted' })
    expect(fake.state.messages[0]?.text).toContain('hello')
  })

  it('that waited too long for its turn is not sent', async () => {
    const client = makeClient({ token: fake.botToken, apiUrl: fake.apiUrl }, makeQuietLog())
    const outside = { client, clock, log: makeQuietLog(), validate: validateMessage }
    const late = makeWatchSlack({
      ...outside,
      async pace(_key, work) {
        await clock.sleep(21_000)
        return work()
      },
    })

    expect(await late.post(TO, hello, 'key-1')).toMatchObject({ kind: 'unposted' })
    expect(fake.state.messages).toEqual([])
  })

  it('stands or not as its channel does: archived, shared, left, unknown', async () => {
    const channel = fake.state.channels.get(HERE)!
    expect(await channels.state(HERE)).toBe('fine')
    channel.archived = true
    expect(await channels.state(HERE)).toBe('fine')
    await clock.sleep(60_001)
    expect(await channels.state(HERE)).toBe('archived')
    channel.archived = false
    channel.members.delete('U00WHODID')
    await clock.sleep(60_001)
    expect(await channels.state(HERE)).toBe('not-in-channel')
    const shared = [...fake.state.channels.values()].find((each) => each.shared)!
    expect(await channels.state(shared.id)).toBe('shared')
    expect(await channels.state('C00NOWHERE')).toBe('no-channel')
    fake.faults.add({ on: 'conversations.info', kind: '500' })
    await clock.sleep(60_001)
    expect(await channels.state(HERE)).toBe('unknown')
  })

  it('without the scope is known to be unwelcome once it was refused, for ten minutes', async () => {
    fake.scopes.delete('channels:read')
    const channel = fake.state.channels.get(HERE)!
    expect(await channels.state(HERE)).toBe('cannot')
    channel.archived = true
    expect(await slack.post(TO, hello, 'key-1')).toMatchObject({ reason: 'archived' })
    expect(await channels.state(HERE)).toBe('archived')
    await clock.sleep(600_001)
    expect(await channels.state(HERE)).toBe('cannot')
  })
})
