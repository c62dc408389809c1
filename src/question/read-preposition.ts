import { readAccount } from './account.ts'
import { nearest } from './nearest.ts'
import { isProblem, problem } from './problem.ts'
import { canonicalAddress } from './read-address.ts'
import { readFilter, readRegion } from './read-filter.ts'
import { isObject } from './read-object.ts'
import { REGIONS } from './regions.ts'
import { SERVICES } from './services.ts'
import { fail, type Failure, one, type Step, type Surroundings, wordOf } from './step.ts'
import type { Token } from './tokens.ts'
import { SPOKEN_KEYS } from './vocabulary.ts'

/** `in us-east-1`, `in prod`, `from 203.0.113.9`. Times after these words were tried before. */
export function readPreposition(
  word: string,
  tokens: readonly Token[],
  at: number,
  around: Surroundings,
): Step | Failure {
  const next = tokens[at + 1]
  if (next === undefined || !isObject(tokens, at + 1, around)) {
    const used = next?.key === undefined ? 1 : 0
    return used === 0 || SPOKEN_KEYS.has(wordOf(next) ?? '')
      ? { used: 1, predicates: [] }
      : fail(problem(`Something has to follow ${word}.`, ''), at, at + 1)
  }
  if (word === 'from' && canonicalAddress(next.whole) !== undefined) return { used: 1, predicates: [] }
  if (word === 'to') return one(readFilter('on', { ...next, key: undefined, text: next.whole }, around.accounts), at, 2)
  if (word === 'in') return readIn(next, at, around)
  const service = SERVICES.includes(next.text.toLowerCase()) ? [`from:${next.text}`] : []
  return fail(
    problem('A service is written from:NAME, an address ip:ADDRESS, a resource on NAME.', ...service, next.raw),
    at,
    at + 2,
  )
}

function readIn(token: Token, at: number, { accounts }: Surroundings): Step | Failure {
  const account = readAccount(token.text, accounts)
  if (!isProblem(account)) return { used: 2, predicates: [account] }
  const region = readRegion({ kind: 'value', text: token.text, prefix: false, quoted: false })
  if (!isProblem(region)) return { used: 2, predicates: [region] }
  const regions = nearest(token.text, REGIONS, 2).length > 0 ? region.fixes : []
  return fail(
    problem('That is neither a Region, nor an account, nor a time.', ...account.fixes, ...regions),
    at,
    at + 2,
  )
}
