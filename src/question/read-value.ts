import { problem, type Problem } from './problem.ts'
import type { Token } from './tokens.ts'

export const LONGEST_NAME = 200
export const LONGEST_VALUE = 1024

/** A value that was looked over: not empty, not endless, and whole or the beginning of one. */
export type Value = {
  readonly kind: 'value'
  readonly text: string
  readonly prefix: boolean
  readonly quoted: boolean
}

/** An access key id as those see it who may not see whole records. */
const MASKED = /^(?:AKIA|ASIA)…[A-Z0-9]{0,8}$/

/** Takes a token's value, and its `*` where one may stand. */
export function readValue(token: Token, longest: number, mayStar: boolean): Value | Problem {
  const { quoted } = token
  const starred = token.star || (mayStar && !quoted && token.text.endsWith('*'))
  if (starred && !mayStar)
    return problem('A * has no place here: this has to be written whole.', token.raw.slice(0, -1))
  const text = starred && !token.star ? token.text.slice(0, -1) : token.text
  if (text === '')
    return problem(starred ? 'A * stands behind the beginning of a name.' : 'There is nothing here to look for.')
  if (text.length > longest) return problem(`That is longer than ${longest} characters.`)
  if (/\p{Cc}/u.test(text)) return problem('That holds a control character.')
  if (mayStar && !quoted && text.includes('*')) {
    return problem('A * can only stand at the end.', token.raw.slice(0, token.raw.indexOf('*') + 1))
  }
  if (!quoted && MASKED.test(text)) {
    return problem(
      'This access key is masked: several may look so. Ask for it in the menu under the answer that named it.',
    )
  }
  return { kind: 'value', text, prefix: starred, quoted }
}
