import ipaddr from 'ipaddr.js'
import { problem, type Problem } from './problem.ts'
import type { Predicate } from './question.ts'
import type { Value } from './read-value.ts'

const SERVICE_NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i

/**
 * sourceIPAddress holds an address, or `AWS Internal`, or the name of the service that called. IPv6 is written in its
 * one short form, as CloudTrail writes it.
 */
export function readAddress({ text, quoted }: Value): Predicate | Problem {
  const address = canonicalAddress(text)
  if (address !== undefined) return { kind: 'ip', value: address }
  if (text.toLowerCase() === 'aws internal' || /^(?:aws-)?internal$/i.test(text))
    return { kind: 'ip', value: 'AWS Internal' }
  if (quoted || SERVICE_NAME.test(text)) return { kind: 'ip', value: text }
  return problem(
    'An address is written as ip:203.0.113.9, ip:203.0.113.0/24, ip:2001:db8::/32, ip:"AWS Internal" or ip:health.amazonaws.com.',
  )
}

/** The address or block in one form; undefined for anything else, also for `127.1` and `010.0.0.1`, which hide an address. */
export function canonicalAddress(text: string): string | undefined {
  const [address = '', bits, ...more] = text.split('/')
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address)
  if (more.length > 0 || address.includes('%') || !(isV4 || ipaddr.IPv6.isValid(address))) return undefined
  const said = isV4 ? address : ipaddr.IPv6.parse(address).toRFC5952String()
  if (bits === undefined) return said
  return /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (isV4 ? 32 : 128) ? `${said}/${bits}` : undefined
}
