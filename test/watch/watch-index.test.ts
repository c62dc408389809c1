import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { Predicate, Term } from '../../src/question/question.ts'
import { makeWatchIndex } from '../../src/watch/watch-index.ts'
import { event, roleSession } from '../made/records.ts'

// Few values, so that much of it meets; those that are beginnings of others, and odd ones, among them.
const NAMES = ['Alice', 'Al', 'Bob', '', 'ci-42', '__proto__', 'Älice'] as const
const EVENTS = ['RunInstances', 'Run', 'DeleteBucket', 'GetObject', ''] as const
const ADDRESSES = [
  '198.51.100.7',
  '198.51.100.200',
  '2001:db8::1',
  '2001:0db8:0:0::1',
  'AWS Internal',
  'ec2.amazonaws.com',
  '',
] as const
const BLOCKS = [
  '198.51.100.0/24',
  '198.51.0.0/17',
  '0.0.0.0/0',
  '2001:db8::/32',
  '2001:db8::/64',
  '::/0',
  '198.51.100.7/32',
  '10.0.0.0/8',
] as const
const ARNS = [
  'arn:aws:iam::111122223333:user/Alice',
  'arn:aws:sts::111122223333:assumed-role/Deploy',
  'arn:aws:sts::111122223333:assumed-role/Deploy/ci-42',
  'arn:aws:iam::111122223333:role/ops/Deploy',
  'arn:aws:s3:::my-bucket',
  'arn:aws:s3:::my-bucket/',
] as const
const THINGS = [...ARNS, 'my-bucket', 'user/Alice', 'Alice', 'Deploy', '', 'i-0fake'] as const

const by = fc.constantFrom('name', 'user', 'session', 'role', 'arn', 'key', 'uniqueId', 'service', 'root')
const identityValue = fc.constantFrom(
  ...NAMES,
  ...ARNS,
  'Deploy',
  'AKIAFAKEALICE0000001',
  'AIDAFAKEALICE',
  'AROAFAKEDEPLOY',
  'ec2.amazonaws.com',
)
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant('identity' as const), by, value: identityValue, prefix: fc.boolean() }),
  fc.record({ kind: fc.constant('event' as const), value: fc.constantFrom(...EVENTS), prefix: fc.boolean() }),
  fc.record({
    kind: fc.constant('error' as const),
    value: fc.constantFrom('AccessDenied', 'Acc', 'Failed authentication', ''),
    prefix: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('resource' as const), value: fc.constantFrom(...THINGS) }),
  fc.record({ kind: fc.constant('source' as const), value: fc.constantFrom('ec2.amazonaws.com', 's3.amazonaws.com') }),
  fc.record({ kind: fc.constant('outcome' as const), value: fc.constantFrom('errors', 'denied') }),
  fc.record({ kind: fc.constant('access' as const), value: fc.constantFrom('writes', 'reads') }),
  fc.record({ kind: fc.constant('type' as const), value: fc.constantFrom('IAMUser', 'Root', '') }),
  fc.record({ kind: fc.constant('region' as const), value: fc.constantFrom('eu-central-1', 'us-east-1') }),
  fc.record({ kind: fc.constant('account' as const), value: fc.constantFrom('111122223333', '444455556666') }),
  fc.record({ kind: fc.constant('ip' as const), value: fc.constantFrom(...ADDRESSES, ...BLOCKS) }),
  fc.record({ kind: fc.constant('agent' as const), value: fc.constantFrom('aws-cli', 'BOTO') }),
  fc.record({
    kind: fc.constant('ref' as const),
    field: fc.constantFrom('event', 'request', 'shared'),
    value: fc.constantFrom('req-1', '00000000-0000-4000-8000-000000000001'),
  }),
)
const term: fc.Arbitrary<Term> = fc.record({ not: fc.boolean(), predicate })
const watches = fc.array(fc.record({ terms: fc.array(term, { maxLength: 4 }) }), { maxLength: 40 })

const denied = (errorCode: string) => ({ errorCode, errorMessage: 'Failed authentication' })
const made: fc.Arbitrary<Event> = fc
  .record({
    identity: fc.constantFrom(
      undefined,
      roleSession('Deploy', 'ci-42'),
      roleSession('Deploy', 'Alice'),
      {
        type: 'Root',
        principalId: '111122223333',
        arn: 'arn:aws:iam::111122223333:root',
        accountId: '111122223333',
        userName: 'Alice',
      },
      { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      { type: 'IAMUser', userName: '__proto__' },
    ),
    eventName: fc.constantFrom('RunInstances', 'Run', 'RunTask', 'DeleteBucket'),
    eventSource: fc.constantFrom('ec2.amazonaws.com', 's3.amazonaws.com', 'iam.amazonaws.com'),
    awsRegion: fc.constantFrom('eu-central-1', 'us-east-1'),
    sourceIPAddress: fc.constantFrom(...ADDRESSES),
    // A sign-in that failed has a message alone.
    error: fc.constantFrom({}, { errorMessage: 'Failed authentication' }, denied('AccessDenied'), denied('Throttled')),
    bucketName: fc.constantFrom(...THINGS),
    arn: fc.constantFrom(...ARNS),
    readOnly: fc.boolean(),
  })
  .map(({ identity, bucketName, arn, error, ...more }) =>
    event({
      ...more,
      ...(identity === undefined ? {} : { userIdentity: identity }),
      ...error,
      requestParameters: { nested: [{ bucketName }], arn },
      resources: [{ ARN: arn, type: 'AWS::S3::Bucket' }],
    }),
  )

describe('the index of watches', () => {
  test('finds the very watches that trying each would find', () => {
    fc.assert(
      fc.property(watches, fc.array(made, { minLength: 1, maxLength: 5 }), (all, events) => {
        const index = makeWatchIndex(all)
        const tried = all.map((watch) => ({ watch, holds: holdsAll(watch.terms) }))
        for (const one of events) {
          const expected = new Set(tried.filter(({ holds }) => holds(one)).map(({ watch }) => watch))
          const found = index.match(one)
          expect(found.length).toBe(expected.size)
          expect(new Set(found)).toEqual(expected)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('goes on without a watch that cannot be read, and names it', () => {
    const bad = {
      terms: [{ not: false, predicate: { kind: 'identity', by: 'person', value: 'U0FAKE', prefix: false } }],
    } as const
    const good = {
      terms: [{ not: false, predicate: { kind: 'event', value: 'RunInstances', prefix: false } }],
    } as const

    const index = makeWatchIndex([bad, good])

    expect(index.broken).toEqual([bad])
    expect(index.match(event())).toEqual([good])
  })
})
