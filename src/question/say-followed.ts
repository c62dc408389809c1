import { never } from '../lib/never.ts'
import type { Predicate, Question } from './question.ts'
import { sayInWords } from './say-in-words.ts'
import { sayWindow } from './say-window.ts'
import type { Wanted } from './wanted.ts'

/** What words that read on from a question were taken to mean: `What Alice did, refusals only, same window`. */
export function sayFollowed(before: Question, now: Question, wanted: Wanted, zone: string): string {
  const isSame = before.window.from === now.window.from && before.window.to === now.window.to
  const window = isSame ? 'same window' : sayWindow(now.window, zone)
  return [sayInWords(withoutMentions(now)), ...sayView(wanted), window].join(', ')
}

function sayView(wanted: Wanted): readonly string[] {
  switch (wanted.kind) {
    case 'answer':
      return []
    case 'events':
      return ['event by event']
    case 'event':
      return ['one event in full']
    case 'export':
      return [`as a file (${wanted.format})`]
    case 'behind':
      return ['and who was behind it']
    case 'by':
      return [`by ${wanted.value}`]
    default:
      return never(wanted)
  }
}

/** Someone that Slack mentions is an id here, and not yet a name. */
function withoutMentions(question: Question): Question {
  const say = (predicate: Predicate): Predicate =>
    predicate.kind === 'identity' && predicate.by === 'person'
      ? { ...predicate, by: 'name', value: 'the person you mentioned' }
      : predicate
  return { ...question, terms: question.terms.map(({ not, predicate }) => ({ not, predicate: say(predicate) })) }
}
