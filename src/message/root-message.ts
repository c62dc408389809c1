import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { Message } from './message.ts'
import { answerButtons } from './answer-buttons.ts'
import { fitMessage } from './make-message.ts'
import { changesShort, entriesShort, latestShort } from './parts/changes.ts'
import { coverageShort } from './parts/coverage.ts'
import { firstTimeShort } from './parts/first-time.ts'
import { throughParts } from './parts/through-sessions.ts'
import { type Context, headlineParts } from './parts/headline.ts'
import { originsShort, whoShort } from './parts/origins.ts'
import { refusalsShort } from './parts/refusals.ts'
import { resourceParts } from './parts/resource.ts'
import { standsOutShort } from './parts/stands-out.ts'
import { line, type Part, quote, say, shown } from './piece.ts'
import { richText } from './rich-text.ts'

/** A phone shows about five lines of a list before one has to scroll. */
const ROWS = 4

/** What a responder has to know first, short enough for a phone. The rest is in the thread. */
export function rootMessage(answer: Answer, context: Context): Message {
  return fitMessage((most) => {
    const rows = Math.min(most, ROWS)
    return [
      header(sayInWords(answer.question)),
      ...understoodBlocks(context),
      richText(headlineParts(answer, context)),
      ...richBlocks(resourceParts(answer)),
      // What stands out is the last to be cut.
      richText(standsOutShort(answer, most + 1)),
      richText([...latestShort(answer, rows), ...changesShort(answer, rows), ...refusalsShort(answer, rows)]),
      ...richBlocks([
        ...whoShort(answer, rows),
        ...entriesShort(answer, 3),
        ...originsShort(answer),
        ...throughParts(answer),
        ...firstTimeShort(answer),
      ]),
      { type: 'divider' },
      richText(coverageShort(answer)),
      ...(context.token === undefined ? [] : [answerButtons(answer, context.token, context.keys)]),
    ]
  })
}

/** A follow-up says what it was taken for, so that nobody reads the answer to another question. */
export function understoodBlocks({ understoodAs, narrowed }: Context): readonly AnyBlock[] {
  const lines = [
    ...(understoodAs === undefined ? [] : [line(say('Understood as: '), quote(understoodAs, 300))]),
    ...(narrowed === true ? [line(say('Only of the accounts that you may ask about here.'))] : []),
  ]
  return lines.length === 0 ? [] : [richText(lines)]
}

/** No block where there is nothing to say: Slack refuses an empty one. */
function richBlocks(parts: readonly Part[]): readonly AnyBlock[] {
  return parts.length === 0 ? [] : [richText(parts)]
}

/** A heading that may hold names: plain text, no emoji, at most 150 characters. */
export function header(text: string): AnyBlock {
  return { type: 'header', text: { type: 'plain_text', text: shown(text, 150), emoji: false } }
}
