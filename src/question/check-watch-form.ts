import type { FormValues } from './check-form.ts'
import { chosenWho } from './chosen-who.ts'
import type { WatchUrgency } from './question.ts'
import { type ReadingContext, readQuestion } from './read-question.ts'
import type { WATCH_FIELDS } from './watch-form-choices.ts'
import { NO_SUCH, readSoon, textOf, whyNot, type WrongIn, wrongIn } from './watch-form-values.ts'

export type WatchFormChecked =
  /** The command that sets the watch, and where. */
  { readonly kind: 'set'; readonly words: string; readonly channel: string } | WrongIn<(typeof WATCH_FIELDS)[number]>

/** The command that a form stands for, or what is wrong in it. It is read as if it had been typed. */
export function checkWatchForm(values: FormValues, context: ReadingContext): WatchFormChecked {
  const errors: { [field in (typeof WATCH_FIELDS)[number]]?: string } = {}
  const channel = textOf(values, 'channel')
  if (channel === '') errors.channel = 'Choose where it tells.'
  const soon = readSoon(values)
  if (soon === undefined) errors.soon = NO_SUCH
  const who = textOf(values, 'who')
  const chosen = who === '' ? undefined : chosenWho(who)
  if (who !== '' && chosen === undefined) errors.who = 'That is no name that was seen. Write it below.'
  const typed = textOf(values, 'words').replace(/^(?:\/\S+\s+)?watch\s+/i, '')
  if (typed === '' && who === '') errors.words = 'Choose a name, or write here who or what: anyone denied.'
  const name = chosen?.predicate.kind === 'identity' ? `${chosen.predicate.by}:${quoted(chosen.predicate.value)}` : ''
  const words = ['watch', soon === undefined ? '' : saySoon(soon), name, typed].filter(Boolean).join(' ')
  if (typed !== '') {
    const alone = readQuestion(`watch ${typed}`, context)
    if (alone.kind === 'watch' && alone.urgency.kind !== 'each')
      errors.words = 'How soon has an input of its own below.'
    else if (alone.kind !== 'watch') errors.words = whyNot(alone)
  }
  const reading = readQuestion(words, context)
  if (Object.keys(errors).length === 0 && reading.kind !== 'watch') errors.words = whyNot(reading)
  return Object.keys(errors).length > 0 ? wrongIn(errors) : { kind: 'set', words, channel }
}

function saySoon(urgency: WatchUrgency): string {
  return urgency.kind === 'daily' ? `daily ${urgency.hour}` : urgency.kind
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
