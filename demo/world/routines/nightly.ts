import { AGENTS } from '../agents.ts'
import { assumeRole } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { ROLES, USERS } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, THIRD_REGION } from '../company.ts'
import { after, type Day, type Routine } from '../day.ts'
import { assumedRole, awsService, iamUser } from '../identity.ts'
import { type Call, type Caller, happen, type Happening } from '../record.ts'

const VOLUMES = ['vol-0a0a0a0a1b1b1b1b2', 'vol-0b0b0b0b2c2c2c2c3']

/** Nightly work: snapshots, copies of them in another Region, exports to S3 (data events), and the audit's own round. */
export const nightly: Routine = {
  name: 'nightly',
  live: (day) => [...backup(day), ...exports(day), ...audit(day)],
}

function backup(day: Day): Happening[] {
  const { random } = day
  const role = ROLES.nightlyBackup
  const key = makeAwsId('ASIA', role.account, random)
  const at = day.at(2, 1)
  const identity = assumedRole({
    role,
    name: 'AWSBackup-nightly',
    key,
    since: at,
    fields: { invokedBy: 'backup.amazonaws.com' },
  })
  const address = 'backup.amazonaws.com'
  const caller: Caller = { identity, account: role.account, address, agent: address }
  return VOLUMES.flatMap((volumeId, i) => {
    const snapshotId = `snap-0${random.hex(16)}`
    const created: Call = {
      source: 'ec2',
      name: 'CreateSnapshot',
      read: false,
      request: { volumeId, description: 'nightly', tagSpecificationSet: {} },
      response: { snapshotId, volumeId, status: 'pending', ownerId: role.account, encrypted: true },
    }
    const copied: Call = {
      source: 'ec2',
      name: 'CopySnapshot',
      read: false,
      request: { sourceRegion: HOME_REGION, sourceSnapshotId: snapshotId, destinationRegion: THIRD_REGION },
      response: { snapshotId: `snap-0${random.hex(16)}` },
    }
    const times = [after(at, i * 30), after(at, 120 + i * 30)] as const
    return [
      happen(random, times[0], HOME_REGION, caller, created),
      happen(random, times[1], THIRD_REGION, caller, copied),
    ]
  })
}

function exports(day: Day): Happening[] {
  const { random } = day
  const { backupAgent } = USERS
  const caller: Caller = {
    identity: iamUser(backupAgent),
    account: backupAgent.account,
    address: ADDRESSES.nat,
    agent: AGENTS.java,
  }
  return Array.from({ length: 12 }, (_, i) =>
    happen(random, day.at(2, 31, i * 7), HOME_REGION, caller, objectCall('PutObject', `exports/part-${i}.parquet`)),
  )
}

/** A data event of S3. */
export function objectCall(name: 'GetObject' | 'PutObject', key: string): Call {
  const bucketName = 'examplecorp-customer-exports'
  const arn = `arn:aws:s3:::${bucketName}`
  return {
    source: 's3',
    name,
    read: name === 'GetObject',
    data: true,
    request: { bucketName, key, Host: `${bucketName}.s3.us-east-1.amazonaws.com` },
    resources: [
      { type: 'AWS::S3::Object', ARN: `${arn}/${key}` },
      { accountId: ACCOUNTS.prod, type: 'AWS::S3::Bucket', ARN: arn },
    ],
    extra: { SignatureVersion: 'SigV4', CipherSuite: 'TLS_AES_128_GCM_SHA256', AuthenticationMethod: 'AuthHeader' },
  }
}

function audit(day: Day): Happening[] {
  const { random } = day
  const at = day.at(4, 1)
  const service = 'lambda.amazonaws.com'
  const account = ACCOUNTS.security
  const asked = { role: ROLES.auditReader, name: 'nightly-audit', sourceIdentity: 'audit' }
  const assumed = assumeRole(
    random,
    at,
    HOME_REGION,
    { identity: awsService(service), account, address: service, agent: service },
    asked,
  )
  const reader: Caller = { ...assumed.caller, address: ADDRESSES.nat, agent: AGENTS.node }
  const calls = ['GetCredentialReport', 'ListAccessKeys', 'ListVirtualMFADevices', 'ListPolicies']
  return [
    ...assumed.happenings,
    ...calls.map((name, i) =>
      happen(random, after(at, 2 + i), HOME_REGION, reader, { source: 'iam', name, read: true }),
    ),
  ]
}
