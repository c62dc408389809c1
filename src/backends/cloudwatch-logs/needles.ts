import { never } from '../../lib/never.ts'
import { textOfResource } from '../../question/names-resource.ts'
import type { Predicate } from '../../question/question.ts'

/** Text that stands in a message as it is, and that means itself in a term and in a query's string. */
export type Needle = string & { readonly __needle: true }

/** Without what JSON writers escape by choice (`=`, `+`, `/`), and without what a pattern or a query could read otherwise. */
const MEANS_ITSELF = /[A-Za-z0-9_.,:@ -]+/g
const SHORTEST = 3
const LONGEST = 128

/**
 * Pieces of text of which at least one stands in the message of every record for which the predicate holds; undefined
 * where no such text is known.
 */
export function needlesOf(predicate: Predicate): readonly Needle[] | undefined {
  switch (predicate.kind) {
    case 'identity':
      if (predicate.by === 'person') return undefined
      return longestOf(predicate.by === 'root' ? 'Root' : predicate.value)
    case 'resource':
      return longestOf(textOfResource(predicate.value))
    case 'outcome':
      return (predicate.value === 'errors' ? ['errorCode'] : ['errorCode', 'errorMessage']) as unknown as Needle[]
    case 'ip':
      return /[/:]/.test(predicate.value) ? undefined : longestOf(predicate.value)
    case 'event':
    case 'error':
    case 'source':
    case 'type':
    case 'region':
    case 'account':
      return longestOf(predicate.value)
    case 'ref':
      return predicate.value.startsWith('sha256:') ? undefined : longestOf(predicate.value)
    case 'access':
    case 'agent':
      return undefined
    default:
      return never(predicate)
  }
}

function longestOf(value: string): readonly Needle[] | undefined {
  let longest = ''
  for (const [stretch] of value.matchAll(MEANS_ITSELF)) if (stretch.length > longest.length) longest = stretch
  const needle = longest.slice(0, LONGEST).trim()
  return needle.length < SHORTEST ? undefined : [needle as Needle]
}
