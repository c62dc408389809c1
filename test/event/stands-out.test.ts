import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { STANDS_OUT_NAMES, standsOut } from '../../src/event/stands-out.ts'
import { RULES } from '../../src/event/stands-out-rules.ts'
import { event, record, roleSession } from '../made/records.ts'

const ROOT = {
  type: 'Root',
  principalId: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  accountId: '111122223333',
}
const OPEN = { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } }
const OPEN_V6 = { ipPermissions: { items: [{ ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } }] } }
const CLOSED = { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } }] } }
const FOR_ALL = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] }
const FOR_ALL_AWS = { Statement: { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 's3:*' } }
const FOR_ORG = {
  Statement: [{ ...FOR_ALL.Statement[0], Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
}
const DENY_ALL = { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*' }] }
const FOR = (principal: string) => ({ Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: '*' }] })
const SIGNED_IN = { responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' } }

const CASES: readonly (readonly [call: string, more: Fields, rules: readonly string[]])[] = [
  ['cloudtrail:StopLogging', {}, ['trail-changed']],
  ['cloudtrail:StartLogging', {}, []],
  ['s3:StopLogging', {}, []],
  ['logs:DeleteLogGroup', {}, ['logs-deleted']],
  ['ec2:DeleteFlowLogs', {}, ['logs-deleted']],
  ['guardduty:DeleteDetector', {}, ['detection-disabled']],
  ['guardduty:UpdateDetector', { requestParameters: { enable: false } }, ['detector-suspended']],
  ['guardduty:UpdateDetector', { requestParameters: { enable: true } }, []],
  ['organizations:LeaveOrganization', {}, ['organisation-changed']],
  ['iam:CreateAccessKey', {}, ['credentials-made']],
  ['iam:AttachUserPolicy', {}, ['rights-changed']],
  ['iam:UpdateAssumeRolePolicy', { requestParameters: { policyDocument: '{}' } }, ['trust-changed']],
  [
    'iam:UpdateAssumeRolePolicy',
    { requestParameters: { policyDocument: JSON.stringify(FOR_ALL) } },
    ['trust-changed', 'policy-for-everyone'],
  ],
  ['iam:CreateUser', {}, ['identity-made']],
  ['iam:DeactivateMFADevice', {}, ['mfa-or-password-weakened']],
  ['ec2:DescribeInstances', { userIdentity: ROOT }, ['root-used']],
  ['ec2:DescribeInstances', { userIdentity: { ...ROOT, invokedBy: 'support.amazonaws.com' } }, []],
  ['ec2:DescribeInstances', { userIdentity: ROOT, eventType: 'AwsServiceEvent' }, []],
  ['ec2:DescribeInstances', { userIdentity: { type: 'IAMUser', userName: 'NotRoot' } }, []],
  ['iam:CreateAccessKey', { userIdentity: ROOT }, ['root-used', 'credentials-made']],
  ['signin:ConsoleLogin', SIGNED_IN, ['sign-in-without-mfa']],
  ['signin:ConsoleLogin', { ...SIGNED_IN, additionalEventData: { MFAUsed: 'Yes' } }, []],
  ['signin:ConsoleLogin', { ...SIGNED_IN, additionalEventData: null }, []],
  [
    'signin:ConsoleLogin',
    { ...SIGNED_IN, userIdentity: roleSession('AWSReservedSSO_Admin_0', 'alice@example.com') },
    [],
  ],
  ['signin:ConsoleLogin', { ...SIGNED_IN, userIdentity: { type: 'SAMLUser' } }, []],
  [
    'signin:ConsoleLogin',
    { ...SIGNED_IN, responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' },
    [],
  ],
  ['ec2:AuthorizeSecurityGroupIngress', { requestParameters: OPEN }, ['network-opened']],
  ['ec2:AuthorizeSecurityGroupIngress', { requestParameters: OPEN_V6 }, ['network-opened']],
  ['ec2:AuthorizeSecurityGroupIngress', { requestParameters: CLOSED }, []],
  ['ec2:AuthorizeSecurityGroupEgress', { requestParameters: OPEN }, []],
  [
    'ec2:CreateNetworkAclEntry',
    { requestParameters: { cidrBlock: '0.0.0.0/0', egress: false, ruleAction: 'allow' } },
    ['network-opened'],
  ],
  [
    'ec2:CreateNetworkAclEntry',
    { requestParameters: { cidrBlock: '0.0.0.0/0', egress: true, ruleAction: 'allow' } },
    [],
  ],
  [
    'ec2:CreateNetworkAclEntry',
    { requestParameters: { cidrBlock: '0.0.0.0/0', egress: false, ruleAction: 'deny' } },
    [],
  ],
  ['s3:PutBucketPolicy', { requestParameters: { bucketName: 'b', bucketPolicy: FOR_ALL } }, ['bucket-made-public']],
  ['s3:PutBucketPolicy', { requestParameters: { bucketName: 'b', bucketPolicy: FOR_ALL_AWS } }, ['bucket-made-public']],
  ['s3:PutBucketPolicy', { requestParameters: { bucketName: 'b', bucketPolicy: FOR_ORG } }, []],
  ['s3:PutBucketPolicy', { requestParameters: { bucketName: 'b', bucketPolicy: DENY_ALL } }, []],
  ['s3:PutBucketAcl', { requestParameters: { 'x-amz-acl': ['public-read'] } }, ['bucket-made-public']],
  ['s3:PutBucketAcl', { requestParameters: { 'x-amz-acl': ['private'] } }, []],
  [
    's3:PutBucketPublicAccessBlock',
    { requestParameters: { PublicAccessBlockConfiguration: { BlockPublicAcls: false } } },
    ['bucket-made-public'],
  ],
  [
    's3:PutBucketPublicAccessBlock',
    { requestParameters: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } },
    [],
  ],
  ['s3:DeleteBucketPublicAccessBlock', {}, ['bucket-made-public']],
  [
    'ec2:ModifySnapshotAttribute',
    { requestParameters: { createVolumePermission: { add: { items: [{ group: 'all' }] } } } },
    ['copy-shared'],
  ],
  [
    'ec2:ModifySnapshotAttribute',
    { requestParameters: { createVolumePermission: { remove: { items: [{ group: 'all' }] } } } },
    [],
  ],
  [
    'ec2:ModifyImageAttribute',
    { requestParameters: { launchPermission: { add: { items: [{ userId: '999988887777' }] } } } },
    ['copy-shared'],
  ],
  [
    'ec2:ModifyImageAttribute',
    { requestParameters: { launchPermission: { add: { items: [{ userId: '111122223333' }] } } } },
    [],
  ],
  ['rds:ModifyDBSnapshotAttribute', { requestParameters: { valuesToAdd: ['all'] } }, ['copy-shared']],
  ['rds:ModifyDBInstance', { requestParameters: { publiclyAccessible: true } }, ['database-made-public']],
  ['rds:ModifyDBInstance', { requestParameters: { publiclyAccessible: false } }, []],
  ['lambda:CreateFunctionUrlConfig', { requestParameters: { authType: 'NONE' } }, ['function-made-public']],
  ['lambda:CreateFunctionUrlConfig', { requestParameters: { authType: 'AWS_IAM' } }, []],
  ['lambda:AddPermission20150331v2', { requestParameters: { principal: '*' } }, ['function-made-public']],
  ['lambda:AddPermission20150331v2', { requestParameters: { principal: '*', sourceAccount: '111122223333' } }, []],
  ['lambda:AddPermission20150331v2', { requestParameters: { principal: 's3.amazonaws.com' } }, []],
  [
    'sqs:SetQueueAttributes',
    { requestParameters: { attributes: { Policy: JSON.stringify(FOR_ALL) } } },
    ['policy-for-everyone'],
  ],
  ['sqs:SetQueueAttributes', { requestParameters: { attributes: { Policy: '{"Statement": broken' } } }, []],
  [
    's3:PutBucketPolicy',
    { requestParameters: { bucketPolicy: FOR('arn:aws:iam::999988887777:root') } },
    ['shared-with-account'],
  ],
  ['s3:PutBucketPolicy', { requestParameters: { bucketPolicy: FOR('arn:aws:iam::111122223333:role/Own') } }, []],
  [
    'iam:UpdateAssumeRolePolicy',
    { requestParameters: { policyDocument: JSON.stringify(FOR('999988887777')) } },
    ['trust-changed', 'shared-with-account'],
  ],
  ['lambda:AddPermission20150331v2', { requestParameters: { principal: '999988887777' } }, ['shared-with-account']],
  [
    'sqs:AddPermission',
    { requestParameters: { aWSAccountIds: ['111122223333', '999988887777'] } },
    ['shared-with-account'],
  ],
  ['secretsmanager:GetSecretValue', { readOnly: true }, ['secret-read']],
  ['ssm:GetParameter', { readOnly: true, requestParameters: { withDecryption: true } }, ['secret-read']],
  ['ssm:GetParameter', { readOnly: true, requestParameters: { withDecryption: 'true' } }, ['secret-read']],
  ['ssm:GetParameter', { readOnly: true, requestParameters: {} }, []],
  ['ssm:SendCommand', {}, ['command-run']],
  ['kms:ScheduleKeyDeletion', {}, ['key-destroyed']],
  ['backup:DeleteRecoveryPoint', {}, ['backup-destroyed']],
  [
    's3:PutBucketVersioning',
    { requestParameters: { VersioningConfiguration: { Status: 'Suspended' } } },
    ['backup-destroyed'],
  ],
  ['s3:PutBucketVersioning', { requestParameters: { VersioningConfiguration: { Status: 'Enabled' } } }, []],
  ['ec2:TerminateInstances', {}, ['data-destroyed']],
  ['ec2:RunInstances', { requestParameters: null }, []],
]

describe('what stands out', () => {
  it.each(CASES)('%s with %j meets %j', (call, more, rules) => {
    expect(standsOut(made(call, more)).map(({ rule }) => rule.id)).toEqual(rules)
  })

  it('tells what was only tried from what was done', () => {
    const refused = { errorCode: 'AccessDenied', errorMessage: 'no' }

    expect(standsOut(made('iam:CreateUser', {}))[0]?.tried).toBe(false)
    expect(standsOut(made('iam:CreateUser', refused))[0]?.tried).toBe(true)
  })

  it('finds every event of a rule by its name, but for root', () => {
    const named = CASES.filter(([, , rules]) => rules.some((rule) => rule !== 'root-used'))

    for (const [call] of named) expect(STANDS_OUT_NAMES).toContain(call.split(':')[1])
  })

  it('survives requests that are deep, circular in spirit, or odd', () => {
    let deep: unknown = '0.0.0.0/0'
    for (let depth = 0; depth < 5_000; depth++) deep = { deep }

    for (const request of [
      deep,
      [],
      [null],
      '{',
      { Statement: null },
      { Statement: [null, 1] },
      { ipPermissions: 'x' },
    ]) {
      for (const call of [
        's3:PutBucketPolicy',
        'ec2:AuthorizeSecurityGroupIngress',
        'kms:PutKeyPolicy',
        'ec2:ModifyImageAttribute',
      ]) {
        expect(standsOut(made(call, { requestParameters: request }))).toEqual([])
      }
    }
  })
})

describe('the table of rules', () => {
  it('has each id once, a source, and a reason of one sentence', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
    for (const rule of RULES) {
      expect(rule.source).toMatch(/^https:\/\/(attack\.mitre\.org\/techniques|docs\.aws\.amazon\.com)\//)
      expect(rule.why).toMatch(/^[A-Z][^.]*(0\.0\.0\.0\/0[^.]*)?\.$/)
    }
  })

  it('is explained in docs/stands-out.md, rule by rule', () => {
    const page = readFileSync(new URL('../../docs/stands-out.md', import.meta.url), 'utf8')

    const headings = [...page.matchAll(/^### `(.+)`$/gm)].map((match) => match[1])
    expect(headings).toEqual(RULES.map(({ id }) => id))
    for (const { source, title } of RULES) {
      expect(page).toContain(source)
      expect(page).toContain(title)
    }
  })

  it('names every call in its page', () => {
    const page = readFileSync(new URL('../../docs/stands-out.md', import.meta.url), 'utf8')

    for (const name of STANDS_OUT_NAMES) expect(page).toContain(name)
  })
})

function made(call: string, more: Fields) {
  const [service, name] = call.split(':')
  return event(record({ eventSource: `${service}.amazonaws.com`, eventName: name, ...more }))
}
