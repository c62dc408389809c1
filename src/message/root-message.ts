import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { Message } from './message.ts'
import { fitMessage } from './make-message.ts'
import { changesShort, entriesShort, latestShort } from './parts/changes.ts'
import { coverageShort } from './parts/coverage.ts'
import { type Context, headlineParts } from './parts/headline.ts'
import { originsShort, whoShort } from './parts/origins.ts'
import { refusalsShort } from './parts/refusals.ts'
import { standsOutShort } from './parts/stands-out.ts'
import { type Part, shown } from './piece.ts'
import { richText } from './rich-text.ts'

/** A phone shows about five lines of a list before one has to scroll. */
const ROWS = 4

/** What a responder has to know first, short enough for a phone. The rest is in the thread. */
export function rootMessage(answer: Answer, context: Context): Message {
  return fitMessage((most) => {
    const rows = Math.min(most, ROWS)
    return [
      header(sayInWords(answer.question)),
      richText(headlineParts(answer, context)),
      richText(standsOutShort(answer, most)),
      richText([...latestShort(answer, rows), ...changesShort(answer, rows), ...refusalsShort(answer, rows)]),
      ...richBlocks([...whoShort(answer, rows), ...entriesShort(answer, 3), ...originsShort(answer)]),
      { type: 'divider' },
      richText(coverageShort(answer)),
    ]
  })
}

/** No block where there is nothing to say: Slack refuses an empty one. */
function richBlocks(parts: readonly Part[]): readonly AnyBlock[] {
  return parts.length === 0 ? [] : [richText(parts)]
}

/** A heading that may hold names: plain text, no emoji, at most 150 characters. */
export function header(text: string): AnyBlock {
  return { type: 'header', text: { type: 'plain_text', text: shown(text, 150), emoji: false } }
}
