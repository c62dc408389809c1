import { instant } from '../../../src/lib/instant.ts'
import { makeRandom } from '../../world/random.ts'
import { type Fields, word } from '../history.ts'
import type { FakeRole } from '../options.ts'
import { type PolicyDocument, readPolicy } from '../policy.ts'
import type { Principal } from '../principal.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground } from '../service.ts'

const NAME = /^[\w+=,.@-]*$/
const CHAIN_LIMIT = 3600

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(ground: Ground, { input, principal }: Ask): Fields {
  const asked = readAsked(input)
  const role = ground.options.roles?.find(({ arn }) => arn === asked.roleArn)
  const account = ground.options.accounts.find(({ id }) => id === asked.roleArn.split(':')[4])
  if (role === undefined || account === undefined || (account.state ?? 'ACTIVE') !== 'ACTIVE')
    throw denied(principal, 'sts:AssumeRole', asked.roleArn)
  checkTrust(principal, role, asked)
  const sessionPolicy = checkPolicy(asked.policy)
  checkDuration(principal, role, asked.duration)
  const roleName = role.arn.split('/').at(-1) ?? ''
  const roleId = `AROA${makeRandom(role.arn).base32(17)}`
  const issued = ground.principals.issue({
    account: account.id,
    arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${asked.sessionName}`,
    userId: `${roleId}:${asked.sessionName}`,
    sourceIdentity: asked.sourceIdentity ?? principal.sourceIdentity,
    role,
    sessionPolicy,
    expires: instant(ground.clock.now() + (asked.duration ?? CHAIN_LIMIT) * 1000),
  })
  return {
    AssumedRoleUser: { AssumedRoleId: issued.userId, Arn: issued.arn },
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: `${new Date(issued.expires ?? 0).toISOString().slice(0, 19)}Z`,
    },
    PackedPolicySize: asked.policy === undefined ? undefined : Math.ceil((asked.policy.length / 2048) * 100),
    SourceIdentity: issued.sourceIdentity,
  }
}

type Asked = ReturnType<typeof readAsked>

function readAsked(input: Fields) {
  const one = (name: string) => (input[name] === undefined ? undefined : word(input[name]))
  const roleArn = one('RoleArn')
  const sessionName = one('RoleSessionName')
  if (roleArn === undefined) throw invalid("Value null at 'roleArn'", 'Member must not be null')
  if (sessionName === undefined) throw invalid("Value null at 'roleSessionName'", 'Member must not be null')
  if (!/^arn:aws:iam::\d{12}:role\/[\x21-\x7e]+$/.test(roleArn))
    throw new Refusal('ValidationError', `${roleArn} is invalid`)
  check('roleSessionName', sessionName, NAME, 2, 64)
  const externalId = one('ExternalId')
  check('externalId', externalId, /^[\w+=,.@:/-]*$/, 2, 1224)
  const sourceIdentity = one('SourceIdentity')
  check('sourceIdentity', sourceIdentity, NAME, 2, 64)
  if (sourceIdentity?.startsWith('aws:'))
    throw invalid(`Value '${sourceIdentity}' at 'sourceIdentity'`, 'aws: is taken')
  const duration = one('DurationSeconds') === undefined ? undefined : Number(one('DurationSeconds'))
  if (duration !== undefined && !(Number.isInteger(duration) && duration >= 900 && duration <= 43_200)) {
    const bound = duration < 900 ? 'greater than or equal to 900' : 'less than or equal to 43200'
    throw invalid(`Value '${duration}' at 'durationSeconds'`, `Member must have value ${bound}`)
  }
  const policy = one('Policy')
  if (policy !== undefined && (policy.length > 2048 || policy.length < 1))
    throw invalid("Value at 'policy'", 'Member must have length less than or equal to 2048')
  const tags = (input['Tags'] as readonly Fields[] | undefined) ?? []
  if (tags.length > 50) throw invalid("Value at 'tags'", 'Member must have length less than or equal to 50')
  return { roleArn, sessionName, externalId, sourceIdentity, duration, policy, tags }
}

/** The role's trust policy: who, with which external id, and whether they may name a source identity or tags. */
function checkTrust(principal: Principal, role: FakeRole, asked: Asked): void {
  const trusts = role.trusts
  const isTrusted = trusts === undefined ? principal.role === undefined : trusts.some((each) => isHim(each, principal))
  const isExternal = role.externalId === undefined || role.externalId === asked.externalId
  if (!isTrusted || !isExternal) throw denied(principal, 'sts:AssumeRole', role.arn)
  if (asked.sourceIdentity !== undefined && role.maySetSourceIdentity === false)
    throw denied(principal, 'sts:SetSourceIdentity', role.arn)
  const changes = asked.sourceIdentity !== undefined && asked.sourceIdentity !== principal.sourceIdentity
  if (principal.sourceIdentity !== undefined && changes) throw denied(principal, 'sts:SetSourceIdentity', role.arn)
  if (asked.tags.length > 0 && role.mayTagSession === false) throw denied(principal, 'sts:TagSession', role.arn)
}

function isHim(trusted: string, principal: Principal): boolean {
  if (trusted === principal.account || trusted === `arn:aws:iam::${principal.account}:root`) return true
  return trusted === principal.arn || (principal.role !== undefined && trusted === principal.role.arn)
}

function checkPolicy(policy: string | undefined): PolicyDocument | undefined {
  if (policy === undefined) return undefined
  const read = readPolicy(policy)
  if (read === undefined) throw new Refusal('MalformedPolicyDocument', 'This policy contains invalid Json')
  return read
}

/** A role that assumes a role gets an hour at most; asking for more fails instead of being cut. */
function checkDuration(principal: Principal, role: FakeRole, duration: number | undefined): void {
  if (duration === undefined) return
  if (principal.role !== undefined && duration > CHAIN_LIMIT) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
    throw new Refusal('ValidationError', message)
  }
  if (duration > (role.longestSession ?? CHAIN_LIMIT)) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    throw new Refusal('ValidationError', message)
  }
}

function check(name: string, value: string | undefined, form: RegExp, least: number, most: number): void {
  if (value === undefined) return
  if (!form.test(value))
    throw invalid(`Value '${value}' at '${name}'`, `Member must satisfy regular expression pattern: ${form.source}`)
  if (value.length < least)
    throw invalid(`Value '${value}' at '${name}'`, `Member must have length greater than or equal to ${least}`)
  if (value.length > most)
    throw invalid(`Value '${value}' at '${name}'`, `Member must have length less than or equal to ${most}`)
}

function invalid(what: string, rule: string): Refusal {
  return new Refusal('ValidationError', `1 validation error detected: ${what} failed to satisfy constraint: ${rule}`)
}

function denied(principal: Principal, action: string, arn: string): Refusal {
  const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn}`
  return new Refusal('AccessDeniedException', message, 403)
}
