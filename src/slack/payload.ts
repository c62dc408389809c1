import type { AnyBlock } from '@slack/types'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'

/** What goes to Slack for a message: with blocks, or plain text alone. */
export type Payload = { readonly text: string; readonly blocks?: AnyBlock[] }

/** Says what is wrong with a message; nothing where Slack should take it. */
export type Validate = (message: Message) => readonly { readonly pointer: string; readonly message: string }[]

/** chat.update refuses more than 4,000 characters of text. */
const PLAIN_TEXT_LIMIT = 3_900

/** The message as Slack takes it. One that Slack would refuse is a defect of ours: logged, and sent as plain text. */
export function makePayload(message: Message, validate: Validate, log: Log): Payload {
  const errors = validate(message)
  if (errors.length > 0) {
    log.error({ errors: errors.slice(0, 5) }, 'a message is not valid, sending its text alone')
    return plainPayload(message)
  }
  if (message.blocks.length === 0) return { text: cut(message.text) }
  return { text: message.text, blocks: [...message.blocks] }
}

/**
 * The text in place of blocks, as one block of code: in it `*bold*` and `:emoji:` of an event's mean nothing.
 * `mrkdwn: false` would say so more plainly, but only chat.postMessage has it, and what it does to emoji is not written.
 */
export function plainPayload(message: Message): Payload {
  return { text: `\`\`\`\n${cut(message.text.replaceAll('``', '`\u200B`'))}\n\`\`\`` }
}

function cut(text: string): string {
  const points = Array.from(text.trim() === '' ? 'This message cannot be shown.' : text)
  return points.length <= PLAIN_TEXT_LIMIT ? points.join('') : `${points.slice(0, PLAIN_TEXT_LIMIT).join('')}…`
}
