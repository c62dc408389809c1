import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { readCommand } from '../../src/slack/read-command.ts'
import { readMention } from '../../src/slack/read-mention.ts'
import { eventBody } from './post-signed.ts'

const at = instant(1_795_000_000_000)
const read = (event: object, more: object = {}) =>
  readMention(JSON.parse(eventBody(event, more)), 'U00BOT', at, 'envelope-1')

describe('the words of a mention', () => {
  test.each([
    ['<@U00BOT> Alice 24h', 'Alice 24h'],
    ['<@U00BOT|whodid> Alice 24h', 'Alice 24h'],
    ['hey <@U00BOT> Alice 24h', 'Alice 24h'],
    ['Alice 24h <@U00BOT>', 'Alice 24h'],
    ['<@U00BOT> <@U00CAROL|carol> 24h', '<@U00CAROL|carol> 24h'],
    ['<@U00BOT> Alice <@U00BOT> 24h', 'Alice  24h'],
    ['<@U00BOT>', ''],
    ['<@U00BOTHER> Alice', '<@U00BOTHER> Alice'],
    ['  help ', 'help'],
    ['<@U00BOT', '<@U00BOT'],
  ])('%j asks %j', (text, words) => {
    expect(read({ text })?.words).toBe(words)
  })
})

describe('where and who', () => {
  test('a thread stays its venue, and the channel is it where there is none', () => {
    expect(read({ thread_ts: '1795000000.000001' })?.venue).toEqual({
      channel: 'C00INCIDENTS',
      thread: '1795000000.000001',
      responseUrl: undefined,
    })
    expect(read({})?.venue.thread).toBeUndefined()
  })

  test('a direct message is a question, in the workspace that the bot is in; whose the person is is kept apart', () => {
    const job = read({
      type: 'message',
      channel_type: 'im',
      channel: 'D00ALICE',
      text: 'Alice 24h',
      user_team: 'T00OTHER',
    })

    const asker = { team: 'T00FAKE', person: 'U00ALICE', home: 'T00OTHER' }
    expect(job).toMatchObject({ words: 'Alice 24h', asker, askedAt: at })
  })

  test('an event without its id is known by its envelope', () => {
    expect(read({}, { event_id: undefined })?.key).toBe('event:envelope-1')
    expect(readMention(JSON.parse(eventBody({}, { event_id: undefined })), 'U00BOT', at, undefined)).toBeUndefined()
  })
})

describe('what is not a question', () => {
  const im = { type: 'message', channel_type: 'im' }
  test.each([
    ['another bot', { bot_id: 'B00OTHER' }],
    ['the bot itself', { user: 'U00BOT' }],
    ['an edited mention', { edited: { user: 'U00ALICE', ts: '1' } }],
    ['an edit', { ...im, subtype: 'message_changed', message: {} }],
    ['a deletion', { ...im, subtype: 'message_deleted' }],
    ['someone joining', { subtype: 'channel_join' }],
    ['a message by a bot', { ...im, subtype: 'bot_message', bot_id: 'B1' }],
    ['a message in a channel', { type: 'message', channel_type: 'channel' }],
    ['a message in a group', { type: 'message', channel_type: 'mpim' }],
    ['a message from nobody', { ...im, user: undefined }],
    ['a reaction', { type: 'reaction_added' }],
    ['a message without text', { ...im, text: undefined }],
  ])('%s is left alone', (_, event) => {
    expect(read(event)).toBeUndefined()
  })
})

describe('a command', () => {
  const command = { user_id: 'U00ALICE', team_id: 'T00FAKE', channel_id: 'C00INCIDENTS', trigger_id: '1.2.fake' }

  test('without words is a question too: for help', () => {
    expect(readCommand(command, at, undefined)).toMatchObject({ words: '', key: 'command:1.2.fake' })
  })

  test('without a trigger is known by its envelope', () => {
    expect(readCommand({ ...command, trigger_id: undefined }, at, 'envelope-1')?.key).toBe('command:envelope-1')
  })

  test.each([
    null,
    'text',
    {},
    { ...command, user_id: '' },
    { ...command, channel_id: 5 },
    { ...command, trigger_id: undefined },
  ])('that is none (%j) is not taken', (body) => {
    expect(readCommand(body, at, undefined)).toBeUndefined()
  })
})
