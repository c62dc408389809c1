import { HOME_REGION, ACCOUNTS, SECOND_REGION } from '../../demo/world/company.ts'
import type { Fields } from '../../src/event/event.ts'
import { record, roleSession } from '../made/records.ts'

/** A Region that nobody has set up: the trail's files and log group have it, the table and event history have not. */
export const OTHER_REGION = 'ap-south-1'

/** What the ordinary days of a company lack, and a backend could be wrong about, most of it on one morning. */
export const ODD_RECORDS: readonly Fields[] = [
  // Delivered on the next day, in UTC.
  { eventTime: '2026-11-22T23:59:00Z', eventName: 'ImportKeyPair' },
  { sourceIPAddress: '2001:db8::1' },
  { sourceIPAddress: '2001:0DB8:0:0::2' },
  { sourceIPAddress: '2001:db8:ffff::1', userAgent: 'İstanbul-CLI/1 K' },
  { awsRegion: OTHER_REGION, eventName: 'CreateKeyPair' },
  { userIdentity: { type: 'Root', accountId: ACCOUNTS.prod, arn: `arn:aws:iam::${ACCOUNTS.prod}:root` } },
  { userIdentity: { type: 'IAMUser', userName: `O'Brien "x" * \\`, principalId: 'AIDAFAKEOBRIEN' } },
  { userIdentity: roleSession('Deploy', 'Alice', { arn: undefined }), readOnly: true },
  { userIdentity: roleSession('Alice', 'ci'), readOnly: 'true' },
  { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sourceIPAddress: 'ec2.amazonaws.com' },
  { userIdentity: undefined, sourceIPAddress: 'health.amazonaws.com', eventType: 'AwsServiceEvent' },
  { errorCode: 'AccessDenied', errorMessage: 'User: Alice is not authorized', sharedEventID: 'shared-odd' },
  {
    errorCode: '',
    errorMessage: 'Failed authentication',
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
  },
  { errorMessage: 'Failed authentication', eventName: 'ConsoleLogin', readOnly: undefined },
  { readOnly: undefined, eventVersion: '1.05', eventName: 'ListOldThings' },
  { eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvents', managementEvent: undefined, eventName: 'Decrypt' },
  { eventCategory: 'Data', managementEvent: false, eventName: 'GetObject', eventSource: 's3.amazonaws.com' },
  { requestParameters: { groupId: 'sg-0fake', description: 'x'.repeat(3_000), last: 'at-the-end-of-it' } },
  { requestParameters: Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`field${i}`, `value${i}`])) },
  { requestParameters: { bucketName: 'acme-data', key: 'a/"b"\\c' }, resources: [{ ARN: 'arn:aws:s3:::acme-data' }] },
  { awsRegion: SECOND_REGION, eventName: "x' OR 1=1 --", requestID: 'req-odd' },
  {
    userIdentity: {
      type: 'IdentityCenterUser',
      onBehalfOf: {
        userId: '906700e47e-67ce8216-bcb5-4911-ae9d-10c4c14f814e',
        identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-9067000001',
      },
    },
  },
  { userIdentity: { type: 'SAMLUser', userName: '日本', principalId: 'saml:日本' }, eventTime: '2026-11-23T09:00:00Z' },
].map((odd, i) =>
  record({
    eventID: `0dd00000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    eventTime: `2026-11-23T09:${String(i).padStart(2, '0')}:00Z`,
    awsRegion: HOME_REGION,
    recipientAccountId: ACCOUNTS.prod,
    ...odd,
  }),
)
