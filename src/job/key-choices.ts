import type { Answer } from '../answer/answer.ts'
import type { KeyChoice } from '../message/answer-buttons.ts'
import type { Question, Term } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Carrier } from './ports.ts'

/** A phone's menu is long enough already. */
const MOST = 3

/**
 * What each of the first few access keys of an answer did, as choices of its menu: long-term ones first. For those to whom keys
 * are shown masked, so that they cannot type them; the question is kept, and its id carried.
 */
export async function keyChoices(
  { origins, question }: Pick<Answer, 'origins' | 'question'>,
  team: string,
  carrier: Pick<Carrier, 'carry'>,
): Promise<readonly KeyChoice[]> {
  const keys = origins.keys.map(({ value }) => value)
  const lasting = keys.filter((key) => key.startsWith('AKIA'))
  const some = [...new Set([...lasting, ...keys])].filter((key) => !isAsked(question, key)).slice(0, MOST)
  const choices = await Promise.all(
    some.map(async (key) => ({ key, token: await carrier.carry(team, sayQuestion(asked(question, key)), true) })),
  )
  return choices.flatMap(({ key, token }) => (token === undefined ? [] : [{ key, token }]))
}

/** The same question of the key instead of whom it was about. */
function asked({ terms, ...rest }: Question, value: string): Question {
  const others = terms.filter(({ predicate }) => predicate.kind !== 'identity')
  const used: Term = { not: false, predicate: { kind: 'identity', by: 'key', value, prefix: false } }
  return { ...rest, terms: [used, ...others] }
}

function isAsked({ terms }: Question, value: string): boolean {
  return terms.some(({ predicate }) => predicate.kind === 'identity' && predicate.value === value)
}
