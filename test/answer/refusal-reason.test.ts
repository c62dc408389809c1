import { describe, expect, it } from 'vitest'
import { refusalReason } from '../../src/answer/refusal-reason.ts'

const WHO =
  'User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k'

describe('why a call was refused', () => {
  it.each([
    [`${WHO} because no identity-based policy allows the s3:GetObject action`, 'no identity policy allows it'],
    [`${WHO} with an explicit deny in an identity-based policy`, 'explicit deny in an identity policy'],
    [
      `${WHO} with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/Deny`,
      'explicit deny in an identity policy',
    ],
    [`${WHO} because no service control policy allows the s3:GetObject action`, 'no SCP allows it'],
    [`${WHO} with an explicit deny in a service control policy`, 'explicit deny in an SCP'],
    [`${WHO} with an explicit deny in a resource control policy`, 'explicit deny in an RCP'],
    [`${WHO} because no permissions boundary allows the s3:GetObject action`, 'no permissions boundary allows it'],
    [`${WHO} with an explicit deny in a permissions boundary`, 'explicit deny in a permissions boundary'],
    [`${WHO} because no session policy allows the s3:GetObject action`, 'no session policy allows it'],
    [`${WHO} with an explicit deny in a session policy`, 'explicit deny in a session policy'],
    [`${WHO} because no resource-based policy allows the s3:GetObject action`, 'no resource policy allows it'],
    [`${WHO} with an explicit deny in a resource-based policy`, 'explicit deny in a resource policy'],
    [`${WHO} because no VPC endpoint policy allows the s3:GetObject action`, 'no VPC endpoint policy allows it'],
    [`${WHO} with an explicit deny in a VPC endpoint policy`, 'explicit deny in a VPC endpoint policy'],
    [
      'User: x is not authorized to perform: sts:AssumeRole because the role trust policy does not allow it',
      'the role’s trust policy does not allow it',
    ],
    [
      'User: x cannot because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      'S3 Block Public Access prevents it',
    ],
    [`${WHO} with an explicit deny`, 'explicit deny'],
    [WHO, 'reason not given'],
    ['Access Denied', 'reason not given'],
    ['', 'reason not given'],
  ])('%s', (message, reason) => {
    expect(refusalReason({ name: 'GetObject', error: { code: 'AccessDenied', message } })).toBe(reason)
  })

  it('does not take a policy that the refused call was about for the reason', () => {
    const message =
      'User: x is not authorized to perform: organizations:DeletePolicy on resource: service control policy p-1 because no identity-based policy allows the organizations:DeletePolicy action'

    expect(refusalReason({ name: 'DeletePolicy', error: { code: 'AccessDenied', message } })).toBe(
      'no identity policy allows it',
    )
  })

  it.each([
    ['Failed authentication', 'wrong password or MFA code'],
    ['No username found in supplied account', 'no such user'],
  ])('a sign-in that failed with %s', (message, reason) => {
    expect(refusalReason({ name: 'ConsoleLogin', error: { code: '', message } })).toBe(reason)
  })
})
