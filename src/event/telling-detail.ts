import type { Event, Fields } from './event.ts'
import { mainTarget } from './main-target.ts'
import { fields, text } from './read-value.ts'

/** Parameters that say how, where the target says on what: the policy that was attached, the group that was joined. */
const DETAILS = [
  'policyArn',
  'policyName',
  'groupName',
  'instanceProfileName',
  'destinationCidrBlock',
  'cidrBlock',
  'cidrIp',
  'instanceType',
  'attribute',
  'permission',
  'principal',
  'accessKeyId',
  'serialNumber',
  'documentName',
  'engine',
  'status',
  'granteePrincipal',
  'handler',
  'roleSessionName',
  'versionId',
] as const

/**
 * What beside its target tells calls of one name apart, where a request has it: `AdministratorAccess` of AttachUserPolicy,
 * `0.0.0.0/0 tcp 22` of AuthorizeSecurityGroupIngress. Never the same as the target.
 */
export function tellingDetail(event: Pick<Event, 'request' | 'response' | 'resources' | 'name'>): string | undefined {
  const { request } = event
  if (request === undefined) return undefined
  const target = mainTarget(event)
  const rule = firstRule(request)
  if (rule !== undefined) return rule
  for (const key of DETAILS) {
    const value = text(request[key])
    if (value === undefined || value === target) continue
    if (key === 'policyArn') return policyName(value)
    return key === 'roleSessionName' ? `session ${value}` : value
  }
  return undefined
}

/** AWS's own policies are known by their names; others by their ARNs. */
function policyName(arn: string): string {
  return /^arn:aws[\w-]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn
}

/** The first rule of a security group: from where, and to which port. */
function firstRule(request: Fields): string | undefined {
  const rules = items(request.ipPermissions)
  const rule = fields(rules[0])
  if (rule === undefined) return undefined
  const ranges = [
    ...items(rule.ipRanges).map((range) => text(fields(range)?.cidrIp)),
    ...items(rule.ipv6Ranges).map((range) => text(fields(range)?.cidrIpv6)),
    ...items(rule.groups).map((group) => text(fields(group)?.groupId)),
  ].filter((range) => range !== undefined)
  const protocol = text(rule.ipProtocol)
  const [from, to] = [text(rule.fromPort), text(rule.toPort)]
  const ports = from === undefined ? undefined : from === to || to === undefined ? from : `${from}-${to}`
  const said = [ranges[0], protocol === '-1' ? 'any protocol' : protocol, ports].filter((part) => part !== undefined)
  const more = Math.max(ranges.length, rules.length) - 1
  return said.length === 0 ? undefined : `${said.join(' ')}${more > 0 ? ` and ${more} more` : ''}`
}

function items(value: unknown): readonly unknown[] {
  const list = fields(value)?.items
  return Array.isArray(list) ? list : []
}
