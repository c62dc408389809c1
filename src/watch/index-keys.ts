import ipaddr from 'ipaddr.js'
import type { Event } from '../event/event.ts'
import { never } from '../lib/never.ts'
import { keyOfResource, resourceKeys } from '../question/names-resource.ts'
import type { Predicate } from '../question/question.ts'

/** A sort of value that an event has and a watch can be found by. `block/N` is an address cut to N bits. */
export type Slot =
  | 'name'
  | 'user'
  | 'session'
  | 'role'
  | 'arn'
  | 'key'
  | 'uniqueId'
  | 'service'
  | 'root'
  | 'resource'
  | 'event'
  | 'source'
  | 'error'
  | 'type'
  | 'region'
  | 'account'
  | 'address'
  | `block/${number}`

type Key = {
  readonly slot: Slot
  readonly value: string
  readonly prefix: boolean
  /** An event found under it is one for which the predicate holds: it need not be tried. */
  readonly proves?: true
}

/**
 * Under which key the events are found for which a predicate holds: at least those. Undefined where no key would do, and
 * the predicate has to be tried.
 */
export function keyOf(predicate: Predicate): Key | undefined {
  switch (predicate.kind) {
    case 'identity':
      return identityKey(predicate)
    case 'resource':
      return { slot: 'resource', value: keyOfResource(predicate.value), prefix: false }
    case 'source':
    case 'type':
    case 'region':
    case 'account':
      return { slot: predicate.kind, value: predicate.value, prefix: false, proves: true }
    case 'event':
    case 'error':
      return { slot: predicate.kind, value: predicate.value, prefix: predicate.prefix, proves: true }
    case 'ip':
      return addressKey(predicate.value)
    case 'ref':
    case 'outcome':
    case 'access':
    case 'agent':
      return undefined
    default:
      return never(predicate)
  }
}

function identityKey({ by, value, prefix }: Extract<Predicate, { kind: 'identity' }>): Key | undefined {
  switch (by) {
    case 'user':
      return { slot: 'user', value, prefix, proves: true }
    case 'root':
      return { slot: 'root', value: 'root', prefix: false, proves: true }
    case 'person':
      return undefined
    case 'arn':
    case 'service':
      return { slot: by, value, prefix }
    case 'name':
    case 'session':
    case 'role':
    case 'key':
    case 'uniqueId':
      return { slot: by, value, prefix, proves: true }
    default:
      return never(by)
  }
}

function addressKey(value: string): Key {
  if (!value.includes('/') || !ipaddr.isValidCIDR(value)) {
    return { slot: 'address', value: oneSpelling(value), prefix: false }
  }
  const [block, bits] = ipaddr.parseCIDR(value)
  return { slot: `block/${bits}`, value: blockOf(block, bits), prefix: false, proves: true }
}

const BLOCK = 'block/'

/** The values of an event under a slot: those of every predicate of that slot that holds for it, and perhaps more. */
export function eventKeys(slot: Slot, event: Event): readonly string[] {
  const { actor } = event
  switch (slot) {
    case 'name':
      return given(actor.type === 'Root' ? undefined : actor.name, actor.sessionName)
    case 'user':
      return given(actor.type === 'IAMUser' ? actor.name : undefined)
    case 'session':
      return given(actor.sessionName)
    case 'role':
      return given(actor.role?.name)
    case 'arn':
      return given(actor.arn, actor.role?.arn, withoutSession(actor.arn))
    case 'key':
      return given(actor.keyId)
    case 'uniqueId':
      return given(actor.uniqueId, actor.role?.uniqueId, actor.onBehalfOf?.userId)
    case 'service':
      return given(actor.invokedBy ?? event.address)
    case 'root':
      return actor.type === 'Root' ? ['root'] : []
    case 'resource':
      return resourceKeys(event)
    case 'event':
      return [event.name]
    case 'source':
      return [event.source]
    case 'error':
      return event.error === undefined ? [] : [event.error.code === '' ? event.error.message : event.error.code]
    case 'type':
      return [actor.type]
    case 'region':
      return [event.region]
    case 'account':
      return [event.account]
    case 'address':
      return [oneSpelling(event.address)]
    default: {
      if (!ipaddr.isValid(event.address)) return []
      const address = ipaddr.parse(event.address)
      const bits = Number(slot.slice(BLOCK.length))
      return bits > address.toByteArray().length * 8 ? [] : [blockOf(address, bits)]
    }
  }
}

function given(...values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined)
}

/** `…:assumed-role/Role` of a session's ARN: it stands for every session of the role. */
function withoutSession(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^(.*:assumed-role\/[^/]+)\//.exec(arn)?.[1]
}

function oneSpelling(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.parse(address).toNormalizedString() : address
}

function blockOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, at) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - at * 8))))
  return `${address.kind()} ${bytes.map((byte) => byte & 0xff).join('.')}`
}
