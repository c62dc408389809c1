import { never } from '../lib/never.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, line, type Part, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'

/** How someone asks again for what got lost: the words they typed, or what they did. */
export type AskedBy =
  | { readonly kind: 'typed'; readonly words: string }
  | { readonly kind: 'click' | 'form' | 'shortcut' }

/** Nobody was there to answer for so long that whoever asked has gone on without. */
export function lateMessage(by: AskedBy): Message {
  return short([
    line(stress('I was not running when you asked this, and it is too long ago to answer it now.')),
    againPart(by),
  ])
}

/** Each time that it was begun, the process ended. */
export function deadlyMessage(by: AskedBy, key: string): Message {
  return short([
    line(stress('I broke down each time that I began this, so I have given it up.')),
    line(say('It is in my log under '), code(key), say('. A shorter window, fewer accounts or one Region may work.')),
    ...(by.kind === 'typed' ? [againPart(by)] : []),
  ])
}

/** The process ends, and another goes on with it. */
export function restartingMessage(by: AskedBy): Message {
  return short([
    line(stress('I am being restarted, and go on with this when I am back.')),
    line(say('If nothing comes within some minutes, ask anew.')),
    againPart(by),
  ])
}

function againPart(by: AskedBy): Part {
  switch (by.kind) {
    case 'typed':
      return line(say('To ask it again: '), code(`/whodid ${by.words}`, 1_000))
    case 'click':
      return line(say('To ask it again, click again.'))
    case 'form':
      return line(say('To ask it again, fill in the form again: '), code('/whodid'))
    case 'shortcut':
      return line(say('To ask it again, take the shortcut again.'))
    default:
      return never(by)
  }
}

function short(parts: readonly Part[]): Message {
  return makeMessage([richText(parts)])
}
