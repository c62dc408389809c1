import type { Instant } from '../../src/lib/instant.ts'
import { makeAwsId } from '../world/aws-id.ts'
import type { Random } from '../world/random.ts'
import type { FakeRole } from './options.ts'
import { judge, like, type PolicyDocument, type Wanted } from './policy.ts'
import { Refusal } from './refusal.ts'

/** Whoever holds a key: the operator, or a session of a role. */
export type Principal = {
  readonly account: string
  readonly arn: string
  /** `AIDA…`, or `AROA…:session`. */
  readonly userId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly sourceIdentity?: string | undefined
  readonly role?: FakeRole
  readonly sessionPolicy?: PolicyDocument | undefined
  expires?: Instant
}

export type Principals = {
  find(accessKeyId: string): Principal | undefined
  issue(asked: Omit<Principal, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>): Principal
}

/** Every key that was handed out. Secrets say that they are none. */
export function makePrincipals(random: Random): Principals {
  const byKey = new Map<string, Principal>()
  return {
    find: (accessKeyId) => byKey.get(accessKeyId),
    issue(asked) {
      const principal = {
        ...asked,
        accessKeyId: makeAwsId(asked.expires === undefined ? 'AKIA' : 'ASIA', asked.account, random),
        secretAccessKey: `FAKE${random.word(36)}`,
        ...(asked.expires !== undefined && { sessionToken: `FAKE-TOKEN-${random.word(60)}` }),
      }
      byKey.set(principal.accessKeyId, principal)
      return principal
    },
  }
}

/**
 * Throws what AWS says to somebody who may not. The reasons are told apart as AWS tells them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function permit(principal: Principal, wanted: Wanted): void {
  const why = refusalOf(principal, wanted)
  if (why !== undefined) throw new Refusal('AccessDeniedException', sayDenied(principal, wanted, why))
}

export function sayDenied(principal: Principal, wanted: Wanted, why: string): string {
  const on = wanted.resource === '*' ? '' : ` on resource: ${wanted.resource}`
  return `User: ${principal.arn} is not authorized to perform: ${wanted.action}${on} ${why}`
}

/** Why not; undefined where it is allowed. */
export function refusalOf(principal: Principal, wanted: Wanted): string | undefined {
  const { role, sessionPolicy } = principal
  const organisation = role?.deniedByOrganisation?.some(
    ({ action, regions }) => like(action, wanted.action) && (regions?.includes(wanted.region) ?? true),
  )
  if (organisation) return 'with an explicit deny in a service control policy'
  const identity = role?.policies === undefined ? 'allow' : judge(role.policies, wanted)
  if (identity === 'deny') return 'with an explicit deny in an identity-based policy'
  const session = sessionPolicy === undefined ? 'allow' : judge([sessionPolicy], wanted)
  if (session === 'deny') return 'with an explicit deny in a session policy'
  if (identity !== 'allow') return `because no identity-based policy allows the ${wanted.action} action`
  if (session !== 'allow') return `because no session policy allows the ${wanted.action} action`
  return undefined
}
