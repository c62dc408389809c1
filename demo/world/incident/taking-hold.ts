import type { Instant } from '../../../src/lib/instant.ts'
import { sayExpiration } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { USERS } from '../cast.ts'
import { ACCOUNTS, HOME_REGION, OUTSIDE } from '../company.ts'
import { after } from '../day.ts'
import { read } from '../pages.ts'
import type { Call, Caller } from '../record.ts'
import type { Story } from './story.ts'

const BACKUP_AGENT = USERS.backupAgent.name
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** As ProdAdmin: a way to come back, and less light to be seen in. Returns the new key of somebody else. */
export function takeHold(story: Story, admin: Caller): string {
  const start = story.before(1094)
  story.tell(start, HOME_REGION, admin, read('sts', 'GetCallerIdentity'))
  story.tell(after(start, 12), HOME_REGION, admin, read('iam', 'ListUsers'))
  story.tell(after(start, 30), HOME_REGION, admin, read('iam', 'ListAccessKeys', { userName: BACKUP_AGENT }))
  const key = makeAwsId('AKIA', ACCOUNTS.prod, story.random)
  story.tell(after(start, 55), HOME_REGION, admin, newKey(key, start), 'keyCreated')
  story.tell(
    after(start, 80),
    HOME_REGION,
    admin,
    change('iam', 'AttachUserPolicy', { userName: BACKUP_AGENT, policyArn: ADMINISTRATOR }),
    'policyAttached',
  )
  story.tell(after(start, 95), HOME_REGION, admin, inlinePolicy(), 'policyPut')
  story.tell(
    after(start, 140),
    HOME_REGION,
    admin,
    change('iam', 'CreateLoginProfile', { userName: BACKUP_AGENT, passwordResetRequired: false }),
    'passwordCreated',
  )
  blind(story, admin)
  return key
}

function blind(story: Story, admin: Caller): void {
  const start = story.before(1087)
  story.tell(start, HOME_REGION, admin, read('cloudtrail', 'DescribeTrails', { trailNameList: [] }))
  story.tell(after(start, 7), HOME_REGION, admin, organisationTrailRefused(admin), 'organisationTrailRefused')
  const trail = `arn:aws:cloudtrail:us-east-1:${ACCOUNTS.prod}:trail/prod-audit`
  const stop = {
    ...change('cloudtrail', 'StopLogging', { name: trail }),
    resources: [{ accountId: ACCOUNTS.prod, type: 'AWS::CloudTrail::Trail', ARN: trail }],
  }
  story.tell(after(start, 26), HOME_REGION, admin, stop, 'trailStopped')
  story.tell(after(start, 70), HOME_REGION, admin, openToAll(), 'groupOpened')
}

/** Later, with the same session: what can be carried away whole. */
export function carryAway(story: Story, admin: Caller): void {
  const start = story.before(1062)
  const snapshotId = `snap-0${story.random.hex(16)}`
  const volumeId = 'vol-0a0a0a0a1b1b1b1b2'
  const made = {
    ...change('ec2', 'CreateSnapshot', { volumeId }),
    response: { snapshotId, volumeId, status: 'pending', ownerId: ACCOUNTS.prod },
  }
  story.tell(start, HOME_REGION, admin, made, 'snapshotMade')
  const items = [{ userId: OUTSIDE.attacker }]
  const createVolumePermission = { add: { items } }
  const shared = change('ec2', 'ModifySnapshotAttribute', {
    snapshotId,
    createVolumePermission,
    attributeType: 'CREATE_VOLUME_PERMISSION',
  })
  story.tell(after(start, 240), HOME_REGION, admin, { ...shared, response: { _return: true } }, 'snapshotShared')
}

/** A call that changes something and works. */
export function change(source: string, name: string, request: { readonly [field: string]: unknown }): Call {
  return { source, name, read: false, request }
}

function newKey(accessKeyId: string, at: Instant): Call {
  const accessKey = { accessKeyId, status: 'Active', userName: BACKUP_AGENT, createDate: sayExpiration(at) }
  return { ...change('iam', 'CreateAccessKey', { userName: BACKUP_AGENT }), response: { accessKey } }
}

function inlinePolicy(): Call {
  const statement = { Effect: 'Allow', Action: ['secretsmanager:*', 'kms:*', 's3:*'], Resource: '*' }
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  return change('iam', 'PutUserPolicy', { userName: BACKUP_AGENT, policyName: 'backup', policyDocument })
}

function organisationTrailRefused(admin: Caller): Call {
  const trail = `arn:aws:cloudtrail:us-east-1:${ACCOUNTS.security}:trail/examplecorp-organisation`
  const message = `User: ${admin.identity.arn} is not authorized to perform: cloudtrail:StopLogging on resource: ${trail} with an explicit deny in a service control policy`
  return { ...change('cloudtrail', 'StopLogging', { name: trail }), error: ['AccessDeniedException', message] }
}

function openToAll(): Call {
  const ports = { ipProtocol: 'tcp', fromPort: 22, toPort: 22 }
  const ipPermissions = {
    items: [{ ...ports, groups: {}, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] }, ipv6Ranges: {} }],
  }
  return {
    ...change('ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-0123456789abcdef0', ipPermissions }),
    response: { _return: true },
  }
}
