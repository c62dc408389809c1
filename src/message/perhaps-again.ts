import { LIMITS } from './block-limits.ts'
import { isShortEnough } from './make-message.ts'
import type { Message } from './message.ts'
import { line, say } from './piece.ts'
import { richText } from './rich-text.ts'

const SAID = 'I was restarted while I posted this, so it may stand here twice.'

/** A message of which nobody knows whether it stands there already. */
export function perhapsAgain({ text, blocks }: Message): Message {
  const more = [richText([line(say(SAID))]), ...blocks]
  return { text: `${SAID} ${text}`, blocks: more.length <= LIMITS.messageBlocks && isShortEnough(more) ? more : blocks }
}
