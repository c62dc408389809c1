import type { Predicate } from '../question/question.ts'
import type { Watch } from './watch.ts'

/**
 * What one look at a place has to ask for, so that nothing that any of its watches asks for is missed: predicates that the
 * place checks by itself, each asked by itself; or `everything`, where one watch can't be put so or that were too many.
 */
export function asksOf(
  watches: readonly Pick<Watch, 'terms'>[],
  canPush: (predicate: Predicate) => boolean,
  most: number,
): readonly Predicate[] | 'everything' {
  const asks = new Map<string, Predicate>()
  for (const { terms } of watches) {
    const kinds = Map.groupBy(
      terms.filter(({ not }) => !not).map(({ predicate }) => predicate),
      ({ kind }) => kind,
    )
    const pushable = [...kinds.values()].filter((predicates) => predicates.every(canPush))
    const [fewest] = pushable.toSorted((a, b) => a.length - b.length)
    if (fewest === undefined) return 'everything'
    for (const predicate of fewest) asks.set(JSON.stringify(predicate), predicate)
    if (asks.size > most) return 'everything'
  }
  return [...asks.values()]
}
