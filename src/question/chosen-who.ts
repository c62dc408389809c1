import { identity } from './event-question.ts'
import { NAMED_BY, type NamedBy, type Term } from './question.ts'

/** Kinds that no answer has named. */
const NOT_SEEN: ReadonlySet<NamedBy> = new Set<NamedBy>(['person', 'root'])

/** A name that was seen, as the menu of a form gives it: `user:alice`. Undefined where it is none. */
export function chosenWho(said: string): Term | undefined {
  const found = /^([a-zA-Z]{2,10}):(.{1,256})$/s.exec(said)
  const by = NAMED_BY.find((each) => each === found?.[1])
  const value = found?.[2]
  if (by === undefined || value === undefined || NOT_SEEN.has(by)) return undefined
  return { not: false, predicate: identity(by, value) }
}
