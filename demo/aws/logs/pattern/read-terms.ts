import { Refusal } from '../../refusal.ts'
import { makeRegex } from './regex.ts'

type Term = { readonly sign: '' | '?' | '-'; fits(message: string): boolean }

/**
 * Words in any order, all of them in the message. `?a ?b` is either, but is ignored as soon as another kind of term stands
 * beside it, as AWS does. Quotes are needed for anything but letters, digits and `_`.
 */
export function readTerms(pattern: string): (message: string) => boolean {
  const terms: Term[] = []
  let rest = pattern
  let regexes = 0
  while (rest !== '') {
    const match = /^([?-]?)(?:"((?:[^"\\]|\\["\\])*)"|%([^%]*)%|(\w+))(?:\s+|$)/.exec(rest)
    if (match === null) throw new Refusal('InvalidParameterException', 'Invalid filter pattern')
    rest = rest.slice(match[0].length)
    const sign = match[1] as Term['sign']
    if (match[3] !== undefined) {
      regexes++
      if (regexes > 2) {
        const message = 'Your input has exceeded the maximum of 2 regular expressions per filter pattern.'
        throw new Refusal('InvalidParameterException', message)
      }
      const regex = makeRegex(match[3])
      terms.push({ sign, fits: (message) => regex.test(message) })
      continue
    }
    const wanted = match[4] ?? (match[2] ?? '').replace(/\\(.)/g, '$1')
    terms.push({ sign, fits: (message) => message.includes(wanted) })
  }
  const either = terms.filter(({ sign }) => sign === '?')
  const others = terms.filter(({ sign }) => sign !== '?')
  if (others.length === 0) return (message) => either.some((term) => term.fits(message))
  return (message) => others.every((term) => term.fits(message) === (term.sign === ''))
}
