import type { Answer } from '../answer/answer.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { coverageLong } from './parts/coverage.ts'
import { type Context, windowPart } from './parts/headline.ts'
import { missParts } from './parts/miss.ts'
import { line, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { header, understoodBlocks } from './root-message.ts'

/** Nothing was found: where it was looked for, and why that may be wrong. */
export function emptyMessage(answer: Answer, context: Context): Message {
  return fitMessage((most) => [
    header(sayInWords(answer.question)),
    ...understoodBlocks(context),
    richText([
      line(stress('No event was found.')),
      windowPart(answer.question.window, answer.zone, { ...context, asker: undefined }),
    ]),
    richText(missParts(answer)),
    richText(coverageLong(answer, Math.min(most, 12))),
  ])
}
