import { expect, it } from 'vitest'
import { AwsGap } from '../../src/aws/aws-gap.ts'
import { gapOf, isExpired, isThrottle, isTransient } from '../../src/aws/errors.ts'
import { mendingStatement } from '../../src/doctor/examine.ts'

const WHERE = '111122223333/us-east-1'
const SESSION = 'arn:aws:sts::111122223333:assumed-role/whodid-read/whodid-U00ASKER'
const LACKS = `User: ${SESSION} is not authorized to perform: cloudtrail:LookupEvents`

it.each([
  [
    aws(
      'AccessDeniedException',
      400,
      `${LACKS} because no identity-based policy allows the cloudtrail:LookupEvents action`,
    ),
    'denied',
    'The role whodid-read lacks cloudtrail:LookupEvents: allow it in its policy.',
  ],
  [
    aws('AccessDeniedException', 400, `${LACKS} with an explicit deny in a service control policy`),
    'denied',
    'A service control policy denies cloudtrail:LookupEvents to the role whodid-read.',
  ],
  [
    aws(
      'AccessDenied',
      403,
      'User: arn:aws:iam::111122223333:user/ops/bot is not authorized to perform: sts:AssumeRole',
    ),
    'denied',
    'The user bot lacks sts:AssumeRole: allow it in its policy.',
  ],
  [aws('AccessDenied', 403, 'no'), 'denied', 'AWS denies it to the bot.'],
  [aws('UnrecognizedClientException', 400, ''), 'denied', 'The Region may not be enabled for the account'],
  [aws('CredentialsProviderError', 0, 'Could not load'), 'denied', 'no AWS credentials of its own'],
  [aws('ThrottlingException', 400, 'Rate exceeded'), 'throttled', 'asked too often'],
  [aws('TooManyRequestsException', 429, ''), 'throttled', 'asked too often'],
  [aws('TimeoutError', 0, 'socket timed out'), 'unreachable', 'did not answer in time'],
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'unreachable', 'no connection (ECONNREFUSED)'],
  [aws('InternalFailure', 500, ''), 'failed', 'an error of its own (InternalFailure, HTTP 500)'],
  [aws('ExpiredTokenException', 400, ''), 'failed', 'credentials had expired'],
  [aws('InvalidNextTokenException', 400, ''), 'failed', 'refused the request (InvalidNextTokenException)'],
  [aws('AbortError', 0, ''), 'cancelled', 'stopped'],
  [new AwsGap('missing', 'no such group'), 'missing', 'no such group'],
  ['not even an error', 'failed', 'refused the request (Error)'],
])('%s is a gap: %s', (error, reason, detail) => {
  const gap = gapOf(error, WHERE)

  expect(gap).toMatchObject({ reason, where: WHERE, count: 1 })
  expect(gap.detail).toContain(detail)
})

it('repeats nothing of a message but what it recognises', () => {
  const hostile = `${LACKS} on resource: <!channel> Encoded authorization failure message: CANARY-secret`
  const named = aws('AccessDenied', 403, 'User: arn:aws:sts::1:assumed-role/<@U1>/x is not authorized to perform: <b>')

  expect(gapOf(aws('AccessDenied', 403, hostile), WHERE).detail).not.toMatch(/CANARY|<!/)
  expect(gapOf(named, WHERE).detail).not.toContain('<')
  expect(gapOf(Object.assign(new Error('x'), { name: '<script>' }), WHERE).detail).not.toContain('<')
})

it('knows what to wait for, what to renew and what to try again', () => {
  const errors = ['ThrottlingException', 'ExpiredTokenException', 'InternalFailure', 'AccessDenied'].map((name) =>
    aws(name, 400, ''),
  )

  expect(errors.map(isThrottle)).toEqual([true, false, false, false])
  expect(errors.map(isExpired)).toEqual([false, true, false, false])
  expect(errors.map(isTransient)).toEqual([false, false, true, false])
})

it.each([
  [aws('AccessDenied', 403, LACKS), { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' }],
  [
    new AwsGap(
      'denied',
      'may not be assumed',
      aws('AccessDenied', 403, 'x perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/whodid-read'),
    ),
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/whodid-read' },
  ],
])('the statement that mends %s', (error, statement) => {
  expect(JSON.parse(mendingStatement(error) ?? '')).toEqual(statement)
})

it('there is no statement against a policy of the organisation, nor for what is not understood', () => {
  expect(
    mendingStatement(aws('AccessDenied', 403, `${LACKS} with an explicit deny in a service control policy`)),
  ).toBeUndefined()
  expect(mendingStatement(aws('AccessDenied', 403, 'perform: "},{"Action": "*"'))).toBeUndefined()
})

function aws(name: string, httpStatusCode: number, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } })
}
