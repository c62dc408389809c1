import { instant, type Instant } from '../../src/lib/instant.ts'
import { makeAwsId } from './aws-id.ts'
import type { Role } from './cast.ts'
import { assumedRole, awsAccount } from './identity.ts'
import type { Random } from './random.ts'
import { type Call, type Caller, happen, type Happening } from './record.ts'

export type AssumeRequest = {
  readonly role: Role
  readonly name: string
  readonly sourceIdentity?: string
  readonly tags?: readonly { readonly key: string; readonly value: string }[]
  readonly mfa?: boolean
}

export type Assumed = {
  /** One record, or two with one sharedEventID where the role lives in another account. */
  readonly happenings: readonly Happening[]
  readonly key: string
  readonly caller: Caller
}

/** AssumeRole that works: the caller gets a key, and the role's account a record of its own. */
export function assumeRole(random: Random, at: Instant, region: string, caller: Caller, asked: AssumeRequest): Assumed {
  const { role } = asked
  const key = makeAwsId('ASIA', role.account, random)
  const abroad = role.account !== caller.account
  const call: Call = {
    source: 'sts',
    name: 'AssumeRole',
    read: true,
    request: assumeRequest(asked),
    response: issued(random, at, role, asked.name, key, asked.sourceIdentity),
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
    ...(abroad && { shared: random.uuid() }),
  }
  const happenings = [happen(random, at, region, caller, call)]
  if (abroad) {
    const identity = awsAccount(caller.account, caller.identity.principalId)
    happenings.push(happen(random, at, region, { ...caller, identity, account: role.account }, call))
  }
  return { happenings, key, caller: sessionCaller(at, caller, asked, key) }
}

/** AssumeRole that is refused leaves one record, in the caller's account. */
export function refusedRole(random: Random, at: Instant, caller: Caller, asked: AssumeRequest, why: string): Happening {
  const message = `User: ${caller.identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${asked.role.arn}${why}`
  return happen(random, at, '', caller, {
    source: 'sts',
    name: 'AssumeRole',
    read: true,
    request: assumeRequest(asked),
    error: ['AccessDenied', message],
  })
}

/** `responseElements` of every call that hands out a role's credentials. The token is none. */
export function issued(
  random: Random,
  at: Instant,
  role: Role,
  name: string,
  key: string,
  sourceIdentity?: string,
): { readonly [field: string]: unknown } {
  return {
    credentials: {
      accessKeyId: key,
      sessionToken: `FAKE-${random.hex(32)}`,
      expiration: sayExpiration(instant(at + 3_600_000)),
    },
    assumedRoleUser: {
      assumedRoleId: `${role.id}:${name}`,
      arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
    },
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}

function assumeRequest(asked: AssumeRequest): { readonly [field: string]: unknown } {
  return {
    roleArn: asked.role.arn,
    roleSessionName: asked.name,
    ...(asked.sourceIdentity !== undefined && { sourceIdentity: asked.sourceIdentity }),
    ...(asked.tags && { tags: asked.tags, transitiveTagKeys: asked.tags.map((tag) => tag.key) }),
    durationSeconds: 3600,
  }
}

function sessionCaller(at: Instant, caller: Caller, asked: AssumeRequest, key: string): Caller {
  const { role, name, sourceIdentity, mfa } = asked
  const identity = assumedRole({ role, name, key, since: at, sourceIdentity, mfa: mfa ?? false })
  return { identity, account: role.account, address: caller.address, agent: caller.agent }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov 23, 2026, 9:37:17 PM`: the one place where CloudTrail writes a time like this. */
export function sayExpiration(at: Instant): string {
  const date = new Date(at)
  const hours = date.getUTCHours()
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`
}
