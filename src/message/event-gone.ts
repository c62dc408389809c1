import type { Answer } from '../answer/answer.ts'
import type { EventRef } from '../event/event-ref.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { coverageLong } from './parts/coverage.ts'
import { code, line, list, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'

/** An event that was there and is not found any more: where was looked, and why it may be gone. */
export function eventGoneMessage(ref: EventRef, answer: Answer | undefined): Message {
  return makeMessage([
    richText([
      line(stress('I do not find that event any more.')),
      list([
        [say('Event id '), code(ref.id, 200)],
        [say('Of '), time(ref.time)],
        ...(ref.account === '' ? [] : [[say('In '), code(`${ref.account} / ${ref.region}`)]]),
      ]),
      line(say('It may be older than what the place keeps, or the right to look there was taken away.')),
      ...(answer === undefined ? [] : coverageLong(answer, 5)),
    ]),
  ])
}
