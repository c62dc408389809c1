import type { Predicate } from '../../question/question.ts'
import { textsIn } from '../../question/texts-in.ts'

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
  const needles = textsIn(predicate)?.map(needleIn)
  return needles?.includes(undefined) ? undefined : (needles as readonly Needle[] | undefined)
}

/** The longest stretch of a text that means itself; undefined where that is too short. */
function needleIn(text: string): Needle | undefined {
  let longest = ''
  for (const [stretch] of text.matchAll(MEANS_ITSELF)) if (stretch.length > longest.length) longest = stretch
  const needle = longest.slice(0, LONGEST).trim()
  return needle.length < SHORTEST ? undefined : (needle as Needle)
}
