import { expect, it } from 'vitest'
import { type AccountSettings, makeAccount } from '../../src/aws/account.ts'

const ID = '111122223333'
const DEFAULTS = { regions: ['eu-central-1'], role: 'whodid-read', externalId: 'made-up-id', eventHistory: true }

it.each<[string, AccountSettings, object]>([
  [
    'what all have',
    { id: ID },
    { roleArn: `arn:aws:iam::${ID}:role/whodid-read`, externalId: 'made-up-id', eventHistory: true },
  ],
  ['always the Region of the global services', { id: ID }, { regions: ['us-east-1', 'eu-central-1'] }],
  ['Regions of its own', { id: ID, regions: ['us-west-2', 'us-east-1'] }, { regions: ['us-east-1', 'us-west-2'] }],
  ['a role of its own, by name', { id: ID, role: 'audit' }, { roleArn: `arn:aws:iam::${ID}:role/audit` }],
  [
    'and by ARN',
    { id: ID, role: `arn:aws:iam::${ID}:role/ops/audit` },
    { roleArn: `arn:aws:iam::${ID}:role/ops/audit` },
  ],
  ['an external id of its own', { id: ID, externalId: 'other' }, { externalId: 'other' }],
  ['no role', { id: ID, role: 'none' }, { roleArn: undefined, externalId: undefined }],
  ['no event history', { id: ID, eventHistory: false }, { eventHistory: false }],
  [
    'another partition',
    { id: ID, regions: ['us-gov-east-1'] },
    { regions: ['us-gov-west-1', 'us-gov-east-1'], roleArn: `arn:aws-us-gov:iam::${ID}:role/whodid-read` },
  ],
  ['China', { id: ID, regions: ['cn-north-1'] }, { regions: ['cn-northwest-1', 'cn-north-1'] }],
])('an account has %s', (_, settings, account) => {
  expect(makeAccount(settings, DEFAULTS)).toMatchObject(account)
})
