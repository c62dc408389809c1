import { problem } from './problem.ts'
import type { Predicate } from './question.ts'
import { readFilter } from './read-filter.ts'
import { readWhen } from './read-when.ts'
import { fail, type Failure, isFailure, one, type Step, type Surroundings, wordOf } from './step.ts'
import { daySlip } from './time-slip.ts'
import type { Token } from './tokens.ts'
import { isKeyword, KEYS, NOUNS, VERBS } from './vocabulary.ts'

/** `changes`; and with what was changed: `changes to sg-0123`. */
export function readFlag(tokens: readonly Token[], at: number, flag: Predicate, around: Surroundings): Step | Failure {
  const to = tokens[at + 1]
  if (to === undefined || wordOf(to) !== 'to' || !isObject(tokens, at + 2, around))
    return { used: 1, predicates: [flag] }
  const object = readObject('on', tokens, at + 2, around)
  return isFailure(object) ? object : { used: object.used + 2, predicates: [flag, ...object.predicates] }
}

export function readVerb(tokens: readonly Token[], at: number, around: Surroundings): Step | Failure {
  const verb = VERBS.get(wordOf(tokens[at]) ?? '')
  if (verb === undefined) return { used: 1, predicates: [] }
  const object = readObject(verb.object === 'event' ? 'event' : 'on', tokens, at + 1, around)
  if (!isFailure(object)) return { used: object.used + 1, predicates: [...verb.predicates, ...object.predicates] }
  if (object.start > at) return object
  const isSaidByFilter = KEYS.has(tokens[at + 1]?.key ?? '')
  if (verb.needsObject && !isSaidByFilter) return fail(problem('What? Write on RESOURCE, or event:NAME.'), at, at + 1)
  return { used: 1, predicates: verb.predicates }
}

export function readOn(tokens: readonly Token[], at: number, around: Surroundings): Step | Failure {
  const slip = daySlip(tokens[at + 1])
  if (slip !== undefined) return fail(slip, at + 1, at + 2)
  const object = readObject('on', tokens, at + 1, around)
  if (!isFailure(object)) return { ...object, used: object.used + 1 }
  return object.start > at ? object : fail(problem('On what? Write an ARN, an id or a name behind it.'), at, at + 1)
}

/** The thing that a verb or `on` speaks of. A failure that starts before `from` says that there is none. */
function readObject(
  filter: 'on' | 'event',
  tokens: readonly Token[],
  from: number,
  around: Surroundings,
): Step | Failure {
  let at = from
  if (wordOf(tokens[at]) === 'the') at++
  if (NOUNS.has(wordOf(tokens[at]) ?? '') && isObject(tokens, at + 1, around)) at++
  const token = tokens[at]
  const isNoun = NOUNS.has(wordOf(token) ?? '')
  if (token === undefined || !(isNoun || isObject(tokens, at, around))) return fail(problem(''), from - 1, from)
  if (token.broken) return fail(problem('A quote is opened and not closed.', `${token.raw}"`), at, at + 1)
  const whole = { ...token, key: undefined, text: token.whole }
  const step = one(readFilter(filter, whole, around.accounts), at, 1)
  return isFailure(step) ? step : { ...step, used: at + 1 - from }
}

/** True for a word that can be a value here: quoted, or neither a keyword, nor a filter, nor a time. */
export function isObject(tokens: readonly Token[], at: number, around: Surroundings): boolean {
  const token = tokens[at]
  if (token === undefined || token.negated) return false
  if (token.quoted && token.key === undefined) return true
  if (token.key !== undefined) return !KEYS.has(token.key)
  return !isKeyword(token.text.toLowerCase()) && readWhen(tokens, at, around) === undefined
}
