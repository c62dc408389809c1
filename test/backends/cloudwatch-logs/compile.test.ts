import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { any, conditionOf } from '../../../src/backends/cloudwatch-logs/conditions.ts'
import { compile } from '../../../src/backends/cloudwatch-logs/compile.ts'
import { glob, sayPattern } from '../../../src/backends/cloudwatch-logs/pattern.ts'
import type { Fields } from '../../../src/event/event.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { NamedBy, Predicate, Term } from '../../../src/question/question.ts'
import { record, roleSession } from '../../made/records.ts'
import { matchPattern, matchQuery } from './match-pattern.ts'

const ALL = { account: undefined, region: undefined }
const identity = (by: NamedBy, value: string, prefix = false): Predicate => ({ kind: 'identity', by, value, prefix })
const call = (value: string, prefix = false): Predicate => ({ kind: 'event', value, prefix })
const resource = (value: string): Predicate => ({ kind: 'resource', value })
const wanted = (...predicates: Predicate[]) => ({ keep: predicates.map((predicate) => ({ not: false, predicate })) })
const patternsOf = (...predicates: Predicate[]) => compile(wanted(...predicates), ALL).patterns

describe('a question as a filter pattern:', () => {
  const rows: readonly (readonly [what: string, predicates: readonly Predicate[], pattern: string])[] = [
    ['everything', [], ''],
    ['an IAM user, as in the knowledge centre', [identity('user', 'Alice')], '{ $.userIdentity.userName = "Alice" }'],
    [
      'a name: a user’s, or a session’s',
      [identity('name', 'Alice')],
      '{ ($.userIdentity.userName = "Alice") || ($.userIdentity.principalId = "*:Alice") || ($.userIdentity.arn = "*/Alice") }',
    ],
    [
      'a call by a user',
      [call('DescribeInstances'), identity('user', 'Alice')],
      '{ ($.userIdentity.userName = "Alice") && ($.eventName = "DescribeInstances") }',
    ],
    [
      'two calls by a session',
      [call('Start', true), identity('session', 'ci-42'), call('StopInstances')],
      '{ (($.userIdentity.principalId = "*:ci-42") || ($.userIdentity.arn = "*/ci-42")) && (($.eventName = "Start*") || ($.eventName = "StopInstances")) }',
    ],
    ['a role', [identity('role', 'Admin')], '{ $.userIdentity.sessionContext.sessionIssuer.userName = "Admin" }'],
    [
      'a key that writes',
      [identity('key', 'AKIAFAKEALICE0000001'), { kind: 'access', value: 'writes' }],
      '{ ($.userIdentity.accessKeyId = "AKIAFAKEALICE0000001") && (($.readOnly IS FALSE) || ($.readOnly IS NULL) || ($.readOnly NOT EXISTS) || ($.readOnly = *)) }',
    ],
    ['reads', [{ kind: 'access', value: 'reads' }], '{ ($.readOnly IS TRUE) || ($.readOnly = *) }'],
    ['errors', [{ kind: 'outcome', value: 'errors' }], '{ $.errorCode = * }'],
    ['root', [identity('root', '')], '{ $.userIdentity.type = "Root" }'],
    ['an address', [{ kind: 'ip', value: '198.51.100.7' }], '{ $.sourceIPAddress = "198.51.100.7" }'],
    ['a resource: text, as it may stand anywhere', [resource('ledger')], '"ledger"'],
    [
      'a call on a resource: at least as wide as the knowledge centre’s',
      [call('DescribeInstances'), resource('Alice')],
      '"Alice" "DescribeInstances"',
    ],
    ['an ARN of a resource, which finds the bare name too', [resource('arn:aws:s3:::ledger')], '"ledger"'],
    ['two resources', [resource('ledger'), resource('vault'), call('GetObject')], '?"ledger" ?"vault"'],
    [
      'an identity on a resource: by the identity',
      [identity('user', 'Alice'), resource('ledger')],
      '{ $.userIdentity.userName = "Alice" }',
    ],
    ['the start of a session name', [identity('session', 'whodid-', true)], '"whodid-"'],
    ['a block of addresses', [{ kind: 'ip', value: '198.51.100.0/24' }], ''],
    ['part of a user agent', [{ kind: 'agent', value: 'terraform' }], ''],
    [
      'a call beside what can’t be said',
      [call('GetObject'), { kind: 'agent', value: 'aws' }],
      '{ $.eventName = "GetObject" }',
    ],
  ]
  it.each(rows)('%s', (_what, predicates, pattern) => {
    expect(patternsOf(...predicates)).toEqual([pattern])
  })

  test('the knowledge centre’s second pattern can be said', () => {
    const value = glob('Alice')
    if (value === undefined) throw new Error('a plain name')
    const named = { kind: 'equals', path: 'requestParameters.userName', value } as const
    const called = conditionOf(call('DescribeInstances'))

    expect(sayPattern({ kind: 'all', of: [called ?? named, named] })).toBe(
      '{ ($.eventName = "DescribeInstances") && ($.requestParameters.userName = "Alice") }',
    )
  })

  test('what is not wanted is left to be checked', () => {
    expect(compile({ keep: [{ not: true, predicate: call('GetObject') }] }, ALL).patterns).toEqual([''])
  })

  test('a part of the group is and-ed to what was asked', () => {
    const { patterns, query } = compile(wanted({ kind: 'account', value: '444455556666' }), {
      account: '111122223333',
      region: 'us-east-1',
    })

    expect(patterns).toEqual([
      '{ ($.recipientAccountId = "444455556666") && ($.recipientAccountId = "111122223333") && ($.awsRegion = "us-east-1") }',
    ])
    expect(query).toContain('filter @message like "444455556666" | filter @message like "111122223333" |')
  })

  test('several patterns where one would be too long, none of them longer than AWS takes', () => {
    const names = Array.from({ length: 60 }, (_, at) => `person-${at}.with-a-long-name@example.com`)
    const patterns = patternsOf(...names.map((name) => identity('name', name)))

    expect(patterns.length).toBeGreaterThan(3)
    expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThanOrEqual(1024)
    for (const name of names) expect(patterns.filter((pattern) => pattern.includes(`"*:${name}"`))).toHaveLength(1)
  })

  test('what tells least apart is dropped first where the pattern gets too long', () => {
    const calls = Array.from({ length: 60 }, (_, at) => call(`DescribeSomethingWithALongName${at}`))

    expect(patternsOf(identity('user', 'Alice'), ...calls)).toEqual(['{ $.userIdentity.userName = "Alice" }'])
  })
})

describe('a question as a query:', () => {
  const rows: readonly (readonly [what: string, predicates: readonly Predicate[], filters: string])[] = [
    ['everything', [], ''],
    ['a name', [identity('name', 'Alice')], '| filter @message like "Alice" '],
    [
      'calls by a name',
      [identity('name', 'Alice'), call('RunInstances'), call('Stop', true)],
      '| filter @message like "Alice" | filter @message like "RunInstances" or @message like "Stop" ',
    ],
    ['a user agent', [{ kind: 'agent', value: 'aws-cli' }], ''],
  ]
  it.each(rows)('%s', (_what, predicates, filters) => {
    const { query } = compile(wanted(...predicates), ALL)

    expect(query).toBe(`fields @timestamp, @ptr, @message ${filters}| sort @timestamp desc`)
  })
})

describe('what is typed is only ever a value:', () => {
  const hostile = [
    'Alice" || $.eventName = "*',
    'Alice" }',
    '*',
    'A*e',
    'Alice\\',
    '") || ($.eventName = "x',
    'x" | stats count(*) | fields "',
    'x | limit 1',
    '%.*%',
    '?x -y',
    '{ $.a = 1 }',
    'a\nb',
    '\u0000',
    'ＡＬＩＣＥ',
    '$.userIdentity',
    "a' or 1=1",
    '日本',
    '`x`',
  ]
  it.each(hostile)('%j', (value) => {
    for (const by of ['name', 'user', 'session', 'role', 'arn', 'key', 'uniqueId', 'service'] as const) {
      for (const prefix of [false, true]) {
        const { patterns, query } = compile(wanted(identity(by, value, prefix), resource(value), call(value)), ALL)
        const said = JSON.stringify(record({ requestParameters: { x: value } }))
        for (const pattern of patterns) expect(() => matchPattern(pattern, said)).not.toThrow()
        expect(() => matchQuery(query, said)).not.toThrow()
        expect(patterns.join('')).not.toMatch(/[\\%'`]|\$\.a\b/)
      }
    }
  })

  test('a value with a star is not asked for, as there is no way to say a star', () => {
    expect(glob('A*e')).toBeUndefined()
    expect(patternsOf(identity('user', 'A*'))).toEqual([''])
  })

  test('one value that can’t be said leaves none of its kind out', () => {
    expect(patternsOf(identity('user', 'A"'), identity('user', 'Alice'))).toEqual([''])
    expect(any([conditionOf(identity('user', 'Alice')), undefined])).toBeUndefined()
  })
})

describe('at least as wide as our own check:', () => {
  const NAMES = ['Alice', 'alice', 'Al', 'ci-42', 'a+b=c,d.e@f-g', 'A"', 'x/y', 'x:y', '日本', 'acme', 'A*', '12', '']
  const NAME = fc.constantFrom(...NAMES)
  const CALLS = ['RunInstances', 'Run', 'AssumeRole', 'ConsoleLogin']
  const IDS = ['AIDAFAKEALICE', 'AROAFAKE', 'u-1']
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

  const who: fc.Arbitrary<Fields> = fc.oneof(
    fc.record({
      type: fc.constantFrom('IAMUser', 'Root', 'SAMLUser', ''),
      userName: maybe(NAME),
      principalId: maybe(NAME),
    }),
    fc
      .tuple(NAME, NAME, fc.constantFrom(...IDS), fc.constantFrom('both', 'arn', 'id'))
      .map(([role, session, id, has]) => {
        const whole = roleSession(role, session, { principalId: `${id}:${session}` })
        return {
          ...whole,
          arn: has === 'id' ? undefined : whole.arn,
          principalId: has === 'arn' ? id : whole.principalId,
        }
      }),
    fc.record({ type: fc.constant('AWSService'), invokedBy: maybe(fc.constantFrom('ec2.amazonaws.com', 'x')) }),
    fc.record({ type: fc.constant('IdentityCenterUser'), onBehalfOf: fc.record({ userId: fc.constantFrom(...IDS) }) }),
  )
  const anyRecord = fc
    .record({
      userIdentity: who,
      eventName: fc.constantFrom(...CALLS),
      readOnly: fc.constantFrom(true, false, 'true', 'True', 'false', null, undefined),
      errorCode: fc.constantFrom(undefined, null, '', 'AccessDenied', 'Client.UnauthorizedOperation', 'NoSuchEntity'),
      errorMessage: fc.constantFrom(undefined, '', 'Failed authentication', 'AccessDenied'),
      sourceIPAddress: fc.constantFrom('198.51.100.7', '2001:db8::1', 'ec2.amazonaws.com', 'AWS Internal', 'x'),
      requestParameters: maybe(fc.record({ a: NAME, deep: fc.record({ b: NAME }) })),
      resources: maybe(fc.array(fc.record({ ARN: NAME.map((name) => `arn:aws:s3:::${name}`) }), { maxLength: 2 })),
    })
    .map((more) => record(more))

  const arns = fc.constantFrom(
    'arn:aws:sts::111122223333:assumed-role/Alice',
    'arn:aws:sts::111122223333:assumed-role/acme/ci-42',
    'arn:aws:iam::111122223333:role/ops/Alice',
    'arn:aws:iam::111122223333:',
  )
  const anyPredicate: fc.Arbitrary<Predicate> = fc.oneof(
    fc.record({
      kind: fc.constant('identity' as const),
      by: fc.constantFrom('name', 'user', 'session', 'role'),
      value: NAME,
      prefix: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('identity' as const),
      by: fc.constant('arn' as const),
      value: arns,
      prefix: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('identity' as const),
      by: fc.constantFrom('uniqueId', 'key', 'service', 'root'),
      value: fc.constantFrom(...IDS, 'ASIAFAKESESSION00001', 'ec2.amazonaws.com', 'x'),
      prefix: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('event' as const), value: fc.constantFrom(...CALLS), prefix: fc.boolean() }),
    fc.record({
      kind: fc.constant('error' as const),
      value: fc.constantFrom('AccessDenied', 'Failed authentication', 'Client.', 'No'),
      prefix: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('resource' as const),
      value: fc.oneof(
        NAME,
        NAME.map((name) => `arn:aws:s3:::${name}`),
      ),
    }),
    fc.constantFrom('errors' as const, 'denied' as const).map((value) => ({ kind: 'outcome' as const, value })),
    fc.constantFrom('writes' as const, 'reads' as const).map((value) => ({ kind: 'access' as const, value })),
    fc
      .constantFrom('198.51.100.7', '198.51.0.0/16', '2001:0db8::1', '2001:db8::/32', 'AWS Internal')
      .map((value) => ({ kind: 'ip' as const, value })),
    fc.constantFrom('IAMUser', 'AssumedRole').map((value) => ({ kind: 'type' as const, value })),
    fc.constant({ kind: 'agent' as const, value: 'AWS-cli' }),
  )
  const anyTerms: fc.Arbitrary<readonly Term[]> = fc.array(
    fc.record({ not: fc.constant(false), predicate: anyPredicate }),
    { minLength: 1, maxLength: 3 },
  )

  test('every record that holds is asked for, by a pattern and by a query', () => {
    let held = 0
    fc.assert(
      fc.property(anyRecord, anyTerms, (raw, keep) => {
        const event = readRecord(JSON.parse(JSON.stringify(raw)))
        if ('unreadable' in event || !holdsAll(keep)(event)) return
        held++
        const message = JSON.stringify(raw)
        const { patterns, query } = compile({ keep }, { account: '111122223333', region: 'eu-central-1' })
        expect(patterns.some((pattern) => matchPattern(pattern, message))).toBe(true)
        expect(matchQuery(query, message)).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    expect(held).toBeGreaterThan(1_000)
  })

  test('the record that holds for a call on a resource includes all that the knowledge centre’s pattern finds', () => {
    const article = '{ ($.eventName = "DescribeInstances") && ($.requestParameters.userName = "Alice") }'
    const message = JSON.stringify(record({ eventName: 'DescribeInstances', requestParameters: { userName: 'Alice' } }))

    expect(matchPattern(article, message)).toBe(true)
    expect(patternsOf(call('DescribeInstances'), resource('Alice')).some((one) => matchPattern(one, message))).toBe(
      true,
    )
  })
})
