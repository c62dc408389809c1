import { type Instant, instant } from '../../src/lib/instant.ts'
import type { Predicate, Question, Reading } from '../../src/question/question.ts'
import { readQuestion } from '../../src/question/read-question.ts'

export const NOW = at('2026-11-23T17:36:00Z')

export const ACCOUNTS = [
  { id: '111122223333', alias: 'prod' },
  { id: '444455556666', alias: 'acme-staging' },
  { id: '777788889999', alias: undefined },
]

export function at(iso: string): Instant {
  return instant(Date.parse(iso))
}

export function ask(words: string, zone = 'Europe/Berlin', now = NOW): Reading {
  return readQuestion(words, { now, zone, accounts: ACCOUNTS })
}

/** `name=Alice !event=Delete*`, or the reading's kind and word. */
export function termsOf(reading: Reading): string {
  if (reading.kind === 'unclear') return `unclear: ${reading.word}`
  return reading.kind === 'understood' ? sayTerms(reading.question) : reading.kind
}

/** `2026-11-22T17:36:00Z/2026-11-23T17:36:00Z`. */
export function windowOf(reading: Reading): string {
  if (reading.kind !== 'understood') return termsOf(reading)
  const say = (time: Instant) => new Date(time).toISOString().replace('.000Z', 'Z')
  return `${say(reading.question.window.from)}/${say(reading.question.window.to)}`
}

function sayTerms({ terms }: Question): string {
  return terms.map(({ not, predicate }) => `${not ? '!' : ''}${sayPredicate(predicate)}`).join(' ')
}

function sayPredicate(predicate: Predicate): string {
  const kind = predicate.kind === 'identity' ? predicate.by : predicate.kind
  return `${kind}=${predicate.value}${'prefix' in predicate && predicate.prefix ? '*' : ''}`
}
