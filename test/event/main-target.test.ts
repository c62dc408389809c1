import { expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { mainTarget } from '../../src/event/main-target.ts'
import { event } from '../made/records.ts'

const rows: readonly (readonly [name: string, more: Fields, target: string | undefined])[] = [
  ['CreateAccessKey', { requestParameters: { userName: 'bob' } }, 'bob'],
  ['AttachUserPolicy', { requestParameters: { policyArn: 'arn:aws:iam::aws:policy/X', userName: 'bob' } }, 'bob'],
  [
    'AssumeRole',
    { requestParameters: { roleSessionName: 's', roleArn: 'arn:aws:iam::111122223333:role/R' } },
    'arn:aws:iam::111122223333:role/R',
  ],
  ['GetObject', { requestParameters: { bucketName: 'ledger', key: 'a/b.csv' } }, 'ledger/a/b.csv'],
  ['GetBucketAcl', { requestParameters: { bucketName: 'ledger', key: 'a/b.csv' } }, 'ledger'],
  [
    'TerminateInstances',
    { requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } } },
    'i-1 and 1 more',
  ],
  [
    'RunInstances',
    { requestParameters: {}, responseElements: { instancesSet: { items: [{ instanceId: 'i-9' }] } } },
    'i-9',
  ],
  [
    'Decrypt',
    { requestParameters: null, resources: [{ ARN: 'arn:aws:kms:eu-central-1:111122223333:key/k' }] },
    'arn:aws:kms:eu-central-1:111122223333:key/k',
  ],
  ['StopLogging', { requestParameters: { name: 'main-trail' } }, 'main-trail'],
  ['GetCallerIdentity', { requestParameters: null }, undefined],
  ['ChangePassword', { requestParameters: { oldPassword: 'x', newPassword: 'y' } }, undefined],
]

it.each(rows)('%s with %j is about %s', (eventName, more, target) => {
  expect(mainTarget(event({ eventName, ...more }))).toBe(target)
})
