import type { Counted } from '../answer/answer.ts'
import { code, type Line, quote, say } from './piece.ts'

/** `prod (111122223333)`, or the id alone where the account has no alias. */
export function accountLine(account: Pick<Counted, 'value' | 'alias'>): Line {
  if (account.value === '') return [say('an account that is not named')]
  if (account.alias === undefined) return [code(account.value)]
  return [quote(account.alias), say(' ('), code(account.value), say(')')]
}
