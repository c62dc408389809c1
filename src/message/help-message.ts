import { helpText } from '../question/help.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, type Line, line, list, type Part, say, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'

/** What can be asked, with examples that run as they stand; of one topic, or of all. */
export function helpMessage(topic: string | undefined): Message {
  return makeMessage([header('Ask what an AWS identity did'), richText(helpParts(topic, '/whodid '))])
}

/** Help as parts; `before` is what is typed before the words. */
export function helpParts(topic: string | undefined, before: string): readonly Part[] {
  const sections = helpText(topic)
  return [
    ...sections.flatMap((section) => [
      title(section.title),
      list(section.examples.map(({ words, means }): Line => [code(before + words), say(` – ${means}`)])),
    ]),
    ...(sections.length > 1 ? [line(say('One part alone: '), code(`${before}help ${sections[1]?.topic ?? ''}`))] : []),
  ]
}
