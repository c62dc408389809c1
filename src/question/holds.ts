import ipaddr from 'ipaddr.js'
import type { Actor, Event } from '../event/event.ts'
import { hasErrorCode, isDenied, isWrite } from '../event/outcome.ts'
import { never } from '../lib/never.ts'
import { resourceTest } from './names-resource.ts'
import type { NamedBy, Predicate, RefField, Term } from './question.ts'

/** Whether an event is one that was asked for. Built once a search: `holdsAll(terms)(event)`. */
export type Holds = (event: Event) => boolean

/**
 * Terms of one kind are or-ed, kinds are and-ed, and no negated term may hold. This is the only place that decides:
 * whatever a backend checks by itself is at least as wide, and every event comes through here.
 */
export function holdsAll(terms: readonly Term[]): Holds {
  const wanted = new Map<string, Holds[]>()
  const unwanted: Holds[] = []
  for (const { not, predicate } of terms) {
    const check = holdsPredicate(predicate)
    if (not) {
      unwanted.push(check)
      continue
    }
    const kind = wanted.get(predicate.kind)
    if (kind === undefined) wanted.set(predicate.kind, [check])
    else kind.push(check)
  }
  const kinds = [...wanted.values()]
  return (event) =>
    kinds.every((checks) => checks.some((check) => check(event))) && !unwanted.some((check) => check(event))
}

/** One predicate as a check. Values are compared whole and letter for letter; a prefix only where the asker wrote `*`. */
export function holdsPredicate(predicate: Predicate): Holds {
  switch (predicate.kind) {
    case 'identity':
      return identityHolds(predicate.by, matcher(predicate.value, predicate.prefix), predicate.value)
    case 'resource':
      return resourceTest(predicate.value)
    case 'event': {
      const matches = matcher(predicate.value, predicate.prefix)
      return (event) => matches(event.name)
    }
    case 'source':
      return (event) => event.source === predicate.value
    case 'error': {
      const matches = matcher(predicate.value, predicate.prefix)
      return ({ error }) => error !== undefined && matches(error.code === '' ? error.message : error.code)
    }
    case 'outcome':
      return predicate.value === 'denied' ? isDenied : hasErrorCode
    case 'access':
      return predicate.value === 'writes' ? isWrite : (event) => !isWrite(event)
    case 'type':
      return (event) => event.actor.type === predicate.value
    case 'region':
      return (event) => event.region === predicate.value
    case 'account':
      return (event) => event.account === predicate.value
    case 'ip':
      return addressHolds(predicate.value)
    case 'agent': {
      const part = predicate.value.toLowerCase()
      return (event) => event.agent.toLowerCase().includes(part)
    }
    case 'ref': {
      const { field, value } = predicate
      return (event) => refOf(event, field) === value
    }
    default:
      return never(predicate)
  }
}

function refOf(event: Event, field: RefField): string | undefined {
  switch (field) {
    case 'event':
      return event.id
    case 'request':
      return event.requestId
    case 'shared':
      return event.sharedId
    default:
      return never(field)
  }
}

type Matches = (value: string | undefined) => boolean

function matcher(value: string, prefix: boolean): Matches {
  return prefix ? (said) => said?.startsWith(value) === true : (said) => said === value
}

function identityHolds(by: NamedBy, matches: Matches, value: string): Holds {
  switch (by) {
    case 'name':
      return ({ actor }) => (actor.type !== 'Root' && matches(actor.name)) || matches(actor.sessionName)
    case 'user':
      return ({ actor }) => actor.type === 'IAMUser' && matches(actor.name)
    case 'session':
      return ({ actor }) => matches(actor.sessionName)
    case 'role':
      return ({ actor }) => matches(actor.role?.name)
    case 'arn':
      return ({ actor }) => arnHolds(actor, matches, value)
    case 'key':
      return ({ actor }) => matches(actor.keyId)
    case 'uniqueId':
      return ({ actor }) =>
        matches(actor.uniqueId) || matches(actor.role?.uniqueId) || matches(actor.onBehalfOf?.userId)
    case 'service':
      return ({ actor, address }) =>
        (actor.type === 'AWSService' || actor.type === '') &&
        matches(actor.invokedBy ?? (address === '' ? undefined : address))
    case 'root':
      return ({ actor }) => actor.type === 'Root'
    case 'person':
      throw new Error('a Slack person has to be resolved to a name before anything is looked for')
    default:
      return never(by)
  }
}

/** An assumed-role ARN without a session stands for every session of that role in that account. */
function arnHolds(actor: Actor, matches: Matches, value: string): boolean {
  if (matches(actor.arn) || matches(actor.role?.arn)) return true
  return /:assumed-role\/[^/]+$/.test(value) && actor.arn?.startsWith(`${value}/`) === true
}

/** A CIDR block holds the addresses in it; anything else (an address, `AWS Internal`, a service) is compared whole. */
function addressHolds(value: string): Holds {
  const isBlock = value.includes('/') && ipaddr.isValidCIDR(value)
  if (!isBlock) {
    if (!ipaddr.isValid(value)) return ({ address }) => address === value
    const wanted = ipaddr.parse(value).toNormalizedString()
    return ({ address }) =>
      address === value ||
      (address.includes(':') && ipaddr.isValid(address) && ipaddr.parse(address).toNormalizedString() === wanted)
  }
  const [block, bits] = ipaddr.parseCIDR(value)
  return ({ address }) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.parse(address)
    return parsed.kind() === block.kind() && parsed.match(block, bits)
  }
}
