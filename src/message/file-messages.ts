import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { line, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { whyNotPosted } from './short-messages.ts'

/** A file that was made and could not be uploaded. */
export function noFileMessage(sent: { readonly kind: string; readonly reason?: string }): Message {
  const isRight = sent.kind === 'unposted' && sent.reason === 'no-rights'
  return makeMessage([
    richText([line(stress('The file is not in the thread.')), line(say(isRight ? NO_RIGHT : whyNotPosted(sent)))]),
  ])
}

const NO_RIGHT =
  'I may not upload files in this workspace: whoever installed me declined the right files:write, or installed me before I asked for it.'

/** Said in a view: a file goes to the thread, which is behind it. */
export function fileDoneMessage(said: string): Message {
  return makeMessage([richText([line(stress('The file is in the thread.')), line(say(said))])])
}
