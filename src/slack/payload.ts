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
  if (message.blocks.length === 0) return plainPayload(message)
  return { text: message.text, blocks: [...message.blocks] }
}

/** The text alone, cut where it is too long. Empty blocks take away those that an edited message had. */
export function plainPayload(message: Message): Payload {
  const text = message.text.trim() === '' ? 'This message cannot be shown.' : message.text
  const points = Array.from(text)
  return { text: points.length <= PLAIN_TEXT_LIMIT ? text : `${points.slice(0, PLAIN_TEXT_LIMIT).join('')}…` }
}
