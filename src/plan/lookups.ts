import { never } from '../lib/never.ts'
import { keyOfResource } from '../question/names-resource.ts'
import type { Predicate, Term } from '../question/question.ts'

/**
 * What event history can be asked for, one at a time.  ResourceType is left out: no question has it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html
 */
export type Attribute = {
  readonly key: 'AccessKeyId' | 'Username' | 'EventName' | 'EventSource' | 'ReadOnly' | 'ResourceName' | 'EventId'
  readonly value: string
}

/** How event history is asked a question. */
export type Lookups = {
  /** Lookups that together give every event that was asked for, and more; undefined: everything there is. */
  readonly wide: readonly (Attribute | undefined)[]
  /** Whether `wide` is few pages. Where it isn't, `roles` and `resources` give most of the answer sooner. */
  readonly selective: boolean
  /** Roles, by name, whose sessions are looked up first: there is no attribute for the role of a session. */
  readonly roles: readonly RoleAsked[]
  /** Resources that are looked up by name first: the index knows the resources of a call, not all that it mentions. */
  readonly resources: readonly string[]
}

export type RoleAsked = { readonly name: string; readonly arn: string | undefined }

/** AttributeValue is 1 to 2,000 characters. */
const LONGEST = 2_000

/**
 * Which attribute to ask by. All wanted terms of one kind have to have one, as they are or-ed; kinds are and-ed, so that
 * one kind is enough and we check the rest. Nothing is pushed that event history would take more narrowly than we do.
 */
export function lookupsOf(terms: readonly Term[]): Lookups {
  const wanted = terms.filter(({ not }) => !not).map(({ predicate }) => predicate)
  for (const kind of ['ref', 'identity', 'event', 'source', 'access'] as const) {
    const same = wanted.filter((predicate) => predicate.kind === kind)
    const attributes = same.map(attributeOf)
    if (same.length === 0 || !attributes.every((attribute) => attribute !== undefined)) continue
    const selective = kind === 'ref' || kind === 'identity' || kind === 'event'
    return { wide: distinct(attributes), selective, ...(selective ? NO_QUICK : quickOf(wanted)) }
  }
  return { wide: [undefined], selective: false, ...quickOf(wanted) }
}

/** The attribute that gives at least the events a predicate holds for; undefined where there is none. */
export function attributeOf(predicate: Predicate): Attribute | undefined {
  switch (predicate.kind) {
    case 'identity':
      return predicate.prefix ? undefined : identityAttribute(predicate.by, predicate.value)
    case 'event':
      return predicate.prefix ? undefined : make('EventName', predicate.value)
    case 'source':
      return make('EventSource', predicate.value)
    case 'access':
      // Not for writes: those are also the calls of records that do not say, and what the index makes of them is not known.
      return predicate.value === 'reads' ? make('ReadOnly', 'true') : undefined
    case 'resource':
    case 'error':
    case 'outcome':
    case 'type':
    case 'region':
    case 'account':
    case 'ip':
    case 'agent':
      // ResourceName, is narrower than our check: it leaves out what is only named in the request or response.
      return undefined
    case 'ref':
      return predicate.field === 'event' && !isHash(predicate.value) ? make('EventId', predicate.value) : undefined
    default:
      return never(predicate)
  }
}

/** The id of a record without one is ours alone. */
function isHash(id: string): boolean {
  return id.startsWith('sha256:')
}

/**
 * Username is an IAM user's name, a role *session's* name, and `root` for root; never a role's name.
 * https://repost.aws/knowledge-center/view-iam-history
 */
function identityAttribute(by: Extract<Predicate, { kind: 'identity' }>['by'], value: string): Attribute | undefined {
  switch (by) {
    case 'key':
      return make('AccessKeyId', value)
    case 'name':
    case 'user':
    case 'session':
      return make('Username', value)
    case 'root':
      return make('Username', 'root')
    case 'arn': {
      if (/^arn:[\w-]+:iam::\d*:root$/.test(value)) return make('Username', 'root')
      const user = /^arn:[\w-]+:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(value)
      const session = /^arn:[\w-]+:sts::\d*:assumed-role\/[^/]+\/([^/]+)$/.exec(value)
      return make('Username', user?.[1] ?? session?.[1] ?? '')
    }
    case 'role':
    case 'uniqueId':
    case 'service':
    case 'person':
      return undefined
    default:
      return never(by)
  }
}

const NO_QUICK = { roles: [], resources: [] } as const

function quickOf(wanted: readonly Predicate[]): Pick<Lookups, 'roles' | 'resources'> {
  return {
    roles: wanted.flatMap((predicate) => roleOf(predicate) ?? []),
    resources: wanted.flatMap((predicate) => (predicate.kind === 'resource' ? namesOf(predicate.value) : [])),
  }
}

function roleOf(predicate: Predicate): RoleAsked | undefined {
  if (predicate.kind !== 'identity' || predicate.prefix) return undefined
  if (predicate.by === 'role') return { name: predicate.value, arn: undefined }
  if (predicate.by !== 'arn') return undefined
  const role = /^arn:[\w-]+:iam::\d*:role\/(?:.*\/)?([^/]+)$/.exec(predicate.value)
  if (role !== null) return { name: role[1] ?? '', arn: predicate.value }
  const session = /^arn:[\w-]+:sts::\d*:assumed-role\/([^/]+)$/.exec(predicate.value)
  return session === null ? undefined : { name: session[1] ?? '', arn: undefined }
}

/** The index has an ARN for the resources of some services and a bare name for others: both are asked for. */
function namesOf(value: string): readonly string[] {
  return [...new Set([value, keyOfResource(value)])].filter((name) => name !== '' && name.length <= LONGEST)
}

function make(key: Attribute['key'], value: string): Attribute | undefined {
  return value === '' || value.length > LONGEST ? undefined : { key, value }
}

function distinct(attributes: readonly Attribute[]): readonly Attribute[] {
  return [...new Map(attributes.map((attribute) => [`${attribute.key}=${attribute.value}`, attribute])).values()]
}
