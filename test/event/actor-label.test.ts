import { expect, it } from 'vitest'
import { actorLabel } from '../../src/event/actor-label.ts'
import type { Fields } from '../../src/event/event.ts'
import { IDENTITY_TYPES } from '../../src/question/identity-types.ts'
import { event, roleSession } from '../made/records.ts'

const account = '111122223333'
const rows: readonly (readonly [Fields, string])[] = [
  [{ type: 'Root', accountId: account }, 'root (111122223333)'],
  [{ type: 'Root', accountId: account, userName: 'acme' }, 'root (111122223333)'],
  [{ type: 'IAMUser', accountId: account, userName: 'AliceRoot' }, 'IAM user AliceRoot (111122223333)'],
  [roleSession('Deploy', 'ci-42'), 'role Deploy, session ci-42 (111122223333)'],
  [roleSession('Deploy', 'ci-42', { sessionContext: {} }), 'role Deploy, session ci-42 (111122223333)'],
  [
    { type: 'Role', accountId: account, arn: 'arn:aws:iam::111122223333:role/x' },
    'role arn:aws:iam::111122223333:role/x (111122223333)',
  ],
  [
    {
      type: 'FederatedUser',
      accountId: account,
      arn: 'arn:aws:sts::111122223333:federated-user/temp',
      sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'Alice', principalId: 'AIDAFAKE' } },
    },
    'federated user temp, made by Alice (111122223333)',
  ],
  [{ type: 'SAMLUser', userName: 'bob@example.com', identityProvider: 'idp' }, 'SAML user bob@example.com from idp'],
  [
    { type: 'WebIdentityUser', userName: 'repo:acme/app', identityProvider: 'token.example.com' },
    'web identity repo:acme/app from token.example.com',
  ],
  [
    { type: 'IdentityCenterUser', accountId: account, onBehalfOf: { userId: 'u-1' } },
    'Identity Center user u-1 (111122223333)',
  ],
  [{ type: 'Directory', userName: 'carol' }, 'directory user carol'],
  [
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAFAKEBOB' },
    'someone of account 444455556666 (AIDAFAKEBOB)',
  ],
  [{ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'AWS service ec2.amazonaws.com'],
  [{ accountId: account, invokedBy: 'kms.amazonaws.com' }, 'AWS service kms.amazonaws.com'],
  [{ accountId: account }, 'AWS itself, no identity given (111122223333)'],
  [{ type: 'Unknown', accountId: account }, 'identity that CloudTrail calls Unknown (111122223333)'],
  [{ type: 'Robot', userName: 'r2', accountId: account }, 'Robot r2 (111122223333): a type not known here'],
]

it('every type of identity has its line', () => {
  expect(rows.map(([{ type }]) => type)).toEqual(expect.arrayContaining([...IDENTITY_TYPES]))
})

it.each(rows)('%j is told as %s', (userIdentity, label) => {
  expect(actorLabel(event({ userIdentity }).actor)).toBe(label)
})
