import { never } from '../lib/never.ts'
import { isProblem, problem, type Problem } from './problem.ts'
import type { NamedBy, Predicate } from './question.ts'
import { LONGEST_NAME, LONGEST_VALUE, readValue, type Value } from './read-value.ts'
import { serviceHost } from './services.ts'
import type { Token } from './tokens.ts'

type IdentityKey = 'name' | 'user' | 'session' | 'role' | 'arn' | 'key' | 'id' | 'service'

const PERSON = /^<@([UW][A-Z0-9]{1,30})>$/
const NAME = /^[\p{L}\p{N}_+=,.@'-]+$/u
const ACCESS_KEY = /^[A-Z0-9]{16,128}$/
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{8,124}$/
const CENTER_ID = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const IDENTITY_ARN =
  /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:root$|(?:user|role)\/.)|sts::\d{12}:(?:assumed-role|federated-user)\/.)/

/** `user:`, `role:` and the like, with their value. */
export function readIdentity(key: IdentityKey, token: Token): Predicate | Problem {
  const person = readPerson(token)
  if (person !== undefined) return person
  const isArn = key === 'arn' || (!token.quoted && token.text.startsWith('arn:aws'))
  const mayStar = key !== 'key' && key !== 'id'
  const value = readValue(token, isArn ? LONGEST_VALUE : LONGEST_NAME, mayStar)
  if (isProblem(value)) return value
  if (isArn) return readArn(value)
  switch (key) {
    case 'key':
      return readKey(value)
    case 'id':
      return readId(value)
    case 'service':
      return identity('service', value, value.prefix || value.quoted ? value.text : serviceHost(value.text))
    case 'name':
    case 'user':
    case 'session':
    case 'role':
      return readName(key, value)
    default:
      return never(key)
  }
}

/** A mention that Slack has made of `@someone`. */
export function readPerson(token: Token): Predicate | undefined {
  const person = token.quoted ? null : PERSON.exec(token.text)
  return person === null ? undefined : { kind: 'identity', by: 'person', value: person[1] ?? '', prefix: false }
}

/** What a bare word is by its shape alone: an ARN, a key, an id. */
export function readShape(value: Value): Predicate | Problem | undefined {
  const { text } = value
  if (/^arn:/i.test(text)) return readArn(value)
  if (/^(?:AKIA|ASIA)[A-Z0-9]{12,124}$/.test(text)) return readKey(value)
  if (/^(?:AIDA|AROA)[A-Z0-9]{8,124}$/.test(text)) return readId(value)
  if (/^[0-9a-f]{10}-/.test(text) && CENTER_ID.test(text)) return readId(value)
  return undefined
}

export function readName(by: 'name' | 'user' | 'session' | 'role', value: Value): Predicate | Problem {
  const { text, quoted } = value
  if (quoted || NAME.test(text)) return identity(by, value, text)
  const last = text.slice(text.lastIndexOf('/') + 1)
  const key = by === 'name' ? '' : `${by}:`
  if (text.includes('/') && NAME.test(last)) {
    return by === 'role' || by === 'user'
      ? problem('A path is no part of the name.', `${key}${last}`)
      : problem('A role and a session: give the session name, or the whole ARN of the assumed role.', `session:${last}`)
  }
  return problem(
    'No AWS name is written so. If this one is, put it in quotes.',
    `${key}"${text.replace(/["\\]/g, '\\$&')}"`,
  )
}

function readArn(value: Value): Predicate | Problem {
  if (value.quoted || IDENTITY_ARN.test(value.text)) return identity('arn', value, value.text)
  return problem(
    'This is no ARN of a user, a role, an assumed role or a root. To ask what was done to it, write `on` before it.',
    ...(value.text.startsWith('arn:aws') ? [`on ${value.text}`] : []),
  )
}

function readKey(value: Value): Predicate | Problem {
  if (value.quoted || ACCESS_KEY.test(value.text)) return identity('key', value, value.text)
  return problem(
    'An access key id is 16 or more capital letters and digits, as AKIAIOSFODNN7EXAMPLE.',
    `key:${value.text.toUpperCase()}`,
  )
}

function readId(value: Value): Predicate | Problem {
  if (value.quoted || UNIQUE_ID.test(value.text) || CENTER_ID.test(value.text))
    return identity('uniqueId', value, value.text)
  return problem(
    'A unique id begins with AIDA or AROA, or is the id of an Identity Center user.',
    `id:${value.text.split(':')[0]?.toUpperCase() ?? ''}`,
  )
}

function identity(by: NamedBy, { prefix }: Value, value: string): Predicate {
  return { kind: 'identity', by, value, prefix }
}
