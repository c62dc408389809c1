import { chosenWho as readChosen } from './chosen-who.ts'
import type { Question, Reading, Term, Window } from './question.ts'
import { type ReadingContext, readQuestion } from './read-question.ts'
import { sayQuestion } from './say-question.ts'
import { shortError } from './short-error.ts'
import { readTokens } from './tokens.ts'
import { unslack } from './unslack.ts'

/** The form's inputs: block_id and action_id alike. */
export const FORM_FIELDS = ['who', 'other', 'what', 'on', 'when', 'custom', 'where', 'channel'] as const
export type FormField = (typeof FORM_FIELDS)[number]

/** By action_id, as Slack gives them; several values where several can be chosen. */
export type FormValues = { readonly [field: string]: string | readonly string[] | undefined }

export type FormChecked =
  | { readonly kind: 'asked'; readonly words: string; readonly channel: string }
  /** What is wrong, by the block_id of the input. */
  | { readonly kind: 'wrong'; readonly errors: { readonly [field in FormField]?: string } }

/** What can be ticked, and the words it stands for. */
export const FORM_WHAT = [
  ['changes', 'Changes only', 'writes'],
  ['denied', 'Refused calls', 'denied'],
  ['errors', 'Failed calls', 'errors'],
  ['signins', 'Sign-ins', 'event:ConsoleLogin'],
  ['roles', 'Roles and tokens taken', 'event:AssumeRole*'],
  ['keys', 'Access keys made', 'event:CreateAccessKey'],
  ['noreads', 'Without reads', 'not reads'],
] as const

/** Windows to choose from, in the words of a command; the last wants words of one's own. */
export const FORM_WHEN = [
  ['1h', 'Last hour'],
  ['6h', 'Last 6 hours'],
  ['24h', 'Last 24 hours'],
  ['3d', 'Last 3 days'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['90d', 'Last 90 days'],
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['this week', 'This week'],
  ['last week', 'Last week'],
  ['custom', 'Another time, written below'],
] as const

/** The command that a form asks, or what is wrong in it. Values are data: each is held against what its input is for. */
export function checkForm(values: FormValues, context: ReadingContext): FormChecked {
  const errors: { [field in FormField]?: string } = {}
  const terms = [...chosenWho(), ...typedWho(), ...ticked(), ...resource(), ...places()]
  const window = chosenWindow()
  const channel = one('channel')
  if (channel === '') errors.channel = 'Choose where the answer goes.'
  const isAnyone = one('other') !== '' || one('who') !== ''
  if (terms.length === 0 && !isAnyone && Object.keys(errors).length === 0)
    errors.other = 'Choose a name, or write one here; anyone is a word too. Or write a resource below.'
  if (Object.keys(errors).length > 0 || window === undefined) return { kind: 'wrong', errors: shortened(errors) }
  const words = sayQuestion({ terms, window })
  const reading = readQuestion(words, context)
  if (reading.kind !== 'understood')
    return { kind: 'wrong', errors: { other: 'Together that is too much for one question.' } }
  return { kind: 'asked', words, channel }

  function one(field: FormField): string {
    const value = values[field]
    return typeof value === 'string' ? value.trim() : ''
  }

  /** A name that was seen, as the menu gives it: `user:alice`. */
  function chosenWho(): readonly Term[] {
    if (one('who') === '') return []
    const chosen = readChosen(one('who'))
    if (chosen === undefined) errors.who = 'That is no name that was seen. Write it below.'
    return chosen === undefined ? [] : [chosen]
  }

  function typedWho(): readonly Term[] {
    const said = one('other')
    if (said === '') return []
    const reading = readQuestion(said, context)
    const found = understood('other', reading)
    if (found === undefined) return []
    const isWho = found.question.terms.every(({ predicate }) => predicate.kind === 'identity')
    if (!isWho || !found.defaultWindow) {
      errors.other = 'Only names here: what, when and where have inputs of their own.'
      return []
    }
    return found.question.terms
  }

  function ticked(): readonly Term[] {
    const chosen = values.what
    const list = typeof chosen === 'string' ? [chosen] : (chosen ?? [])
    const words = FORM_WHAT.filter(([value]) => list.includes(value)).map(([, , said]) => said)
    const reading = readQuestion(`anyone ${words.join(' ')}`, context)
    return reading.kind === 'understood' ? reading.question.terms : []
  }

  /** As it is written, whatever it looks like: an ARN, an id, a name with a space in it. */
  function resource(): readonly Term[] {
    const said = unslack(one('on'))
    if (said === '') return []
    const reading = readQuestion(`on:"${said.replace(/["\\]/g, '\\$&')}"`, context)
    const found = understood('on', reading)
    return found?.question.terms ?? []
  }

  function places(): readonly Term[] {
    const parts = readTokens(unslack(one('where'))).map(({ text }) => text)
    const found: Term[] = []
    for (const part of parts.flatMap((text) => text.split(/[,;]/)).filter(Boolean)) {
      const reading = readQuestion(`anyone in "${part.replace(/["\\]/g, '\\$&')}"`, context)
      const place = understood('where', reading)?.question.terms ?? []
      if (place.some(({ predicate: { kind } }) => kind !== 'region' && kind !== 'account'))
        errors.where = `${part} is no account and no Region.`
      found.push(...place)
    }
    return found
  }

  function chosenWindow(): Window | undefined {
    const chosen = one('when') || '24h'
    const custom = one('custom')
    if (custom !== '' && chosen !== 'custom' && chosen !== '24h') {
      errors.custom = 'Choose “Another time” above, or leave this empty.'
      return undefined
    }
    const field = custom !== '' || chosen === 'custom' ? 'custom' : 'when'
    const time = field === 'custom' ? custom : chosen
    if (time === '') {
      errors.custom = 'Write a time, such as yesterday 14:00-15:00.'
      return undefined
    }
    const found = understood(field, readQuestion(time, context))
    if (found === undefined) return undefined
    if (found.question.terms.length > 0 || found.defaultWindow) {
      errors[field] = 'Only a time here, such as 36h, on monday, or yesterday 14:00-15:00.'
      return undefined
    }
    return found.question.window
  }

  function understood(
    field: FormField,
    reading: Reading,
  ): { readonly question: Question; readonly defaultWindow: boolean } | undefined {
    if (reading.kind === 'understood') return reading
    errors[field] =
      reading.kind === 'unclear'
        ? `${reading.word}: ${reading.hint}`
        : 'That is a command of its own: type it behind /whodid.'
    return undefined
  }
}

function shortened(errors: { readonly [field in FormField]?: string }): { readonly [field in FormField]?: string } {
  return Object.fromEntries(Object.entries(errors).map(([field, why]) => [field, shortError(why)]))
}
