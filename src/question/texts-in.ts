import ipaddr from 'ipaddr.js'
import { never } from '../lib/never.ts'
import { textOfResource } from './names-resource.ts'
import type { Predicate } from './question.ts'

/**
 * Texts of which at least one stands in every record for which the predicate holds, once what JSON escapes is read back.
 * Undefined where no such text is known: a person, a CIDR block, an address of IPv6, an agent, reads or writes.
 */
export function textsIn(predicate: Predicate): readonly string[] | undefined {
  switch (predicate.kind) {
    case 'identity':
      if (predicate.by === 'person') return undefined
      return [predicate.by === 'root' ? 'Root' : predicate.value]
    case 'resource':
      return [textOfResource(predicate.value)]
    case 'outcome':
      return predicate.value === 'errors' ? ['errorCode'] : ['errorCode', 'errorMessage']
    case 'ip':
      return isOneSpelling(predicate.value) ? [predicate.value] : undefined
    case 'event':
    case 'error':
    case 'source':
    case 'type':
    case 'region':
    case 'account':
      return [predicate.value]
    case 'ref':
      return predicate.value.startsWith('sha256:') ? undefined : [predicate.value]
    case 'access':
    case 'agent':
      return undefined
    default:
      return never(predicate)
  }
}

/** False for a CIDR block and for IPv6, which stand for addresses written otherwise. */
function isOneSpelling(address: string): boolean {
  return !address.includes(':') && !(address.includes('/') && ipaddr.isValidCIDR(address))
}
