import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeSieve, scanLog } from '../../../src/backends/log-files/scan-log.ts'
import type { Fields } from '../../../src/event/event.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { Predicate, Term } from '../../../src/question/question.ts'
import { record, roleSession } from '../../made/records.ts'
import { ALL_TIME } from './made-folder.ts'

/** Names that look alike, hold what JSON escapes, or are numbers. */
const NAMES = [
  'Alice',
  'Alice2',
  'alice',
  'a"li\\ce',
  'a/b',
  'al+ice@x.example',
  'Ålice',
  '1000',
  '1e3',
  'Root',
  'ice',
  'öö',
  '\u2028x',
  '<b>',
] as const
const ADDRESSES = [
  '198.51.100.7',
  '198.51.100.77',
  '2001:db8::1',
  '2001:0db8:0:0::1',
  'AWS Internal',
  'ec2.amazonaws.com',
] as const

const name = fc.constantFrom(...NAMES)
const identity = fc.oneof(
  name.map((userName) => ({
    type: 'IAMUser',
    userName,
    arn: `arn:aws:iam::111122223333:user/${userName}`,
    accessKeyId: `AKIA${userName}`,
  })),
  name.map((userName) => ({ type: 'IAMUser', userName: /^\d/.test(userName) ? Number(userName) : userName })),
  fc.tuple(name, name).map(([role, session]) => roleSession(role, session)),
  fc.constant({ type: 'Root', arn: 'arn:aws:iam::111122223333:root' }),
  fc.constant({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }),
  fc.constant(undefined),
)
const details = fc.oneof(
  name,
  fc.dictionary(name, fc.oneof(name, fc.array(name))),
  fc.constant(null),
  fc.constant('{"a":"Alice"}'),
)
const records = fc.array(
  fc
    .record(
      {
        userIdentity: identity,
        eventName: fc.constantFrom('RunInstances', 'RunInstances2', 'ConsoleLogin'),
        eventSource: fc.constantFrom('ec2.amazonaws.com', 's3.amazonaws.com'),
        errorCode: fc.constantFrom('AccessDenied', '', null, undefined),
        errorMessage: fc.constantFrom('Failed authentication', undefined),
        sourceIPAddress: fc.constantFrom(...ADDRESSES),
        requestParameters: details,
        responseElements: details,
        resources: fc.array(name.map((last) => ({ ARN: `arn:aws:s3:::${last}` }))),
        awsRegion: fc.constantFrom('us-east-1', 'us-east-11'),
        readOnly: fc.constantFrom(true, false, 'true', undefined),
        recipientAccountId: fc.constantFrom('111122223333', 111122223333, undefined),
      },
      { requiredKeys: [] },
    )
    .map((more) => record(more as Fields)),
  { maxLength: 8 },
)

const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({
    kind: fc.constant('identity' as const),
    by: fc.constantFrom('name', 'user', 'session', 'role', 'key', 'root', 'service', 'uniqueId', 'arn'),
    value: fc.oneof(
      name,
      name.map((one) => `AKIA${one}`),
      name.map((one) => `arn:aws:sts::111122223333:assumed-role/${one}`),
      name.map((one) => `arn:aws:iam::111122223333:user/${one}`),
    ),
    prefix: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('resource' as const),
    value: fc.oneof(
      name,
      name.map((one) => `arn:aws:s3:::${one}`),
    ),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    value: fc.constantFrom('RunInstances', 'ConsoleLogin'),
    prefix: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('error' as const),
    value: fc.constantFrom('AccessDenied', 'Failed authentication'),
    prefix: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('ip' as const),
    value: fc.constantFrom(...ADDRESSES, '198.51.100.0/24', '2001:db8::/32'),
  }),
  fc.constantFrom<Predicate>(
    { kind: 'source', value: 's3.amazonaws.com' },
    { kind: 'outcome', value: 'errors' },
    { kind: 'outcome', value: 'denied' },
    { kind: 'access', value: 'reads' },
    { kind: 'type', value: 'Root' },
    { kind: 'type', value: '' },
    { kind: 'region', value: 'us-east-1' },
    { kind: 'account', value: '111122223333' },
    { kind: 'agent', value: 'CLI' },
  ),
)
const terms: fc.Arbitrary<readonly Term[]> = fc.array(fc.record({ not: fc.boolean(), predicate }), {
  minLength: 1,
  maxLength: 4,
})

/** How different writers put the same JSON. */
const WRITERS: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  (value) => JSON.stringify(value).replace(/(?<=":)1000(?=[,}])/g, '1e3'),
  (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, escaped),
  (value) => JSON.stringify(value).replace(/[<>&+]/g, escaped),
  (value) => JSON.stringify(value).replace(/[A-E]/g, escaped),
]
const writer = fc.constantFrom(...WRITERS)

describe('the search for bytes', () => {
  it('finds exactly the events that reading everything finds', () => {
    let matches = 0
    fc.assert(
      fc.property(records, terms, writer, (records, terms, write) => {
        const holds = holdsAll(terms)
        const expected = records.filter((one) => {
          const event = readRecord(JSON.parse(JSON.stringify(one)))
          return !('unreadable' in event) && holds(event)
        })

        const found = foundIn(write({ Records: records }), terms, true)

        matches += found.length
        expect(found).toEqual(foundIn(write({ Records: records }), terms, false))
        expect(found).toHaveLength(expected.length)
      }),
      { numRuns: 3_000 },
    )
    expect(matches).toBeGreaterThan(500)
  })

  it('finds every name, whatever is in it and however it is written', () => {
    for (const userName of NAMES) {
      for (const write of WRITERS) {
        const identity = { type: 'IAMUser', userName: userName === '1000' ? 1000 : userName }
        const records = [record({ userIdentity: identity }), record({ requestParameters: { a: userName } }), record()]
        const asked = (predicate: Predicate) => foundIn(write({ Records: records }), [{ not: false, predicate }], true)

        expect(asked({ kind: 'identity', by: 'user', value: userName, prefix: false })).toHaveLength(
          userName === 'Alice' ? 3 : 1,
        )
        expect(asked({ kind: 'resource', value: userName })).toHaveLength(1)
      }
    }
  })
})

function foundIn(text: string, terms: readonly Term[], prefilter: boolean): readonly unknown[] {
  const bytes = Buffer.from(text)
  const sieve = makeSieve({ terms, window: ALL_TIME, account: undefined, region: undefined, prefilter })
  const found: unknown[] = []
  scanLog(bytes, false, sieve, (start, end) => found.push(JSON.parse(bytes.toString('utf8', start, end))))
  return found
}

function escaped(text: string): string {
  return Array.from(text)
    .map((one) =>
      one
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .join('')
}
