import { never } from '../lib/never.ts'
import { type Account, readAccount } from './account.ts'
import { COMMON_EVENTS } from './common-events.ts'
import { IDENTITY_TYPES } from './identity-types.ts'
import { nearest, typingDistance } from './nearest.ts'
import { isProblem, problem, type Problem } from './problem.ts'
import type { Predicate } from './question.ts'
import { readAddress } from './read-address.ts'
import { readIdentity } from './read-identity.ts'
import { LONGEST_VALUE, readValue, type Value } from './read-value.ts'
import { REGIONS } from './regions.ts'
import { SERVICE_ALIASES, serviceHost, SERVICES } from './services.ts'
import type { Token } from './tokens.ts'
import type { Filter } from './vocabulary.ts'

const REGION = /^[a-z]{2,12}(?:-[a-z]{2,20}){1,3}-\d{1,2}[a-z]?$/
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i

/** Reads `key:value`. A value in quotes is taken as it stands; a bare one is held against what there is. */
export function readFilter(filter: Filter, token: Token, accounts: readonly Account[]): Predicate | Problem {
  switch (filter) {
    case 'name':
    case 'user':
    case 'session':
    case 'role':
    case 'arn':
    case 'key':
    case 'id':
    case 'service':
      return readIdentity(filter, token)
    case 'event':
    case 'error':
      return readCode(filter, token)
    case 'on':
    case 'agent':
      return whole(token, ({ text }) => ({ kind: filter === 'on' ? 'resource' : 'agent', value: text }))
    case 'ip':
      return whole(token, (value) => listed(filter, value) ?? readAddress(value))
    case 'account':
      return whole(token, (value) => listed(filter, value) ?? readAccount(value.text, accounts))
    case 'from':
      return whole(token, (value) => listed(filter, value) ?? readSource(value))
    case 'type':
      return whole(token, (value) => listed(filter, value) ?? readType(value))
    case 'region':
      return whole(token, (value) => listed(filter, value) ?? readRegion(value))
    case 'eventid':
    case 'requestid':
    case 'sharedeventid':
      return whole(token, (value) => listed(filter, value) ?? { kind: 'ref', field: REFS[filter], value: value.text })
    default:
      return never(filter)
  }
}

const REFS = { eventid: 'event', requestid: 'request', sharedeventid: 'shared' } as const

/** A value that takes no `*`. */
function whole(token: Token, read: (value: Value) => Predicate | Problem): Predicate | Problem {
  const value = readValue(token, LONGEST_VALUE, false)
  return isProblem(value) ? value : read(value)
}

function readCode(kind: 'event' | 'error', token: Token): Predicate | Problem {
  const value = readValue(token, LONGEST_VALUE, true)
  if (isProblem(value)) return value
  const list = listed(kind, value)
  if (list !== undefined) return list
  const lower = value.text.toLowerCase()
  const right = kind === 'event' && COMMON_EVENTS.find((name) => name.toLowerCase() === lower)
  if (right !== false && right !== undefined && right !== value.text && !value.quoted) {
    return problem(
      'Event names are matched letter for letter, capitals too.',
      `event:${right}${value.prefix ? '*' : ''}`,
    )
  }
  return { kind, value: value.text, prefix: value.prefix }
}

/** `event:A,B`: nothing here has a comma in its name, so that it would find nothing. */
function listed(filter: Filter, { text, quoted }: Value): Problem | undefined {
  if (quoted || !text.includes(',')) return undefined
  const each = text.split(',').filter((part) => part !== '')
  return problem('One value at a time: repeat the filter.', each.map((part) => `${filter}:${part}`).join(' '))
}

/** A service that is not on our list may be new: it is only asked about where it looks like a slip. */
function readSource({ text, quoted }: Value): Predicate | Problem {
  if (quoted) return { kind: 'source', value: text }
  if (!HOST.test(text)) return problem('A service is written as from:ec2 or from:ec2.amazonaws.com.')
  const lower = text.toLowerCase()
  const isKnown = text.includes('.') || SERVICES.includes(lower) || SERVICE_ALIASES.has(lower)
  const near = isKnown || lower.length < 3 ? [] : nearest(lower, SERVICES, 1)
  if (near.length === 0) return { kind: 'source', value: serviceHost(text) }
  return problem(
    `There is ${near.slice(0, 3).join(', ')}. If you mean ${lower}, write from:${lower}.amazonaws.com.`,
    ...near.map((name) => `from:${name}`),
  )
}

function readType({ text, quoted }: Value): Predicate | Problem {
  const known = IDENTITY_TYPES.find((type) => type.toLowerCase() === text.toLowerCase())
  if (quoted) return { kind: 'type', value: text }
  if (known !== undefined) return { kind: 'type', value: known }
  return problem(
    `Identity types are ${IDENTITY_TYPES.join(', ')}. Another one is taken in quotes: type:"${text.replace(/["\\]/g, '')}".`,
    ...nearest(text, IDENTITY_TYPES, 3).map((type) => `type:${type}`),
  )
}

/** Regions come and go, and logs hold made-up ones: the shape decides, unless it is one slip away from a real one. */
export function readRegion({ text, quoted }: Value): Predicate | Problem {
  const isKnown = REGIONS.some((region) => region === text)
  if (quoted || isKnown) return { kind: 'region', value: text }
  const near = nearest(text, REGIONS, 2)
  const slip = near.find((region) => typingDistance(lettersOf(region), lettersOf(text)) > 0)
  const isSlip = slip !== undefined && typingDistance(slip, text) === 1
  if (REGION.test(text) && !isSlip) return { kind: 'region', value: text }
  return problem(
    'A Region is written as us-east-1. One that we do not know is taken in quotes.',
    ...[slip, ...near].filter((region) => region !== undefined).map((region) => `region:${region}`),
  )
}

function lettersOf(region: string): string {
  return region.replace(/\d/g, '')
}
