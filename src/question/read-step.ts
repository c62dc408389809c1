import { problem } from './problem.ts'
import { readBare } from './read-bare.ts'
import { readKeyed, readSpoken } from './read-keyed.ts'
import { readFlag, readOn, readVerb } from './read-object.ts'
import { readPreposition } from './read-preposition.ts'
import { readWhen } from './read-when.ts'
import { fail, type Failure, one, type Step, type Surroundings, wordOf } from './step.ts'
import { readAtoms } from './time-atoms.ts'
import type { Token } from './tokens.ts'
import { ANYONE, FILLERS, FLAGS, MYSELF, SPOKEN_KEYS, VERBS } from './vocabulary.ts'

/** `--errors`, as in a terminal, and what phones make of it. One dash would turn it into its opposite. */
const DASHED = /^(?:--+|[\u2014\u2015]+-*)(?=[^-\u2014\u2015])/

/** Reads what stands at a place of the command: words of time, a filter, a flag, a small word of a sentence, a name. */
export function readStep(tokens: readonly Token[], at: number, around: Surroundings): Step | Failure {
  const token = tokens[at]
  if (token === undefined) return { used: 1, predicates: [] }
  if (DASHED.test(token.raw))
    return fail(
      problem('Filters have no dashes. One dash, or not, leaves something out.', token.raw.replace(DASHED, '')),
      at,
      at + 1,
    )
  if (token.broken)
    return fail(problem('A quote is opened and not closed, or something sticks to it.', `${token.raw}"`), at, at + 1)
  if (token.key !== undefined) return readKeyed(tokens, at, around)
  if (token.negated && readAtoms({ ...token, negated: false })?.[0]?.kind === 'duration') {
    return fail(problem('The last so many hours are written without a dash.', token.text), at, at + 1)
  }
  const when = readWhen(tokens, at, around)
  if (when !== undefined) {
    const { window, used, skip = 0 } = when
    return 'kind' in window ? fail(window, at + skip, at + used) : { used, predicates: [], window }
  }
  const word = wordOf(token)
  if (word === '-') return { used: 1, predicates: [] }
  if (word === undefined) return one(readBare(token), at, 1)
  const flag = FLAGS.get(word)
  if (flag !== undefined) return readFlag(tokens, at, flag, around)
  if (word === 'root') return { used: 1, predicates: [{ kind: 'identity', by: 'root', value: '', prefix: false }] }
  if (ANYONE.has(word)) return { used: 1, predicates: [], anyone: true }
  if (MYSELF.has(word)) return fail(problem('Mention yourself with @, or write your AWS name.'), at, at + 1)
  if (VERBS.has(word)) return readVerb(tokens, at, around)
  if (word === 'on') return readOn(tokens, at, around)
  if (word === 'in' || word === 'from' || word === 'to' || word === 'at')
    return readPreposition(word, tokens, at, around)
  if (SPOKEN_KEYS.has(word)) return readSpoken(word, tokens, at, around)
  if (FILLERS.has(word)) return { used: 1, predicates: [] }
  if (/^--+[a-z]/i.test(token.raw))
    return fail(
      problem('Filters have no dashes. One dash leaves something out.', token.raw.replace(/^-+/, '')),
      at,
      at + 1,
    )
  const before = wordOf(tokens[at - 1])
  if (before === 'who' && !token.negated) return fail(problem(AFTER_WHO, 'touched'), at, at + 1)
  return one(readBare(token), at, 1)
}

const AFTER_WHO =
  'After who comes one of: changed, deleted, created, read, touched, assumed, called. A name stands without who.'
