import { never } from '../../lib/never.ts'
import type { Predicate } from '../../question/question.ts'
import { type Condition, type Glob, glob } from './pattern.ts'

type Identity = Extract<Predicate, { kind: 'identity' }>

const WHO = 'userIdentity'
const ISSUER = `${WHO}.sessionContext.sessionIssuer`

/**
 * A condition that holds for every record for which the predicate holds, and perhaps for more; undefined where none can be
 * written: a value with characters that mean something in a pattern, or a predicate that looks at more than some fields.
 */
export function conditionOf(predicate: Predicate): Condition | undefined {
  switch (predicate.kind) {
    case 'identity':
      return identityCondition(predicate)
    case 'event':
      return equals(['eventName'], glob(predicate.value, predicate.prefix ? 'start' : 'whole'))
    case 'error':
      return equals(['errorCode', 'errorMessage'], glob(predicate.value, predicate.prefix ? 'start' : 'whole'))
    case 'source':
      return equals(['eventSource'], glob(predicate.value))
    case 'type':
      return equals([`${WHO}.type`], glob(predicate.value))
    case 'region':
      return equals(['awsRegion'], glob(predicate.value))
    case 'account':
      return equals(['recipientAccountId'], glob(predicate.value))
    case 'outcome':
      return predicate.value === 'errors' ? filled('errorCode') : any([filled('errorCode'), filled('errorMessage')])
    case 'access':
      return accessCondition(predicate.value)
    case 'ip':
      return isOneSpelling(predicate.value) ? equals(['sourceIPAddress'], glob(predicate.value)) : undefined
    case 'ref':
      return predicate.value.startsWith('sha256:') ? undefined : equals([REFS[predicate.field]], glob(predicate.value))
    case 'resource':
    case 'agent':
      return undefined
    default:
      return never(predicate)
  }
}

const REFS = { event: 'eventID', request: 'requestID', shared: 'sharedEventID' } as const

function identityCondition({ by, value, prefix }: Identity): Condition | undefined {
  const named = glob(value, prefix ? 'start' : 'whole')
  switch (by) {
    case 'name':
      return any([equals([`${WHO}.userName`], named), sessionCondition(value, prefix)])
    case 'user':
      return equals([`${WHO}.userName`], named)
    case 'session':
      return sessionCondition(value, prefix)
    case 'role':
      return equals([`${ISSUER}.userName`], named)
    case 'arn':
      return any([
        equals([`${WHO}.arn`, `${ISSUER}.arn`], named),
        ...(prefix ? [] : [equals([`${WHO}.arn`], glob(`${value}/`, 'start'))]),
      ])
    case 'key':
      return equals([`${WHO}.accessKeyId`], named)
    case 'uniqueId':
      return any([
        equals([`${WHO}.principalId`, `${ISSUER}.principalId`, `${WHO}.onBehalfOf.userId`], named),
        ...(prefix ? [] : [equals([`${WHO}.principalId`], glob(`${value}:`, 'start'))]),
      ])
    case 'service':
      return equals([`${WHO}.invokedBy`, 'sourceIPAddress'], named)
    case 'root':
      return equals([`${WHO}.type`], glob('Root'))
    case 'person':
      return undefined
    default:
      return never(by)
  }
}

/**
 * The session name is what stands last in the ARN, or behind the colon of the principal id. The start of one would need a
 * `*` on both sides, which nobody has seen to work: not asked for.
 */
function sessionCondition(value: string, prefix: boolean): Condition | undefined {
  if (prefix) return undefined
  return any([
    equals([`${WHO}.principalId`], glob(`:${value}`, 'end')),
    equals([`${WHO}.arn`], glob(`/${value}`, 'end')),
  ])
}

/** A record that does not say whether it only read counts as a write; an older one says it as text. */
function accessCondition(access: 'writes' | 'reads'): Condition {
  const path = 'readOnly'
  return access === 'reads'
    ? { kind: 'any', of: [{ kind: 'is', path, what: 'TRUE' }, filled(path)] }
    : {
        kind: 'any',
        of: [
          { kind: 'is', path, what: 'FALSE' },
          { kind: 'is', path, what: 'NULL' },
          { kind: 'absent', path },
          filled(path),
        ],
      }
}

/** A CIDR block stands for addresses written otherwise, and an IPv6 address has many spellings. */
function isOneSpelling(address: string): boolean {
  return !address.includes('/') && !address.includes(':')
}

function filled(path: string): Condition {
  return { kind: 'filled', path }
}

function equals(paths: readonly string[], value: Glob | undefined): Condition | undefined {
  return value === undefined ? undefined : any(paths.map((path) => ({ kind: 'equals', path, value })))
}

/** Any of them; undefined where one of them can't be said, as the rest would then be too narrow. */
export function any(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const of: Condition[] = []
  for (const condition of conditions) {
    if (condition === undefined) return undefined
    if (condition.kind === 'any') of.push(...condition.of)
    else of.push(condition)
  }
  const [only] = of
  return of.length === 1 ? only : { kind: 'any', of }
}
