import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isJson, type Json } from '../../demo/slack/record.ts'
import { startSlack, type FakeSlack } from '../../demo/slack/start-slack.ts'
import { asTyped } from '../../demo/slack/typed.ts'
import { socketBot, type SocketBot } from './bot.ts'
import { caller } from './caller.ts'
import { MANIFEST } from './manifest.ts'

let slack: FakeSlack
let bot: SocketBot

beforeEach(async () => {
  slack = await startSlack({ manifest: MANIFEST, transport: 'socket' })
  bot = await socketBot(slack, (message, self) => {
    if (message.envelope_id !== undefined) self.ack(message.envelope_id)
  })
})

afterEach(() => slack.close())

describe('a command', () => {
  test.each([
    ['in a thread', 'alice', '/whodid', { thread: '1.000001' }, '/whodid is not supported in threads. Sorry!'],
    ['that nobody registered', 'alice', '/whodunnit', {}, '/whodunnit is not a valid command.'],
    ['from another company', 'sam', '/whodid', { channel: 'partner' }, '/whodid is not a valid command.'],
    [
      'in an archived channel',
      'alice',
      '/whodid',
      { channel: 'old-project' },
      '/whodid cannot be used in an archived channel.',
    ],
  ])('%s does not reach the app', async (_, who, command, where, shown) => {
    expect(await slack.as(who).command(command, 'x', where)).toEqual({ kind: 'refused', shown })
    expect(bot.heard.map((each) => each.type)).toEqual(['hello'])
  })

  test('arrives with names resolved where the app asked for that, and bare where it did not', async () => {
    await slack.as('alice').command('/whodid', 'what did @bob do to <prod> & why')
    await slack.as('alice').command('/plain', '@bob & why')

    expect(bot.heard.slice(1).map((each) => payload(each).text)).toEqual([
      'what did <@U00BOB|bob> do to &lt;prod&gt; &amp; why',
      '@bob &amp; why',
    ])
  })

  test('cannot be typed by someone who is gone or not there', async () => {
    expect(() => slack.as('gwen')).toThrow('cannot act')
    await expect(slack.as('gus').command('/whodid', 'x', { channel: 'general' })).rejects.toThrow(
      'gus is not in general',
    )
    expect((await slack.as('gus').command('/whodid', 'x')).kind).toBe('acked')
  })
})

describe('what is said', () => {
  test.each([
    ['mail alice@example.com', 'mail <mailto:alice@example.com|alice@example.com>'],
    [
      'arn:aws:sts::1:assumed-role/r/bob@example.com',
      'arn:aws:sts::1:assumed-role/r/<mailto:bob@example.com|bob@example.com>',
    ],
    ['see https://example.com/a?b=1', 'see <https://example.com/a?b=1>'],
    ['@alice in #general, @nobody', '<@U00ALICE> in <#C00GENERAL|general>, @nobody'],
    ['@here 1 < 2', '<!here> 1 &lt; 2'],
  ])('%s becomes what Slack makes of it', (typed, said) => {
    expect(asTyped(slack.state, typed, 'message')).toBe(said)
  })

  test('is told to the app where it is mentioned and present', async () => {
    expect((await slack.as('alice').mention('x', { channel: 'random' })).outcome).toEqual({ kind: 'untold' })
    expect((await slack.as('alice').say('no mention')).outcome).toEqual({ kind: 'untold' })
    expect((await slack.as('sam').mention('x', { channel: 'partner' })).outcome.kind).toBe('acked')

    expect(payload(bot.heard.at(-1))).toMatchObject({
      is_ext_shared_channel: true,
      event: { type: 'app_mention', user: 'U00SAM', user_team: 'T00OTHER' },
    })
  })

  test('comes back to the app as a direct message of its own', async () => {
    await caller(slack)('chat.postMessage', { channel: 'U00ALICE', text: 'from me' })
    await slack.until(() => bot.heard.length === 2)

    expect(payload(bot.heard[1])).toMatchObject({ event: { type: 'message', channel_type: 'im', bot_id: 'B00WHODID' } })
  })
})

describe('a click', () => {
  test('carries what was clicked, by whom and where, also on a message seen by one person', async () => {
    const blocks = [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'a', value: 'v', text: { type: 'plain_text', text: 'Go' } }],
      },
    ]
    await caller(slack)('chat.postEphemeral', { channel: 'C00INCIDENTS', user: 'U00ALICE', text: 't', blocks })
    const ephemeral = slack.state.ephemerals[0]
    if (ephemeral === undefined) throw new Error('no message')

    await slack.as('alice').click(ephemeral, 'a')

    expect(payload(bot.heard.at(-1))).toMatchObject({
      type: 'block_actions',
      user: { id: 'U00ALICE', team_id: 'T00FAKE' },
      container: { is_ephemeral: true, message_ts: ephemeral.ts },
      actions: [{ action_id: 'a', block_id: 'b', value: 'v', type: 'button' }],
    })
    const url = String(payload(bot.heard.at(-1)).response_url)
    await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'done', replace_original: true }) })
    expect(slack.state.ephemerals.map((each) => each.text)).toEqual(['done'])
    await fetch(url, { method: 'POST', body: JSON.stringify({ delete_original: true }) })
    expect(slack.state.ephemerals).toEqual([])
  })

  test('on nothing is a mistake of the test', async () => {
    const { message } = await slack.as('alice').say('x')

    await expect(slack.as('alice').click(message, 'a')).rejects.toThrow('nothing here has the action_id a')
  })

  test('a message shortcut carries the message', async () => {
    const { message } = await slack.as('bob').say('AKIA…')
    await slack.as('alice').messageShortcut('who_did', message)

    expect(payload(bot.heard.at(-1))).toMatchObject({
      type: 'message_action',
      callback_id: 'who_did',
      message: { text: 'AKIA…' },
    })
    expect(await slack.as('alice').shortcut('who_did')).toMatchObject({ kind: 'refused' })
  })
})

test('an event that no person causes is told where the app subscribed to it', async () => {
  expect(await slack.sendEvent({ type: 'app_uninstalled' })).toBeUndefined()
  expect(await slack.sendEvent({ type: 'tokens_revoked' })).toMatchObject({ kind: 'acked' })
})

function payload(message: Json | undefined): Json {
  if (!isJson(message?.payload)) throw new Error('no payload')
  return message.payload
}
