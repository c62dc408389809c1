import type { Predicate, Term } from '../../question/question.ts'
import { textsIn } from '../../question/texts-in.ts'

/**
 * Text of which at least one piece stands in the bytes of every record that can hold for the terms; undefined where
 * no such text is known, and everything has to be read. Looked for in the raw JSON, so a needle has only characters that
 * JSON writes as themselves: a file where printable ASCII is escaped (`\u0041`) is read whole (see `hidesAscii`).
 */
export function needlesFor(terms: readonly Term[]): readonly string[] | undefined {
  let best: { readonly rank: number; readonly needles: readonly string[] } | undefined
  for (const kind of new Set(terms.map(({ predicate }) => predicate.kind))) {
    const wanted = terms.filter(({ not, predicate }) => !not && predicate.kind === kind)
    if (wanted.length === 0) continue
    const found = wanted.map(({ predicate }) => needlesOf(predicate))
    const needles = found.flatMap((one) => one ?? [])
    if (found.includes(undefined) || needles.length > MOST_NEEDLES) continue
    const rank = RANK.indexOf(kind)
    if (best === undefined || rank < best.rank) best = { rank, needles: [...new Set(needles)] }
  }
  return best?.needles
}

/** Each needle is looked for by itself; with more of them, reading every record is quicker. */
const MOST_NEEDLES = 8

/** The rarest kind of text first: it leaves the fewest records to parse. */
const RANK: readonly Predicate['kind'][] = [
  'ref',
  'identity',
  'resource',
  'ip',
  'error',
  'event',
  'outcome',
  'type',
  'source',
  'region',
  'account',
  'agent',
  'access',
]

function needlesOf(predicate: Predicate): readonly string[] | undefined {
  const needles = textsIn(predicate)?.map(needleIn)
  return needles?.includes(undefined) ? undefined : (needles as readonly string[] | undefined)
}

/** Printable ASCII without the three characters that JSON writers escape by choice or by need. */
const AS_WRITTEN = /[ !#-.0-[\]-~]+/g

/** The value may have been written as a JSON number, which has many spellings. */
const MAYBE_NUMBER = /^[-+]?\d*\.?\d*(e[-+]?\d*)?$/i

/** The longest stretch of a text that every JSON writer leaves as it is; undefined where that is too short. */
function needleIn(text: string): string | undefined {
  if (MAYBE_NUMBER.test(text) || 'Infinity'.startsWith(text)) return undefined
  const stretches = text.match(AS_WRITTEN) ?? []
  const longest = stretches.reduce((best, one) => (one.length > best.length ? one : best), '')
  return longest.length < 3 ? undefined : longest
}

/** Whether somewhere in the bytes a character of printable ASCII may be written as `\u00xx`. */
export function hidesAscii(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('\\u00'); at >= 0; at = bytes.indexOf('\\u00', at + 4)) {
    const digit = bytes[at + 4] ?? 0
    if (digit >= 0x32 && digit <= 0x37) return true
  }
  return false
}
