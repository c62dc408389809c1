import { nearest } from './nearest.ts'
import { problem } from './problem.ts'
import { readUnknownKey } from './read-bare.ts'
import { readFilter } from './read-filter.ts'
import { isObject } from './read-object.ts'
import { fail, type Failure, one, type Step, type Surroundings } from './step.ts'
import type { Token } from './tokens.ts'
import { VIA_WORDS } from './via.ts'
import { KEYS } from './vocabulary.ts'

/** `event:RunInstances`, and `event: RunInstances` too. */
export function readKeyed(tokens: readonly Token[], at: number, around: Surroundings): Step | Failure {
  const token = tokens[at]
  if (token === undefined) return { used: 1, predicates: [] }
  if (token.key === 'via') return readVia(tokens, at)
  const filter = KEYS.get(token.key ?? '')
  if (filter === undefined) return one(readUnknownKey(token), at, 1)
  const next = tokens[at + 1]
  if (token.text === '' && !token.quoted && next !== undefined && next.key === undefined) {
    return one(readFilter(filter, next, around.accounts), at, 2)
  }
  return one(readFilter(filter, token, around.accounts), at, 1)
}

/** `user Alice`, `region us-east-1`. */
export function readSpoken(word: string, tokens: readonly Token[], at: number, around: Surroundings): Step | Failure {
  const filter = KEYS.get(word)
  const next = tokens[at + 1]
  if (filter === undefined || next === undefined || !isObject(tokens, at + 1, around)) {
    return fail(problem(`Write ${word}:VALUE, or put the word in quotes if it is a name.`, `"${word}"`), at, at + 1)
  }
  return one(readFilter(filter, next, around.accounts), at, 2)
}

/** `via:athena`: no filter, but where to look. */
function readVia(tokens: readonly Token[], at: number): Step | Failure {
  const next = tokens[at + 1]
  const apart = tokens[at]?.text === '' && next !== undefined && next.key === undefined
  const used = apart ? 2 : 1
  const word = (apart ? next : tokens[at])?.text.toLowerCase() ?? ''
  const via = VIA_WORDS.get(word)
  if (via !== undefined) return { used, predicates: [], via }
  const near = nearest(word, [...VIA_WORDS.keys()]).map((one) => `via:${one}`)
  return fail(problem('Where to look is one of via:history, via:logs, via:athena, via:files.', ...near), at, at + used)
}
