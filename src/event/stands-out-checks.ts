import type { Event, Fields } from './event.ts'
import { fields, flag, text } from './read-value.ts'

/** Deeper than any real request nests. */
const DEEPEST = 32

/** Root itself: not an AWS service on its behalf, and not an event that the service made. As in the CIS benchmark. */
export function usedByRoot(event: Event): boolean {
  return event.actor.type === 'Root' && event.actor.invokedBy === undefined && event.type !== 'AwsServiceEvent'
}

/**
 * A sign-in that worked, by password, without a second factor. People who come through SAML or Identity Center show
 * MFAUsed "No" too, because their provider asked for it and AWS did not: they are left out.
 */
export function signInWithoutMfa(event: Event): boolean {
  const byPassword = event.actor.type === 'IAMUser' || event.actor.type === 'Root'
  const worked = event.error === undefined && text(event.response?.ConsoleLogin) !== 'Failure'
  return byPassword && worked && event.extra?.MFAUsed === 'No'
}

export function stopsDetector(event: Event): boolean {
  return flag(event.request?.enable) === false
}

export function opensToInternet(event: Event): boolean {
  const acl = event.name.endsWith('NetworkAclEntry')
  if (acl && (flag(event.request?.egress) === true || event.request?.ruleAction !== 'allow')) return false
  return holdsText(event.request, (said) => said === '0.0.0.0/0' || said === '::/0')
}

/** An Allow for principal * without a condition, in a policy written as an object or as JSON text, anywhere in the request. */
export function policyForEveryone(event: Event): boolean {
  return anyAllow(event.request, (principals, open) => open && principals.includes('*'))
}

/** An Allow for an account that is not the event's own, or a right given to one. */
export function policyForOtherAccount(event: Event): boolean {
  const isOther = (said: unknown) => {
    const account = accountIn(said)
    return account !== undefined && account !== event.account
  }
  if (event.name.startsWith('AddPermission')) {
    return [event.request?.principal, event.request?.aWSAccountIds].flat().some(isOther)
  }
  return anyAllow(event.request, (principals) => principals.some(isOther))
}

/** The account of a principal: an id alone, or an ARN of IAM or STS. */
function accountIn(principal: unknown): string | undefined {
  return typeof principal === 'string'
    ? /^(?:arn:aws[\w-]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1]
    : undefined
}

export function publicAcl(event: Event): boolean {
  if (!event.name.endsWith('Acl')) return false
  return holdsText(
    event.request,
    (said) =>
      said === 'public-read' ||
      said === 'public-read-write' ||
      said === 'authenticated-read' ||
      /groups\/global\/(AllUsers|AuthenticatedUsers)/.test(said),
  )
}

export function weakensPublicAccessBlock(event: Event): boolean {
  if (/^Delete.*PublicAccessBlock$/.test(event.name)) return true
  if (!event.name.endsWith('PublicAccessBlock')) return false
  const block = fields(event.request?.PublicAccessBlockConfiguration) ?? event.request
  return BLOCKS.some((name) => flag(block?.[name]) === false)
}

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const

/** A snapshot or image given to another account, or to all. */
export function sharesCopy(event: Event): boolean {
  const request = event.request
  if (event.name.startsWith('ModifyDB')) return Array.isArray(request?.valuesToAdd) && request.valuesToAdd.length > 0
  const permission = fields(request?.createVolumePermission) ?? fields(request?.launchPermission)
  const items = fields(permission?.add)?.items
  if (!Array.isArray(items)) return false
  return items.some((item) => text(fields(item)?.userId) !== event.account)
}

export function opensDatabase(event: Event): boolean {
  return flag(event.request?.publiclyAccessible) === true
}

export function opensFunction(event: Event): boolean {
  if (event.name.endsWith('FunctionUrlConfig')) return event.request?.authType === 'NONE'
  const restricted = ['sourceArn', 'sourceAccount', 'principalOrgID'].some(
    (name) => event.request?.[name] !== undefined,
  )
  return event.request?.principal === '*' && !restricted
}

/** A parameter read as it is stored is no secret; decrypted, it is. Other calls have no such choice. */
export function readsDecrypted(event: Event): boolean {
  return !event.name.startsWith('GetParameter') || flag(event.request?.withDecryption) === true
}

function holdsText(value: unknown, is: (said: string) => boolean, depth = 0): boolean {
  if (typeof value === 'string') return is(value)
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false
  return Object.values(value).some((item) => holdsText(item, is, depth + 1))
}

/** Whether a statement that allows something is one that is wanted: told its AWS principals, and that it has no condition. */
type Wanted = (principals: readonly unknown[], open: boolean) => boolean

function anyAllow(value: unknown, wanted: Wanted, depth = 0): boolean {
  if (depth > DEEPEST) return false
  if (typeof value === 'string') return value.includes('"Statement"') && anyAllow(parsed(value), wanted, depth + 1)
  if (typeof value !== 'object' || value === null) return false
  const statements = (value as Fields).Statement
  if (statements !== undefined) return [statements].flat().some((statement) => allows(statement, wanted))
  return Object.values(value).some((item) => anyAllow(item, wanted, depth + 1))
}

function allows(statement: unknown, wanted: Wanted): boolean {
  const said = fields(statement)
  if (said?.Effect !== 'Allow') return false
  const principals = said.Principal === '*' ? ['*'] : [fields(said.Principal)?.AWS].flat()
  return wanted(principals, said.Condition === undefined)
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said)
  } catch {
    return undefined
  }
}
