import type { Instant } from '../lib/instant.ts'
import type { Missing, Unseen } from './chain.ts'

/** Something that was looked for, where, and what of that could not be seen. */
export type Looked = {
  readonly what: readonly Missing['what'][]
  readonly from: Instant
  readonly to: Instant
  /** Only what has to do with these keys or ids; undefined: all that there was. */
  readonly only?: readonly string[] | undefined
  /** The accounts that the places hold, where that is known and not all. */
  readonly accounts?: readonly string[] | undefined
  readonly unseen: readonly Unseen[]
}

export type Need = Pick<Missing, 'what' | 'key' | 'account' | 'from' | 'to' | 'uniqueId'>

/** The need as missing: never asked for, not seen as some place did not answer, or really not there. */
export function makeMissing(need: Need, looked: readonly Looked[]): Missing {
  const fitting = looked.filter((one) => covers(one, need))
  const unseen = distinct(fitting.flatMap((one) => gapsFor(one, need)))
  const why = fitting.length === 0 ? 'not-looked' : unseen.length > 0 ? 'gap' : 'not-found'
  return { ...need, why, unseen }
}

/** Whether everything was looked at that could hold what is needed: what was not found is then not there. */
export function isWhole(need: Need, looked: readonly Looked[]): boolean {
  return looked.some((one) => covers(one, need) && gapsFor(one, need).length === 0)
}

function covers(one: Looked, need: Need): boolean {
  return (
    one.what.includes(need.what) &&
    one.from <= need.from &&
    one.to >= need.to &&
    (one.only === undefined ||
      [need.key, need.uniqueId].some((value) => value !== undefined && one.only?.includes(value)))
  )
}

/** What of it was not seen; an account that no place holds is one such. */
function gapsFor(one: Looked, need: Need): readonly Unseen[] {
  const { account } = need
  const gaps = one.unseen.filter((gap) => concerns(gap, need))
  if (account === undefined || one.accounts === undefined || one.accounts.includes(account)) return gaps
  return [
    ...gaps,
    { account, where: account, reason: 'missing', detail: 'No place that was asked holds this account.' },
  ]
}

/** A gap whose account is not known may be anywhere. */
function concerns(gap: Unseen, { account }: Need): boolean {
  return gap.account === undefined || account === undefined || gap.account === account
}

function distinct(gaps: readonly Unseen[]): readonly Unseen[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.where, gap.reason]), gap])).values()]
}
