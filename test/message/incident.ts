import type { Event } from '../../src/event/event.ts'
import { call, DENIED, eventsOf } from '../answer/made.ts'
import { roleSession } from '../made/records.ts'

const DEPLOY = {
  userIdentity: roleSession('Deploy', 'Alice'),
  sourceIPAddress: '203.0.113.66',
  userAgent: 'Boto3/1.26.8 Python/3.9.2',
}
const LEAKED = { sourceIPAddress: '203.0.113.66', userAgent: 'Boto3/1.26.8 Python/3.9.2' }
const CONSOLE = { userAgent: 'console.amazonaws.com', readOnly: true }

/** A key of Alice's used by somebody else, beside her own work: small enough to read. */
export const INCIDENT: readonly Event[] = eventsOf(
  ...Array.from({ length: 9 }, () => call('ec2:DescribeInstances', { ...CONSOLE, eventTime: '2026-11-23T09:30:02Z' })),
  call('sts:GetCallerIdentity', { ...LEAKED, readOnly: true }),
  call('s3:ListBuckets', { ...LEAKED, readOnly: true, ...DENIED }),
  call('s3:ListBuckets', { ...LEAKED, readOnly: true, ...DENIED }),
  call('iam:CreateUser', { ...LEAKED, ...DENIED, requestParameters: { userName: 'svc-backup' } }),
  call('sts:AssumeRole', {
    ...LEAKED,
    readOnly: true,
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops/Deploy' },
  }),
  call('iam:CreateAccessKey', { ...DEPLOY, requestParameters: { userName: 'Bob' } }),
  call('cloudtrail:StopLogging', {
    ...DEPLOY,
    requestParameters: { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main' },
  }),
  call('secretsmanager:GetSecretValue', { ...DEPLOY, readOnly: true, requestParameters: { secretId: 'prod/db' } }),
  call('ec2:StopInstances', {
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-0aaaa1111bbbb2222' }] } },
  }),
  call('ec2:DescribeInstances', {
    readOnly: true,
    errorCode: 'Client.RequestLimitExceeded',
    errorMessage: 'Request limit exceeded.',
  }),
)
