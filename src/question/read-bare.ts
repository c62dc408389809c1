import { brokenTime } from './broken-time.ts'
import { nearest } from './nearest.ts'
import { isProblem, problem, type Problem } from './problem.ts'
import type { Predicate } from './question.ts'
import { canonicalAddress } from './read-address.ts'
import { readName, readPerson, readShape } from './read-identity.ts'
import { LONGEST_NAME, LONGEST_VALUE, readValue } from './read-value.ts'
import { REGIONS } from './regions.ts'
import type { Token } from './tokens.ts'
import { KEYS, NUDGED, SERVICE_WORDS, SUSPECTS } from './vocabulary.ts'

const RESOURCE_ID =
  /^(?:sg|sgr|vpc|subnet|vol|snap|ami|eni|rtb|igw|acl|nat|eipalloc|lt|vpce|tgw|pcx|dopt|fs|key|pl)-(?=[0-9a-f]*\d)[0-9a-f]{3,17}$/

/** A word without a key: somebody's name, unless its shape says what else it is. */
export function readBare(token: Token): Predicate | Problem {
  const person = readPerson(token)
  if (person !== undefined) return person
  const value = readValue(token, token.text.startsWith('arn:') ? LONGEST_VALUE : LONGEST_NAME, true)
  if (isProblem(value)) return token.text === '*' ? problem('Every name: that is anyone.', 'anyone') : value
  if (token.quoted) return readName('name', value)
  return (
    readShape(value) ??
    readPlace(token.text) ??
    brokenTime(token.text) ??
    misplaced(token.text) ??
    suspect(token.text) ??
    slip(token.text) ??
    readName('name', value)
  )
}

/** A word with a colon in it that none of our keys stands before. */
export function readUnknownKey(token: Token): Predicate | Problem {
  const address = token.quoted ? undefined : canonicalAddress(token.whole)
  if (address !== undefined) return { kind: 'ip', value: address }
  const key = token.key ?? ''
  const near = nearest(key, [...KEYS.keys()]).map((one) => `${one}:${token.raw.slice(token.raw.indexOf(':') + 1)}`)
  if (token.text.startsWith('//')) return problem('A link says nothing about what to look for.')
  if (token.text === '' && !token.quoted) return problem('There is no such filter.', ...near, token.raw.slice(0, -1))
  const whole = `"${token.whole.replace(/["\\]/g, '\\$&')}"`
  return problem(`There is no filter ${key}:. If this is a name, put it in quotes.`, ...near, whole)
}

function readPlace(text: string): Predicate | undefined {
  const address = canonicalAddress(text)
  if (address !== undefined) return { kind: 'ip', value: address }
  if (/^\d{12}$/.test(text)) return { kind: 'account', value: text }
  if (REGIONS.some((region) => region === text)) return { kind: 'region', value: text }
  return undefined
}

function misplaced(text: string): Problem | undefined {
  if (text.startsWith('@') && text.length > 1) {
    return problem(
      'Slack did not make a mention of this. Pick the person from the list, or write the AWS name.',
      text.slice(1),
    )
  }
  const id = /^(A(?:ROA|IDA)[A-Z0-9]+):/.exec(text)
  if (id !== null) return problem('The id is what stands before the colon.', `id:${id[1] ?? ''}`)
  if (text.includes(',')) {
    return problem(
      'Names stand side by side with a space between them. One that has a comma in it goes in quotes.',
      text.replaceAll(',', ' '),
    )
  }
  if (text.startsWith('#')) return problem('A channel does nothing in AWS.')
  if (RESOURCE_ID.test(text)) return problem('To ask what was done to a resource, write `on` before it.', `on ${text}`)
  if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(text)) {
    return problem(
      'Calls to a service: from:NAME. Calls that a service made: service:NAME.',
      `from:${text}`,
      `service:${text}`,
    )
  }
  return undefined
}

/** Words that would pass for names, and are more likely part of a sentence or of another notation. */
function suspect(text: string): Problem | undefined {
  const lower = text.toLowerCase()
  const meant = SUSPECTS.get(lower)
  if (meant !== undefined) return problem(`If ${text} is a name, put it in quotes.`, ...meant)
  if (SERVICE_WORDS.has(lower)) return problem('Calls to a service are written from:NAME.', `from:${lower}`)
  if (text.length > 3 && text.endsWith("'s")) return problem('Write the name alone.', text.slice(0, -2))
  const [key = '', ...rest] = text.split('=')
  if (rest.length > 0 && KEYS.has(key.toLowerCase())) {
    return problem('A filter has a colon.', `${key.toLowerCase()}:${rest.join('=')}`)
  }
  return undefined
}

function slip(text: string): Problem | undefined {
  if (text.length < 4 || text !== text.toLowerCase()) return undefined
  const near = nearest(text, NUDGED)
  if (near.length === 0) return undefined
  return problem(`If ${text} is a name, put it in quotes.`, ...near)
}
