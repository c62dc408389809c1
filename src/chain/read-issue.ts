import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import type { Instant } from '../lib/instant.ts'
import type { How } from './chain.ts'
import { COPY_MS } from './moments.ts'
import { principalOf } from './principal.ts'

/** Calls that give out temporary credentials, with the key in responseElements. */
const CALLS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
] as const satisfies readonly How[]

/** A call that gave out credentials, with all the copies of it that were seen. */
export type Issue = {
  readonly how: (typeof CALLS)[number]
  /** The key it gave out. Where the response was left out of the record, undefined. */
  readonly key: string | undefined
  /** `AROA…:session` of a role, `111122223333:name` of a federated user; undefined for GetSessionToken. */
  readonly principal: string | undefined
  readonly arn: string | undefined
  readonly sourceIdentity: string | undefined
  readonly time: Instant
  /** The copy that says most about who called: the caller's own account's, where it was seen. */
  readonly event: Event
  /** Only the called account's copy was seen: it tells the caller's account and id, and no more. */
  readonly far: boolean
  readonly copies: readonly Event[]
}

/** The credentials that an event gave out; undefined where it gave out none. */
export function readIssue(event: Event): Issue | undefined {
  if (event.source !== 'sts.amazonaws.com' || event.error !== undefined) return undefined
  const how = CALLS.find((call) => call === event.name)
  if (how === undefined) return undefined
  const user = fields(event.response?.assumedRoleUser)
  const federated = fields(event.response?.federatedUser)
  const key = text(fields(event.response?.credentials)?.accessKeyId)
  const principal = text(user?.assumedRoleId) ?? text(federated?.federatedUserId)
  if (key === undefined && principal === undefined) return undefined
  return {
    how,
    key,
    principal,
    arn: text(user?.arn) ?? text(federated?.arn),
    sourceIdentity: text(event.response?.sourceIdentity) ?? text(event.request?.sourceIdentity),
    time: event.time,
    event,
    far: event.actor.type === 'AWSAccount',
    copies: [event],
  }
}

/**
 * Each call once, however many accounts recorded it. Copies are joined by the key they gave out and by who called, so that
 * it works without sharedEventID (records before 1.03); where there is one, it has to be the same. Order makes no difference.
 */
export function joinIssues(issues: readonly Issue[]): readonly Issue[] {
  const byKey = new Map<string, Issue[]>()
  const joined: Issue[] = []
  for (const issue of issues.toSorted(tellingFirst)) {
    const shared = issue.event.sharedId
    const group = issue.key ?? (shared === undefined ? undefined : `shared:${shared}`)
    if (group === undefined) {
      joined.push(issue)
      continue
    }
    const same = byKey.get(group) ?? []
    const at = same.findIndex((other) => isSameCall(other, issue))
    const told = same[at]
    if (told === undefined) same.push(issue)
    else same[at] = { ...told, copies: [...told.copies, issue.event] }
    byKey.set(group, same)
  }
  return [...joined, ...[...byKey.values()].flat()].sort(tellingFirst)
}

function isSameCall(told: Issue, other: Issue): boolean {
  const [a, b] = [told.event, other.event]
  if (told.how !== other.how || Math.abs(told.time - other.time) > COPY_MS) return false
  if (a.sharedId !== undefined && b.sharedId !== undefined && a.sharedId !== b.sharedId) return false
  if (told.principal !== undefined && other.principal !== undefined && told.principal !== other.principal) return false
  // Two records of one account are two calls.
  if (told.copies.some(({ account }) => account === b.account)) return false
  if (a.actor.account !== b.actor.account) return false
  const [mine, theirs] = [principalOf(a), principalOf(b)]
  return mine === theirs || mine === undefined || theirs === undefined || theirs === b.actor.account
}

function tellingFirst(a: Issue, b: Issue): number {
  return (
    Number(a.far) - Number(b.far) || a.time - b.time || (a.event.id < b.event.id ? -1 : Number(a.event.id > b.event.id))
  )
}
