import { nearest } from './nearest.ts'
import { problem, type Problem } from './problem.ts'
import type { Predicate } from './question.ts'

/** An AWS account, and what it is called here. */
export type Account = { readonly id: string; readonly alias: string | undefined }

/** A twelve-digit id, or one of the aliases in the settings, letter case ignored. */
export function readAccount(text: string, accounts: readonly Account[]): Predicate | Problem {
  const digits = /^\d{4}-\d{4}-\d{4}$/.test(text) ? text.replaceAll('-', '') : text
  if (/^\d{12}$/.test(digits)) return { kind: 'account', value: digits }
  const found = accounts.filter(({ alias }) => alias?.toLowerCase() === text.toLowerCase())
  const [first] = found
  if (first !== undefined && found.length === 1) return { kind: 'account', value: first.id }
  if (first !== undefined) {
    return problem('Several accounts have that alias: write the id.', ...found.map(({ id }) => `account:${id}`))
  }
  const aliases = accounts.flatMap(({ alias }) => alias ?? [])
  return problem(
    'That is neither an account id of twelve digits nor an alias from the settings.',
    ...nearest(text, aliases, 3).map((alias) => `account:"${alias.replace(/["\\]/g, '\\$&')}"`),
  )
}
