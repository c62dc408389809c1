import type { Account } from './account.ts'
import { isProblem, type Problem } from './problem.ts'
import type { Predicate, Window } from './question.ts'
import type { Moment } from './resolve-phrase.ts'
import type { Token } from './tokens.ts'
import type { BackendName } from './via.ts'

/** One thing that was understood: how many words it took, and what they mean. */
export type Step = {
  readonly used: number
  readonly predicates: readonly Predicate[]
  readonly window?: Window
  readonly anyone?: boolean
  readonly via?: BackendName
}

/** One that was not: why, and the words from `start` to before `end`. */
export type Failure = Problem & { readonly start: number; readonly end: number }

export type Surroundings = Moment & { readonly accounts: readonly Account[] }

/** The word in lower case where it can be a keyword. */
export function wordOf(token: Token | undefined): string | undefined {
  if (token === undefined || token.quoted || token.key !== undefined) return undefined
  return token.text.toLowerCase()
}

export function one(read: Predicate | Problem, at: number, used: number): Step | Failure {
  return isProblem(read) ? fail(read, at, at + used) : { used, predicates: [read] }
}

export function fail(why: Problem, start: number, end: number): Failure {
  return { ...why, start, end }
}

export function isFailure(value: object): value is Failure {
  return 'kind' in value && value.kind === 'problem'
}
