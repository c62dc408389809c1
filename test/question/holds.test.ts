import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { NamedBy, Predicate, Term } from '../../src/question/question.ts'
import { event, roleSession } from '../made/records.ts'

const identity = (by: NamedBy, value: string, prefix = false): Predicate => ({ kind: 'identity', by, value, prefix })
const session = { userIdentity: roleSession('Deploy', 'ci-42') }
const aliceSession = { userIdentity: roleSession('Deploy', 'Alice') }

const rows: readonly (readonly [Predicate, Fields, boolean])[] = [
  [identity('name', 'Alice'), {}, true],
  [identity('name', 'alice'), {}, false],
  [identity('name', 'Ali'), {}, false],
  [identity('name', 'Ali', true), {}, true],
  [identity('name', 'A%', true), {}, false],
  [identity('name', 'Alic_'), {}, false],
  [identity('name', 'Alice'), aliceSession, true],
  [identity('user', 'Alice'), aliceSession, false],
  [identity('session', 'Alice'), aliceSession, true],
  [identity('session', 'Alice'), {}, false],
  [identity('name', 'acme'), { userIdentity: { type: 'Root', userName: 'acme' } }, false],
  [identity('name', 'bob@example.com'), { userIdentity: { type: 'SAMLUser', userName: 'bob@example.com' } }, true],
  [identity('user', 'bob@example.com'), { userIdentity: { type: 'SAMLUser', userName: 'bob@example.com' } }, false],
  [identity('role', 'Deploy'), session, true],
  [identity('role', 'Dep'), session, false],
  [identity('role', 'ops/Deploy'), session, false],
  [identity('arn', 'arn:aws:iam::111122223333:role/ops/Deploy'), session, true],
  [identity('arn', 'arn:aws:iam::111122223333:role/Deploy'), session, false],
  [identity('arn', 'arn:aws:sts::111122223333:assumed-role/Deploy/ci-42'), session, true],
  [identity('arn', 'arn:aws:sts::111122223333:assumed-role/Deploy'), session, true],
  [identity('arn', 'arn:aws:sts::111122223333:assumed-role/Dep'), session, false],
  [identity('arn', 'arn:aws:iam::111122223333:user/Alice'), {}, true],
  [identity('key', 'AKIAFAKEALICE0000001'), {}, true],
  [identity('key', 'AKIAFAKEALICE000000'), {}, false],
  [identity('uniqueId', 'AIDAFAKEALICE'), {}, true],
  [identity('uniqueId', 'AROAFAKEDEPLOY'), session, true],
  [identity('uniqueId', 'u-1'), { userIdentity: { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u-1' } } }, true],
  [identity('root', ''), { userIdentity: { type: 'Root' } }, true],
  [identity('root', ''), { userIdentity: { type: 'IAMUser', userName: 'AliceRoot' } }, false],
  [
    identity('service', 'ec2.amazonaws.com'),
    { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
    true,
  ],
  [
    identity('service', 'ec2.amazonaws.com'),
    { userIdentity: { ...roleSession('R', 's'), invokedBy: 'ec2.amazonaws.com' } },
    false,
  ],
  [{ kind: 'event', value: 'RunInstances', prefix: false }, {}, true],
  [{ kind: 'event', value: 'Run', prefix: false }, {}, false],
  [{ kind: 'event', value: 'Run', prefix: true }, {}, true],
  [{ kind: 'source', value: 'ec2.amazonaws.com' }, {}, true],
  [{ kind: 'error', value: 'AccessDenied', prefix: false }, { errorCode: 'AccessDenied' }, true],
  [{ kind: 'error', value: 'AccessDenied', prefix: false }, { errorCode: 'AccessDeniedException' }, false],
  [{ kind: 'error', value: 'Failed authentication', prefix: false }, { errorMessage: 'Failed authentication' }, true],
  [{ kind: 'ref', field: 'event', value: '00000000-0000-4000-8000-000000000001' }, {}, true],
  [{ kind: 'ref', field: 'event', value: 'req-1' }, {}, false],
  [{ kind: 'ref', field: 'request', value: 'req-1' }, {}, true],
  [{ kind: 'ref', field: 'request', value: 'req-1' }, { requestID: 'req-12' }, false],
  [{ kind: 'ref', field: 'shared', value: 'shared-1' }, { sharedEventID: 'shared-1' }, true],
  [{ kind: 'ref', field: 'shared', value: 'req-1' }, {}, false],
  // Whoever no service is named for is told by the address; where there is none, they are nobody's.
  [identity('service', 'ec2.amazonaws.com'), { userIdentity: {}, sourceIPAddress: 'ec2.amazonaws.com' }, true],
  [identity('service', 'ec2.amazonaws.com'), { userIdentity: {}, sourceIPAddress: undefined }, false],
  [{ kind: 'outcome', value: 'errors' }, { errorCode: 'Throttling' }, true],
  [{ kind: 'outcome', value: 'denied' }, { errorCode: 'Throttling' }, false],
  [{ kind: 'outcome', value: 'errors' }, {}, false],
  [{ kind: 'outcome', value: 'errors' }, { eventName: 'ConsoleLogin', errorMessage: 'Failed authentication' }, false],
  [{ kind: 'outcome', value: 'denied' }, { eventName: 'ConsoleLogin', errorMessage: 'Failed authentication' }, true],
  [{ kind: 'access', value: 'writes' }, { readOnly: undefined }, true],
  [{ kind: 'access', value: 'writes' }, { readOnly: 'false' }, true],
  [{ kind: 'access', value: 'reads' }, { readOnly: 'true' }, true],
  [{ kind: 'access', value: 'reads' }, {}, false],
  [{ kind: 'type', value: 'IAMUser' }, {}, true],
  [{ kind: 'region', value: 'eu-central-1' }, {}, true],
  [{ kind: 'region', value: 'eu-central' }, {}, false],
  [{ kind: 'account', value: '111122223333' }, {}, true],
  [{ kind: 'ip', value: '198.51.100.7' }, {}, true],
  [{ kind: 'ip', value: '198.51.100.70' }, {}, false],
  [{ kind: 'ip', value: '198.51.100.0/24' }, {}, true],
  [{ kind: 'ip', value: '198.51.101.0/24' }, {}, false],
  [{ kind: 'ip', value: '198.51.100.0/24' }, { sourceIPAddress: 'AWS Internal' }, false],
  [{ kind: 'ip', value: 'AWS Internal' }, { sourceIPAddress: 'AWS Internal' }, true],
  [{ kind: 'ip', value: '2001:db8::1' }, { sourceIPAddress: '2001:0db8:0:0:0:0:0:1' }, true],
  [{ kind: 'ip', value: '2001:db8::/32' }, { sourceIPAddress: '2001:db8::1' }, true],
  [{ kind: 'ip', value: '2001:db8::/32' }, {}, false],
  [{ kind: 'agent', value: 'AWS-CLI' }, {}, true],
  [{ kind: 'agent', value: 'terraform' }, {}, false],
  [{ kind: 'resource', value: 'sg-0123' }, { requestParameters: { groupId: 'sg-0123' } }, true],
  [{ kind: 'resource', value: 'sg-0123' }, { requestParameters: { groupId: 'sg-01234' } }, false],
  [{ kind: 'resource', value: 'sg-0123' }, { responseElements: { a: [{ b: 'sg-0123' }] } }, true],
  [{ kind: 'resource', value: 'ledger' }, { resources: [{ ARN: 'arn:aws:s3:::ledger' }] }, true],
  [
    { kind: 'resource', value: 'arn:aws:s3:::ledger' },
    { eventSource: 's3.amazonaws.com', requestParameters: { bucketName: 'ledger' } },
    true,
  ],
  [
    { kind: 'resource', value: 'arn:aws:s3:::ledger' },
    { eventSource: 'iam.amazonaws.com', requestParameters: { userName: 'ledger' } },
    false,
  ],
  [
    { kind: 'resource', value: 'role/ops/Deploy' },
    { requestParameters: { roleArn: 'arn:aws:iam::1:role/ops/Deploy' } },
    true,
  ],
]

it.each(rows)('%j against %j holds: %s', (predicate, more, holds) => {
  expect(holdsAll([{ not: false, predicate }])(event(more))).toBe(holds)
})

describe('terms together', () => {
  const term = (predicate: Predicate, not = false): Term => ({ not, predicate })
  const alice = term(identity('name', 'Alice'))
  const bob = term(identity('name', 'bob'))
  const run = term({ kind: 'event', value: 'RunInstances', prefix: false })
  const stop = term({ kind: 'event', value: 'StopInstances', prefix: false })

  it.each([
    ['no terms: anything', [], true],
    ['one kind is or-ed', [bob, alice], true],
    ['kinds are and-ed', [alice, stop], false],
    ['both', [bob, alice, stop, run], true],
    ['a negated term that holds', [alice, term(run.predicate, true)], false],
    ['a negated term that does not hold', [alice, term(stop.predicate, true)], true],
    ['only negated terms', [term(bob.predicate, true)], true],
  ])('%s', (_title, terms, holds) => {
    expect(holdsAll(terms)(event())).toBe(holds)
  })
})

it('a Slack person is never looked for before being resolved', () => {
  expect(() => holdsAll([{ not: false, predicate: identity('person', 'U00ALICE') }])).toThrow('resolved')
})

it('a request nested far too deep is no reason to fail', () => {
  let deep: Fields = { groupId: 'sg-0123' }
  for (let i = 0; i < 5_000; i++) deep = { deep }

  const found = holdsAll([{ not: false, predicate: { kind: 'resource', value: 'sg-0123' } }])(
    event({ requestParameters: deep }),
  )

  expect(found).toBe(false)
})
