import { problem } from './problem.ts'
import type { Term, Window } from './question.ts'
import { readStep } from './read-step.ts'
import { fail, type Failure, isFailure, type Step, type Surroundings, wordOf } from './step.ts'
import type { Token } from './tokens.ts'
import type { BackendName } from './via.ts'
import { ANYONE, NEGATIONS } from './vocabulary.ts'

/** What the words came to, so far as they could be taken. */
export type Terms = {
  readonly kind: 'terms'
  readonly terms: readonly Term[]
  readonly window: Window | undefined
  readonly anyone: boolean
  /** Where to look, as often as it was said; nowhere in particular where it was not. */
  readonly via: readonly BackendName[]
}

const MOST_TERMS = 50

/** Goes through the words from left to right. */
export function readTerms(tokens: readonly Token[], around: Surroundings): Terms | Failure {
  const terms: Term[] = []
  let window: Window | undefined
  let anyone = false
  const via = new Set<BackendName>()
  let not: number | undefined
  for (let at = 0; at < tokens.length; ) {
    if (isNegation(tokens[at])) {
      if (not !== undefined) return fail(problem('Not twice.', 'not'), not, at + 1)
      not = at
      at++
      continue
    }
    const step = readStep(tokens, at, around)
    if (isFailure(step)) return step
    const hasDash = tokens[at]?.negated === true
    const start = not ?? at
    const end = at + step.used
    if (not !== undefined && hasDash) return fail(problem('Not twice.', sayRaw(tokens, at, end)), start, end)
    const negated = not !== undefined || hasDash
    if (negated && isNoFilter(step)) return fail(problem(ONLY_FILTERS, sayRaw(tokens, at, end)), start, end)
    if (step.window !== undefined && window !== undefined) return fail(problem(ONE_TIME, ''), at, end)
    window = step.window ?? window
    anyone ||= step.anyone === true
    if (step.via !== undefined) via.add(step.via)
    terms.push(...step.predicates.map((predicate) => ({ not: negated, predicate })))
    if (terms.length > MOST_TERMS) return fail(problem(`A question has at most ${MOST_TERMS} filters.`), at, end)
    if (step.predicates.length > 0) not = undefined
    at = end
  }
  if (not !== undefined) return fail(problem(DANGLING, ''), not, tokens.length)
  return contradiction(terms, tokens, anyone) ?? { kind: 'terms', terms, window, anyone, via: [...via] }
}

const ONLY_FILTERS = 'Only a filter can be left out, not a time, a place or anyone.'
const ONE_TIME = 'A question has one time. Put its words side by side, or ask twice.'
const DANGLING = 'Something has to follow: not reads, not event:Decrypt, not Alice.'

function contradiction(terms: readonly Term[], tokens: readonly Token[], anyone: boolean): Failure | undefined {
  if (!anyone || !terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')) return undefined
  const at = tokens.findIndex((token) => ANYONE.has(wordOf(token) ?? ''))
  return fail(problem('Anyone, or the one who is named? Write one of the two.', ''), at, at + 1)
}

function isNoFilter(step: Step): boolean {
  return step.window !== undefined || step.anyone === true || step.via !== undefined
}

function isNegation(token: Token | undefined): boolean {
  return token?.negated === false && NEGATIONS.has(wordOf(token) ?? '')
}

function sayRaw(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map(({ raw }) => raw.replace(/^[-!\u2010-\u2015]+/, ''))
    .join(' ')
}
