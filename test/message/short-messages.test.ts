import { describe, expect, it } from 'vitest'
import { helpMessage } from '../../src/message/help-message.ts'
import { plainText } from '../../src/message/plain.ts'
import {
  busyMessage,
  failedMessage,
  noPersonMessage,
  noPlacesMessage,
  notPostedMessage,
  progressMessage,
  unclearMessage,
} from '../../src/message/short-messages.ts'
import { answerMessages } from '../../src/message/answer-messages.ts'
import { sayHelp, sayUnclear } from '../../src/message/terminal.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { ALICE, answerOf } from '../answer/made.ts'
import { INCIDENT } from './incident.ts'

const { root } = answerMessages(answerOf(INCIDENT), { asker: 'U00ALICE' })
const UNCLEAR = {
  kind: 'unclear',
  word: 'evnet:RunInstances',
  hint: 'There is no filter "evnet".',
  suggestion: 'Alice event:RunInstances 24h',
} as const

const MESSAGES = {
  progress: progressMessage(
    ALICE,
    { searches: 36, finished: 12, events: 1340, part: 0.333 },
    { zone: 'UTC', asker: 'U00ALICE' },
  ),
  unclear: unclearMessage(UNCLEAR),
  'unclear, without a suggestion': unclearMessage({ ...UNCLEAR, suggestion: undefined }),
  'no person': noPersonMessage('U00STRANGER'),
  'no places': noPlacesMessage(),
  'not posted': notPostedMessage({ kind: 'unposted', reason: 'not-in-channel', detail: 'not_in_channel' }, root),
  failed: failedMessage('command:1234'),
  busy: busyMessage(),
  help: helpMessage(undefined),
}

describe('short messages', () => {
  it('read so', async () => {
    const all = Object.entries(MESSAGES).map(([name, { blocks }]) => `[${name}]\n${plainText(blocks)}`)

    await expect(all.join('\n\n')).toMatchFileSnapshot('golden/short.txt')
  })

  it.each(Object.entries(MESSAGES))('%s is one that Slack takes', (_, message) => {
    expect(validateMessage(message)).toEqual([])
  })

  it.each([
    'not-in-channel',
    'archived',
    'no-channel',
    'restricted',
    'rate-limited',
    'unreachable',
    'no-rights',
    'app-dead',
    'expired',
  ])('an answer that was not posted says why and brings the answer: %s', (reason) => {
    const { text } = notPostedMessage({ kind: 'unposted', reason, detail: '' }, root)

    expect(text).not.toMatch(/^Slack did not take the answer/)
    expect(text).toContain('19 events')
  })

  it('does not claim that a message was not posted where nobody knows', () => {
    expect(notPostedMessage({ kind: 'unknown', detail: 'timeout' }, root).text).toMatch(/^Slack did not say/)
  })

  it('shows one part of the help, where one is asked for', () => {
    expect(helpMessage('when').text).toContain('When')
    expect(helpMessage('when').text).not.toContain('Start here')
  })

  it('shows hostile words as they are', () => {
    const { text } = unclearMessage({ ...UNCLEAR, word: '<!channel>\u202E' })

    expect(text).toContain('&lt;!channel&gt;\\u{202E}')
  })
})

describe('in a terminal', () => {
  const look = { width: 80, colour: false }

  it('unclear words get their hint and a command that works', () => {
    expect(sayUnclear(UNCLEAR, look)).toContain('Try: whodid "Alice event:RunInstances 24h"')
  })

  it('help shows every example', () => {
    expect(sayHelp(undefined, look)).toContain('Alice since yesterday 14:00')
  })
})
