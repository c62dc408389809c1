import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manualClock, type ManualClock } from '../../demo/slack/clock.ts'
import { pingsOf } from '../../demo/slack/messages.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { caller, type Caller } from './caller.ts'
import { MANIFEST } from './manifest.ts'

const NOW = Date.parse('2026-11-23T14:00:00Z')
const HERE = 'C00INCIDENTS'
let clock: ManualClock
let slack: FakeSlack
let call: Caller

beforeEach(async () => {
  clock = manualClock(NOW)
  slack = await startSlack({ manifest: MANIFEST, transport: 'socket', clock })
  call = caller(slack)
})

afterEach(() => slack.close())

describe('who may call what', () => {
  test.each([
    ['no token', { token: '' }, 'not_authed', []],
    ['a wrong token', { token: 'xoxb-other' }, 'invalid_auth', ['bad-token']],
    ['an app token', { token: 'xapp-fake' }, 'not_allowed_token_type', ['bad-token']],
  ])('%s is refused', async (_, how, error, problems) => {
    expect(await call('auth.test', {}, how)).toMatchObject({ ok: false, error })
    expect(slack.problems.map((each) => each.kind)).toEqual(problems)
  })

  test('a scope that was not granted is named, with those that were', async () => {
    slack.scopes.delete('users:read')

    const reply = await call('users.info', { user: 'U00ALICE' })

    expect(reply).toMatchObject({ error: 'missing_scope', needed: 'users:read' })
    expect(reply.provided).toContain('chat:write')
  })

  test('an e-mail address is given only with its own scope', async () => {
    const email = async (): Promise<unknown> => (await call('users.info', { user: 'U00BOB' })).user

    expect(await email()).toMatchObject({
      tz: 'America/Los_Angeles',
      tz_offset: -28_800,
      profile: { email: 'bob@example.com' },
    })
    slack.scopes.delete('users:read.email')
    expect(await email()).not.toHaveProperty('profile.email')
  })

  test('an unknown method is an error that no test can overlook', async () => {
    expect(await call('chat.shout')).toMatchObject({ ok: false, error: 'unknown_method' })
    expect(slack.problems).toMatchObject([{ kind: 'unknown-method', detail: 'chat.shout' }])
  })

  test('tokens are in no log', async () => {
    await call('chat.postMessage', { token: slack.botToken, channel: HERE, text: 'x' }, { token: '', form: true })

    expect(JSON.stringify(slack.exchanges)).not.toContain(slack.botToken)
  })
})

describe('where a bot may post', () => {
  test.each([
    ['a public channel without it', 'C00RANDOM', 'not_in_channel'],
    ['a private channel without it', 'C00BOARD', 'channel_not_found'],
    ['no channel', 'C00NOWHERE', 'channel_not_found'],
    ['an archived channel', 'C00OLD', 'is_archived'],
    ['a channel for admins', 'C00NEWS', 'restricted_action'],
    ['a person who is gone', 'U00GWEN', 'channel_not_found'],
  ])('not in %s', async (_, channel, error) => {
    expect(await call('chat.postMessage', { channel, text: 'x' })).toMatchObject({ ok: false, error })
  })

  test('a person means the direct messages with them', async () => {
    expect(await call('chat.postMessage', { channel: 'U00ALICE', text: 'x' })).toMatchObject({ channel: 'D00ALICE' })
  })

  test('an ephemeral message is seen by one person who is there, and is in no history', async () => {
    expect(await call('chat.postEphemeral', { channel: HERE, user: 'U00SAM', text: 'x' })).toMatchObject({
      error: 'user_not_in_channel',
    })
    await call('chat.postEphemeral', { channel: HERE, user: 'U00ALICE', text: 'psst' })

    expect(slack.whatSees('alice', HERE).ephemerals).toHaveLength(1)
    expect(slack.whatSees('bob', HERE).ephemerals).toEqual([])
    expect(await call('conversations.history', { channel: HERE })).toMatchObject({ messages: [] })
  })
})

describe('what a message may be', () => {
  test.each([
    ['nothing', {}, 'no_text'],
    ['an empty text', { text: '', blocks: [] }, 'no_text'],
    ['40,001 characters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['an unknown thread', { text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    ['blocks that are not JSON', { text: 'x', blocks: '[' }, 'invalid_blocks_format'],
    [
      'too much in its blocks',
      { text: 'x', blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) },
      'msg_blocks_too_long',
    ],
    ['metadata without a type', { text: 'x', metadata: { event_payload: {} } }, 'invalid_metadata_format'],
    [
      'large metadata',
      { text: 'x', metadata: { event_type: 'whodid', event_payload: { key: 'k'.repeat(8_000) } } },
      'metadata_too_large',
    ],
  ])('not %s', async (_, content, error) => {
    expect(await call('chat.postMessage', { channel: HERE, ...content })).toMatchObject({ ok: false, error })
    expect(slack.state.messages).toEqual([])
  })

  test('blocks that Slack would refuse are refused with pointers', async () => {
    expect(
      await call('chat.postMessage', { channel: HERE, text: 'x', blocks: [section('x'.repeat(3001))] }),
    ).toMatchObject({
      error: 'invalid_blocks',
      errors: [
        'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
        'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      ],
      response_metadata: {
        messages: [
          '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
          '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
        ],
      },
    })
    expect(slack.problems.map((each) => each.kind)).toEqual(['invalid-payload'])
  })

  test('blocks without a text are taken, and noticed', async () => {
    expect(await call('chat.postMessage', { channel: HERE, blocks: [section('x')] })).toMatchObject({ ok: true })
    expect(slack.problems.map((each) => each.kind)).toEqual(['missing-text'])
  })

  test('whom a message would ping can be seen, and a whole channel is noticed', async () => {
    await call('chat.postMessage', { channel: HERE, text: 'a <!channel> b' })
    await call('chat.postMessage', { channel: HERE, text: 'a', blocks: [section('<@U00BOB>')] })
    await call('chat.postMessage', { channel: HERE, text: '&lt;!here&gt;' })

    expect(slack.state.messages.map(pingsOf)).toEqual([['channel'], ['U00BOB'], []])
    expect(slack.problems.map((each) => each.kind)).toEqual(['pings'])
  })

  test('a form says the same as JSON', async () => {
    await call('chat.postMessage', { channel: HERE, text: 'x', blocks: [section('in a form')] }, { form: true })

    expect(slack.state.messages[0]?.blocks).toMatchObject([{ type: 'section', text: { text: 'in a form' } }])
  })

  test('each ts is later than the one before, also within a millisecond', async () => {
    for (let n = 0; n < 4; n++) await call('chat.postMessage', { channel: HERE, text: 'x' })

    expect(slack.state.messages.map((each) => each.ts)).toEqual([0, 1, 2, 3].map((n) => `${NOW / 1000}.00000${n}`))
  })
})

describe('editing', () => {
  test('with blocks it leaves no mark; with a text alone the blocks are gone and it says edited', async () => {
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'a', blocks: [section('a')] })

    await call('chat.update', { channel: HERE, ts, text: 'b', blocks: [section('b')] })
    expect(slack.state.messages[0]).toMatchObject({ text: 'b', blocks: [{ text: { text: 'b' } }] })
    expect(slack.state.messages[0]?.edited).toBeUndefined()

    await call('chat.update', { channel: HERE, ts, text: 'c' })
    expect(slack.state.messages[0]).toMatchObject({ text: 'c', blocks: [], edited: { user: 'U00WHODID' } })
    expect(slack.state.messages[0]?.earlier.map((each) => each.text)).toEqual(['a', 'b'])
  })

  test('only its own messages, which are there, and not at any length', async () => {
    const { message } = await slack.as('alice').say('mine')
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'a' })
    const update = (args: object): ReturnType<Caller> => call('chat.update', { channel: HERE, text: 'b', ...args })

    expect(await update({ ts: message.ts })).toMatchObject({ error: 'cant_update_message' })
    expect(await update({ ts: '1.000001' })).toMatchObject({ error: 'message_not_found' })
    expect(await update({ ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' })
    expect(await call('chat.delete', { channel: HERE, ts: message.ts })).toMatchObject({ error: 'cant_delete_message' })
    expect(await call('chat.delete', { channel: HERE, ts })).toMatchObject({ ok: true })
  })
})

describe('reading', () => {
  test('history has the roots, newest first, in pages; replies have the thread', async () => {
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'root' })
    await call('chat.postMessage', { channel: HERE, text: 'reply', thread_ts: ts })
    await call('chat.postMessage', { channel: HERE, text: 'second' })

    const first = await call('conversations.history', { channel: HERE, limit: 1 })
    const cursor = (first.response_metadata as { next_cursor: string }).next_cursor
    expect(first).toMatchObject({ messages: [{ text: 'second' }], has_more: true })
    expect(await call('conversations.history', { channel: HERE, limit: 1, cursor })).toMatchObject({
      messages: [{ text: 'root', reply_count: 1 }],
      has_more: false,
    })
    expect(await call('conversations.replies', { channel: HERE, ts })).toMatchObject({
      messages: [{ text: 'root' }, { text: 'reply' }],
    })
  })

  test('metadata of a type with a dot are dropped, and the message stands', async () => {
    const metadata = { event_type: 'who.did', event_payload: { key: 'k' } }

    expect(await call('chat.postMessage', { channel: HERE, text: 'x', metadata })).toMatchObject({ ok: true })
    expect(slack.state.messages[0]).not.toHaveProperty('metadata')
    expect(slack.problems.map((each) => each.kind)).toEqual(['invalid-payload'])
  })

  test('metadata is kept, and given only where it is asked for', async () => {
    const metadata = { event_type: 'whodid', event_payload: { key: 'k' } }
    await call('chat.postMessage', { channel: HERE, text: 'x', metadata })

    expect(await call('conversations.history', { channel: HERE })).not.toHaveProperty('messages.0.metadata')
    expect(await call('conversations.history', { channel: HERE, include_all_metadata: true })).toMatchObject({
      messages: [{ metadata }],
    })
  })

  test('a channel says that it is shared with another company', async () => {
    expect(await call('conversations.info', { channel: 'C00PARTNER' })).toMatchObject({
      channel: { is_ext_shared: true },
    })
    expect(await call('conversations.info', { channel: HERE })).toMatchObject({
      channel: { is_ext_shared: false, is_member: true },
    })
  })

  test('a private channel needs a scope of its own', async () => {
    expect(await call('conversations.info', { channel: 'C00SECURITY' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    })
  })
})

describe('limits', () => {
  test('a burst in one channel is cut off with Retry-After, and another channel is not', async () => {
    const replies = []
    for (let n = 0; n < 5; n++) replies.push(await call('chat.postMessage', { channel: HERE, text: 'x' }))

    expect(replies.map((each) => each.status)).toEqual([200, 200, 200, 200, 429])
    expect(replies[4]).toMatchObject({ error: 'ratelimited', retryAfter: '1' })
    expect(slack.problems.map((each) => each.kind)).toEqual(['rate-limited'])
    expect((await call('chat.postMessage', { channel: 'C00GENERAL', text: 'x' })).status).toBe(200)
    await clock.advance(1_000)
    expect((await call('chat.postMessage', { channel: HERE, text: 'x' })).status).toBe(200)
  })

  test('a message is edited fifty times a minute and not more', async () => {
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'x' })
    const statuses = []
    for (let n = 0; n < 51; n++) statuses.push((await call('chat.update', { channel: HERE, ts, text: 'y' })).status)

    expect(statuses.indexOf(429)).toBe(50)
  })
})

describe('faults', () => {
  test.each([
    ['429', 0],
    ['500', 0],
    ['drop', 0],
    ['500-after-accept', 1],
    ['drop-after-accept', 1],
    ['truncate', 1],
    ['hang', 0],
  ] as const)('%s: the client fails, and %i messages were posted', async (kind, posted) => {
    const client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 300,
      rejectRateLimitedCalls: true,
    })
    slack.faults.add({ on: 'chat.postMessage', kind })

    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    await expect(client.chat.postMessage({ channel: HERE, text: 'x' })).rejects.toBeInstanceOf(Error)
    expect(slack.state.messages).toHaveLength(posted)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    await expect(client.chat.postMessage({ channel: HERE, text: 'x' })).resolves.toMatchObject({ ok: true })
  })

  test('a fault waits for its turn, lasts as long as it was told, and can be slow', async () => {
    slack.faults.add({ on: 'auth.test', kind: 'error', error: 'fatal_error', skip: 1, times: 2 })
    const errors = []
    for (let n = 0; n < 4; n++) errors.push((await call('auth.test')).error)
    slack.faults.add({ on: 'auth.test', kind: 'slow', ms: 5_000 })
    const slow = call('auth.test')
    await slack.until(() => slack.exchanges.length === 5)
    await clock.advance(5_000)

    expect(errors).toEqual([undefined, 'fatal_error', 'fatal_error', undefined])
    expect(await slow).toMatchObject({ ok: true })
    expect(slack.exchanges.at(-1)).toMatchObject({ name: 'auth.test', ms: 5_000 })
  })
})

describe('the rest', () => {
  test('a file goes up in three steps, with the real client', async () => {
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl })
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'root' })

    await client.filesUploadV2({
      channel_id: HERE,
      thread_ts: ts,
      filename: 'events.csv',
      file: Buffer.from('a,b\n1,2\n'),
      initial_comment: 'All of it',
    })

    expect([...slack.state.files.values()].map((file) => [file.name, file.content?.toString()])).toEqual([
      ['events.csv', 'a,b\n1,2\n'],
    ])
    expect(slack.state.messages[1]).toMatchObject({ text: 'All of it', thread_ts: ts, files: [{ name: 'events.csv' }] })
    expect(slack.problems).toEqual([])
  })

  test('a file that is not as long as was said is refused, and one that never came is not shared', async () => {
    const announced = await call('files.getUploadURLExternal', { filename: 'a.csv', length: 3 })
    const sent = await fetch(String(announced.upload_url), { method: 'POST', body: 'four' })

    expect(sent.status).toBe(400)
    expect(await call('files.completeUploadExternal', { files: [{ id: announced.file_id }] })).toMatchObject({
      error: 'file_upload_incomplete',
    })
    expect(await call('files.info', { file: announced.file_id })).toMatchObject({ error: 'file_not_found' })
  })

  test('a Home tab is published, and a stale hash is refused', async () => {
    const view = { type: 'home', blocks: [section('a')] }
    const published = await call('views.publish', { user_id: 'U00ALICE', view })
    const { hash } = published.view as { hash: string }

    expect(await call('views.publish', { user_id: 'U00ALICE', view, hash })).toMatchObject({ ok: true })
    expect(await call('views.publish', { user_id: 'U00ALICE', view, hash })).toMatchObject({ error: 'hash_conflict' })
    expect(
      await call('views.publish', { user_id: 'U00ALICE', view: { type: 'home', blocks: [section('')] } }),
    ).toMatchObject({ error: 'invalid_arguments' })
  })

  test('a Home tab of 100 blocks is published, and one of 101 is refused', async () => {
    const home = (count: number) => ({ type: 'home', blocks: Array.from({ length: count }, () => section('a')) })

    expect(await call('views.publish', { user_id: 'U00ALICE', view: home(100) })).toMatchObject({ ok: true })
    expect(await call('views.publish', { user_id: 'U00ALICE', view: home(101) })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]'] },
    })
  })

  test('blocks are validated without a token', async () => {
    expect(await call('blocks.validate', { blocks: [section('a')] }, { token: '' })).toMatchObject({ ok: true })
    expect(await call('blocks.validate', { blocks: [section('')] }, { token: '' })).toMatchObject({
      error: 'invalid_blocks',
    })
  })

  test('people are found by e-mail, unless they are gone', async () => {
    expect(await call('users.lookupByEmail', { email: 'ALICE@example.com' })).toMatchObject({
      user: { id: 'U00ALICE' },
    })
    expect(await call('users.lookupByEmail', { email: 'gwen@example.com' })).toMatchObject({ error: 'users_not_found' })
    expect(await call('users.list')).toMatchObject({ ok: true })
    expect(await call('usergroups.users.list', { usergroup: 'S00ONCALL' })).toMatchObject({
      users: ['U00ALICE', 'U00BOB'],
    })
    expect(await call('conversations.open', { users: 'U00ALICE' })).toMatchObject({ channel: { id: 'D00ALICE' } })
    expect(await call('conversations.members', { channel: HERE })).toMatchObject({ ok: true })
  })

  test('a status, a reaction and a link belong to a message', async () => {
    const { ts } = await call('chat.postMessage', { channel: HERE, text: 'a' })

    expect(
      await call('assistant.threads.setStatus', { channel_id: HERE, thread_ts: ts, status: 'looks' }),
    ).toMatchObject({ ok: true })
    expect(await call('reactions.add', { channel: HERE, timestamp: ts, name: 'eyes' })).toMatchObject({ ok: true })
    expect(await call('reactions.add', { channel: HERE, timestamp: ts, name: 'eyes' })).toMatchObject({
      error: 'already_reacted',
    })
    expect(await call('chat.getPermalink', { channel: HERE, message_ts: ts })).toMatchObject({ ok: true })
    expect(slack.state.statuses.get(`${HERE}:${ts}`)).toBe('looks')
  })
})

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } }
}
