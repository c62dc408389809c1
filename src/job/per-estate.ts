import { sayTerms } from '../watch/say-terms.ts'
import type { AskedOf } from '../watch/asked-before.ts'
import type { Sources } from './answer-question.ts'

/** What is worked out for what a watch asks, once for all that ask the same, until the accounts change. */
export function makePerEstate<T>(
  sources: () => Sources,
  make: (asked: AskedOf, estate: Sources['estate']) => T,
): (asked: AskedOf) => T {
  let known = new Map<string, { readonly made: T }>()
  let estate: Sources['estate'] | undefined
  return (asked) => {
    const { estate: current } = sources()
    if (estate !== current) known = new Map()
    estate = current
    const words = sayTerms(asked.terms, asked.via)
    const found = known.get(words) ?? { made: make(asked, current) }
    known.set(words, found)
    return found.made
  }
}
