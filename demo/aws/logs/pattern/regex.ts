import { Refusal } from '../../refusal.ts'

/** What stands between `%` and `%`: no parentheses, no look-around, nothing beyond ASCII. */
export function makeRegex(source: string): RegExp {
  const allowed = /^(?:[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+.\s]|\\[dDsSwW\\.^$?[\]{}|*+/-]|\\x[0-9a-fA-F]{2})+$/
  if (!allowed.test(source)) throw new Refusal('InvalidParameterException', 'Invalid regular expression in pattern')
  try {
    return new RegExp(source)
  } catch {
    throw new Refusal('InvalidParameterException', 'Invalid regular expression in pattern')
  }
}
