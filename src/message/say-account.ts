import type { Answer, Counted } from '../answer/answer.ts'
import { code, type Line, quote, say } from './piece.ts'

/** How people call an account: by its alias, or by its id where it has none. */
export type AccountName = (id: string) => string

export function accountName({ headline }: { readonly headline: Pick<Answer['headline'], 'accounts'> }): AccountName {
  const alias = new Map(headline.accounts.map((account) => [account.value, account.alias]))
  return (id) => alias.get(id) ?? id
}

/** `prod (111122223333)`, or the id alone where the account has no alias. */
export function accountLine(account: Pick<Counted, 'value' | 'alias'>): Line {
  if (account.value === '') return [say('an account that is not named')]
  if (account.alias === undefined) return [code(account.value)]
  return [quote(account.alias), say(' ('), code(account.value), say(')')]
}
