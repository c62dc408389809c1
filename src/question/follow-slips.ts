import { nearest } from './nearest.ts'
import { problem, type Problem } from './problem.ts'
import type { Term } from './question.ts'
import type { Token } from './tokens.ts'

/** Words of a thread that a slip of the finger is held against: a name so near to one of them is asked about. */
const FOLLOW_WORDS: readonly string[] = [
  'events',
  'export',
  'behind',
  'longer',
  'shorter',
  'earlier',
  'later',
  'everything',
  'again',
  'only',
  'same',
  'without',
  'changes',
  'denied',
  'refusals',
  'identities',
]

const MOST_BARE = 2

/**
 * Why words that passed for names are rather none: a slip of one of our words, or talk. A wrong person is worse than a
 * question back.
 */
export function doubtfulNames(tokens: readonly Token[], terms: readonly Term[]): Failure | undefined {
  const names = new Set(
    terms.flatMap(({ predicate }) => (isName(predicate) ? [`${predicate.value}${predicate.prefix ? '*' : ''}`] : [])),
  )
  const bare = tokens.flatMap((token, at) =>
    !token.quoted && token.key === undefined && names.has(token.text) ? [{ token, at }] : [],
  )
  for (const { token, at } of bare) {
    if (token.text.length < 3 || token.text !== token.text.toLowerCase()) continue
    const near = nearest(token.text, token.text.length === 3 ? ['only'] : FOLLOW_WORDS, 1)
    if (near.length > 0)
      return { ...problem(`If ${token.text} is a name, put it in quotes.`, ...near), start: at, end: at + 1 }
  }
  const [first] = bare
  const last = bare.at(-1)
  if (bare.length <= MOST_BARE || first === undefined || last === undefined) return undefined
  if (tokens.slice(first.at, last.at).every((token) => JOINS.test(token.raw))) return undefined
  const words = bare.map(({ token }) => token.text)
  return {
    ...problem('If these are all names, write a comma between them.', words.join(', ')),
    start: first.at,
    end: last.at + 1,
  }
}

/** `bob, carol`, `bob and carol`. */
const JOINS = /,$|^(?:and|or|&)$/i

type Failure = Problem & { readonly start: number; readonly end: number }

function isName(predicate: Term['predicate']): predicate is Extract<Term['predicate'], { kind: 'identity' }> {
  return predicate.kind === 'identity' && predicate.by === 'name'
}
