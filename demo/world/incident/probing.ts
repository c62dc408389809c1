import { AGENTS } from '../agents.ts'
import { type Assumed, assumeRole, refusedRole } from '../assume-role.ts'
import { type Role, ROLES, USERS } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, SECOND_REGION, THIRD_REGION } from '../company.ts'
import { after } from '../day.ts'
import { iamUser } from '../identity.ts'
import { read } from '../pages.ts'
import type { Call, Caller } from '../record.ts'
import type { Story } from './story.ts'

const NOT_ALLOWED = 'because no identity-based policy allows the'

/** Whoever holds Alice's leaked key, at an address nobody here calls from. */
export const thief: Caller = {
  identity: iamUser(USERS.alice),
  account: USERS.alice.account,
  address: ADDRESSES.attacker,
  agent: AGENTS.leaked,
}

/** First: whose key is this, and what may it do? Mostly it may not. */
export function probe(story: Story): void {
  const start = story.before(1150)
  story.tell(start, HOME_REGION, thief, read('sts', 'GetCallerIdentity'), 'firstUse')
  story.tell(after(start, 41), HOME_REGION, thief, refused('iam', 'ListUsers', arnOf('iam', 'user/')), 'probing')
  story.tell(after(start, 44), HOME_REGION, thief, read('s3', 'ListBuckets', { Host: 's3.amazonaws.com' }), 'probing')
  for (const [i, region] of [HOME_REGION, SECOND_REGION].entries()) {
    const instances = read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} })
    story.tell(after(start, 70 + i * 9), region, thief, instances, 'probing')
    const groups = read('ec2', 'DescribeSecurityGroups', { securityGroupSet: {}, filterSet: {} })
    story.tell(after(start, 73 + i * 9), region, thief, groups, 'probing')
  }
  story.tell(after(start, 92), THIRD_REGION, thief, outOfBounds(), 'probing')
  const tried: readonly (readonly [source: string, name: string, resource: string])[] = [
    ['iam', 'GetAccountAuthorizationDetails', '*'],
    ['iam', 'ListAccessKeys', arnOf('iam', 'user/Alice')],
    ['iam', 'CreateUser', arnOf('iam', 'user/support')],
    ['secretsmanager', 'ListSecrets', '*'],
    ['ses', 'GetSendQuota', '*'],
    ['organizations', 'ListAccounts', '*'],
    ['lambda', 'ListFunctions20150331', '*'],
  ]
  for (const [i, [source, name, resource]] of tried.entries()) {
    story.tell(after(start, 130 + i * 17), HOME_REGION, thief, refused(source, name, resource), 'probing')
  }
  story.tell(after(start, 300), HOME_REGION, thief, read('iam', 'ListRoles'), 'probing')
}

/** Then one role after the other, until Deploy opens. The profile that leaked names the session after Alice. */
export function takeDeploy(story: Story): Assumed {
  const start = story.before(1112)
  const admin: Role = { ...ROLES.deploy, name: 'Admin', arn: arnOf('iam', 'role/Admin') }
  const access = 'OrganizationAccountAccessRole'
  const organisation: Role = { ...ROLES.prodAdmin, name: access, arn: `arn:aws:iam::${ACCOUNTS.prod}:role/${access}` }
  for (const [i, role] of [admin, organisation, ROLES.prodAdmin].entries()) {
    const at = after(start, i * 23)
    const why = ` ${NOT_ALLOWED} sts:AssumeRole action`
    story.keep([refusedRole(story.random, at, thief, { role, name: 'Alice' }, why)], 'rolesRefused')
  }
  const assumed = assumeRole(story.random, after(start, 120), HOME_REGION, thief, { role: ROLES.deploy, name: 'Alice' })
  story.keep(assumed.happenings, 'deployTaken')
  return assumed
}

/** From Deploy in tools to ProdAdmin in prod: one call, two records. */
export function takeProdAdmin(story: Story, deploy: Assumed): Assumed {
  const start = story.before(1098)
  story.tell(start, HOME_REGION, deploy.caller, read('sts', 'GetCallerIdentity'))
  story.tell(after(start, 9), HOME_REGION, deploy.caller, read('cloudformation', 'ListStacks'))
  story.tell(after(start, 31), HOME_REGION, deploy.caller, read('ssm', 'DescribeParameters', { maxResults: 50 }))
  const assumed = assumeRole(story.random, after(start, 88), HOME_REGION, deploy.caller, {
    role: ROLES.prodAdmin,
    name: 'Alice',
  })
  story.keep(assumed.happenings, 'prodAdminTaken')
  return assumed
}

/** A refusal as AWS words it for lack of an identity-based policy. */
export function refused(source: string, name: string, resource: string, caller: Caller = thief): Call {
  const action = `${source}:${name.replace(/\d{8}$/, '')}`
  const message = `User: ${caller.identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${NOT_ALLOWED} ${action} action`
  const code = source === 'secretsmanager' || source === 'lambda' ? 'AccessDeniedException' : 'AccessDenied'
  return { source, name, read: /^(Get|List)/.test(name), error: [code, message] }
}

function outOfBounds(): Call {
  const message =
    'You are not authorized to perform this operation. User: ' +
    `${USERS.alice.arn} is not authorized to perform: ec2:DescribeInstances with an explicit deny in a service control policy`
  return {
    ...read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
    error: ['Client.UnauthorizedOperation', message],
  }
}

function arnOf(service: string, resource: string): string {
  return `arn:aws:${service}::${USERS.alice.account}:${resource}`
}
