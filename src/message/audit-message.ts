import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, line, quote, say } from './piece.ts'
import { richText } from './rich-text.ts'

/** One line of the audit, for a channel. Who, what, where, what came of it, by which right; nothing that was found. */
export function auditMessage(record: {
  readonly person: string
  readonly channel: string
  readonly deed: string
  readonly question: string | undefined
  readonly outcome: string
  readonly rights: string
}): Message {
  const { person, channel, deed, question, outcome, rights } = record
  return makeMessage([
    richText([
      line(
        { kind: 'person', id: person },
        say(` · ${deed} · `),
        ...(question === undefined ? [] : [code(question, 300), say(' · ')]),
        say('in '),
        code(channel),
        say(` · ${outcome} · `),
        quote(rights, 100),
      ),
    ]),
  ])
}
