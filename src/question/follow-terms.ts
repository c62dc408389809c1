import { problem, type Problem } from './problem.ts'
import type { Predicate, Term } from './question.ts'

/** How what is said now goes with what was asked before. */
export type Joining = {
  /** Beside what was there: `and bob`. */
  readonly also: boolean
  /** Nobody in particular any more: `who changed it`. */
  readonly anyone: boolean
  /** Anyone but those that were named: `who else`. */
  readonly else: boolean
  /** Without the filters of before: `everything again`. */
  readonly everything: boolean
}

export type Joined = { readonly kind: 'terms'; readonly terms: readonly Term[] } | Problem

/**
 * The filters of a question, with those of the words that read on from it: what is given takes the place of the same kind
 * (who; changes, reads, refusals or errors; a Region …) or is added where there was none. What is left out (`without reads`)
 * is added, and takes the same filter away where it was asked for.
 */
export function joinTerms(before: readonly Term[], said: readonly Term[], joining: Joining): Joined {
  const wanted = said.filter(({ not }) => !not)
  const unwanted = said.filter(({ not }) => not)
  let kept = joining.everything ? everything(before) : before
  if (joining.anyone || joining.else) {
    const named = kept.filter((term) => !term.not && groupOf(term) === 'identity')
    kept = kept.filter((term) => !named.includes(term))
    if (joining.else) kept = [...kept, ...named.map(({ predicate }) => ({ not: true, predicate }))]
  }
  if (!joining.also) {
    const groups = new Set(wanted.map(groupOf))
    kept = kept.filter((term) => !(groups.has(groupOf(term)) && (!term.not || groupOf(term) === 'narrowing')))
  }
  kept = kept.filter((term) => !(term.not && wanted.some((given) => isSame(given, term))))
  const terms = [...kept, ...wanted.filter((term) => !kept.some((one) => !one.not && isSame(one, term)))]
  return leaveOut(terms, unwanted)
}

/** Who, and where nobody is named what: all else of a question narrows it. */
function everything(terms: readonly Term[]): readonly Term[] {
  const who = terms.filter((term) => !term.not && groupOf(term) === 'identity')
  return who.length > 0
    ? who
    : terms.filter(({ not, predicate: { kind } }) => !not && (kind === 'resource' || kind === 'ref'))
}

function leaveOut(terms: readonly Term[], unwanted: readonly Term[]): Joined {
  let kept = terms
  for (const term of unwanted) {
    const without = kept.filter((one) => one.not || !isSame(one, term))
    const hasMore = without.some((one) => !one.not && groupOf(one) === groupOf(term))
    if (without.length < kept.length && groupOf(term) === 'identity' && !hasMore)
      return problem('That leaves out everyone who was asked about. Name somebody else, or write anyone.', 'who else')
    const alike = without.length < kept.length ? undefined : otherCase(kept, term)
    if (alike !== undefined) return problem('Names are matched letter for letter, capitals too.', `not ${alike}`)
    const isSaid = without.some((one) => one.not && isSame(one, term))
    kept = isSaid || (without.length < kept.length && hasMore) ? without : [...without, term]
  }
  return { kind: 'terms', terms: kept }
}

/** `without alice` where Alice was asked about would leave out nobody. */
function otherCase(terms: readonly Term[], { predicate: left }: Term): string | undefined {
  if (left.kind !== 'identity') return undefined
  const found = terms.find(
    ({ not, predicate }) =>
      !not && predicate.kind === 'identity' && predicate.value.toLowerCase() === left.value.toLowerCase(),
  )
  return found?.predicate.kind === 'identity' ? found.predicate.value : undefined
}

function groupOf({ predicate: { kind } }: Term): Predicate['kind'] | 'narrowing' {
  return kind === 'access' || kind === 'outcome' ? 'narrowing' : kind
}

function isSame(a: Term, b: Term): boolean {
  const say = ({ predicate }: Term) =>
    JSON.stringify(Object.entries(predicate).toSorted(([x], [y]) => (x < y ? -1 : 1)))
  return say(a) === say(b)
}
