import { describe, expect, it } from 'vitest'
import { ask } from './asking.ts'

/** The words, the word that is not understood, and what is suggested in place of the whole. */
const rows: readonly (readonly [words: string, word: string, suggestion: string | undefined])[] = [
  ['Alice erors 24h', 'erors', 'Alice errors 24h'],
  ['Alice erorrs 24h', 'erorrs', 'Alice errors 24h'],
  ['Alice yesteday', 'yesteday', 'Alice yesterday'],
  ['Alice sicne 14:00', 'sicne', 'Alice since 14:00'],
  ['evnt:RunInstances', 'evnt:RunInstances', 'event:RunInstances'],
  ['regoin:us-east-1 Alice', 'regoin:us-east-1', 'region:us-east-1 Alice'],
  ['foo:bar', 'foo:bar', '"foo:bar"'],
  ['Alice: 24h', 'Alice:', 'Alice 24h'],
  ['event:runinstances', 'event:runinstances', 'event:RunInstances'],
  ['who called runinstances?', 'runinstances?', 'who called event:RunInstances'],
  ['event:A,B', 'event:A,B', 'event:A event:B'],
  ['event:', 'event:', undefined],
  ['event:*', 'event:*', undefined],
  ['event:Run*s', 'event:Run*s', 'event:Run*'],
  ['from:ec3 Alice', 'from:ec3', 'from:ec2 Alice'],
  ['Alice from ec2', 'from ec2', 'Alice from:ec2'],
  ['from:a/b', 'from:a/b', undefined],
  ['type:IAMUsr', 'type:IAMUsr', 'type:IAMUser'],
  ['type:xyz', 'type:xyz', undefined],
  ['region:us-est-1', 'region:us-est-1', 'region:us-east-1'],
  ['region:useast1', 'region:useast1', 'region:us-east-1'],
  ['region:frankfurt', 'region:frankfurt', undefined],
  ['Alice in us-est-1', 'in us-est-1', 'Alice region:us-east-1'],
  ['Alice in prdo', 'in prdo', 'Alice account:"prod"'],
  ['Alice in', 'in', 'Alice'],
  ['account:acme-stagin', 'account:acme-stagin', 'account:"acme-staging"'],
  ['account:12345', 'account:12345', undefined],
  ['ip:300.1.1.1', 'ip:300.1.1.1', undefined],
  ['ip:127.1', 'ip:127.1', undefined],
  ['ip:010.0.0.1/33', 'ip:010.0.0.1/33', undefined],
  ['ip:10.0.0.0/33', 'ip:10.0.0.0/33', undefined],
  ['sg-0123', 'sg-0123', 'on sg-0123'],
  ['arn:aws:s3:::my-bucket 24h', 'arn:aws:s3:::my-bucket', 'on arn:aws:s3:::my-bucket 24h'],
  ['role:arn:aws:s3:::my-bucket', 'role:arn:aws:s3:::my-bucket', 'on arn:aws:s3:::my-bucket'],
  ['ec2.amazonaws.com', 'ec2.amazonaws.com', 'from:ec2.amazonaws.com'],
  ['AROAEXAMPLE123456:alice', 'AROAEXAMPLE123456:alice', 'id:AROAEXAMPLE123456'],
  ['key:akiaiosfodnn7example', 'key:akiaiosfodnn7example', 'key:AKIAIOSFODNN7EXAMPLE'],
  ['key:AKIA*', 'key:AKIA*', undefined],
  ['id:1', 'id:1', undefined],
  ['role:ops/Admin', 'role:ops/Admin', 'role:Admin'],
  ['Admin/alice', 'Admin/alice', 'session:alice'],
  ['Alice,Bob 24h', 'Alice,Bob', 'Alice Bob 24h'],
  ['ali*ce', 'ali*ce', 'ali*'],
  ['*', '*', 'anyone'],
  ['a%b', 'a%b', '"a%b"'],
  ['a"b', 'a"b', '"a\\"b"'],
  ['"Alice', '"Alice', '"Alice"'],
  ['"Alice"Bob', '"Alice"Bob', undefined],
  ['""', '""', undefined],
  ['@alice 24h', '@alice', 'alice 24h'],
  ['me 24h', 'me', undefined],
  ['on', 'on', undefined],
  ['who touched', 'touched', undefined],
  ['user', 'user', '"user"'],
  ['not', 'not', undefined],
  ['Alice not', 'not', 'Alice'],
  ['not not Alice', 'not not', 'not Alice'],
  ['not -Alice', 'not -Alice', 'Alice'],
  ['not anyone', 'not anyone', 'anyone'],
  ['not 24h', 'not 24h', '24h'],
  ['anyone Alice', 'anyone', 'Alice'],
  ['Alice --errors', '--errors', 'Alice errors'],
  ['Alice —errors', '—errors', 'Alice errors'],
  ['Alice --since 2h', '--since', 'Alice since 2h'],
  ['Alice -24h', '-24h', 'Alice 24h'],
  ['Alice 24', '24', 'Alice 24h'],
  ['Alice 0', '0', undefined],
  ['Alice last', 'last', 'Alice 24h'],
  ['Alice since', 'since', 'Alice 24h'],
  ['Alice 25:00', '25:00', undefined],
  ['Alice 2026-11-01..2026-13-01', '2026-11-01..2026-13-01', undefined],
  ['Alice 3months', '3months', 'Alice 90d'],
  ['Alice 24hous', '24hous', 'Alice 24h'],
  ['Alice last 2 months', 'last 2 months', 'Alice 60d'],
  ['Alice 01.11.2026', '01.11.2026', 'Alice 2026-11-01'],
  ['Alice 1h 2h', '2h', 'Alice 1h'],
  ['Alice 14:00-14:00', '14:00-14:00', 'Alice 2026-11-23T12:55:00Z..2026-11-23T13:05:00Z'],
  ['Alice 0h', '0h', 'Alice 2026-11-23T17:31:00Z..2026-11-23T17:36:00Z'],
  [
    'Alice 2026-11-03T10:00..2026-11-03T09:00',
    '2026-11-03T10:00..2026-11-03T09:00',
    'Alice 2026-11-03T08:00:00Z..2026-11-03T09:00:00Z',
  ],
  ['Alice 2026-11-30', '2026-11-30', undefined],
  [
    'Alice since 2026-11-23T17:36:00Z',
    'since 2026-11-23T17:36:00Z',
    'Alice 2026-11-23T17:31:00Z..2026-11-23T17:36:00Z',
  ],
  ['Alice tomorrow', 'tomorrow', undefined],
  ['Alice 2013-10-31', '2013-10-31', undefined],
  ['Alice 99999d', '99999d', undefined],
  ['Alice 2026-02-30', '2026-02-30', undefined],
  ['Alice feb 30', 'feb 30', undefined],
  ['Alice 11/01/2026', '11/01/2026', undefined],
  ['who stopped the trail', 'stopped', 'who touched the trail'],
  ['who Alice', 'Alice', undefined],
  ['Alice this morning', 'this', undefined],
  ['Alice yesterday morning', 'morning', undefined],
  ['over the weekend Alice', 'weekend', undefined],
  ['Alice deletions 7d', 'deletions', 'Alice deleted 7d'],
  ['Alice logins', 'logins', 'Alice event:ConsoleLogin'],
  ['Alice S3', 'S3', 'Alice from:s3'],
  ["Alice's writes", "Alice's", 'Alice writes'],
  ['event=RunInstances', 'event=RunInstances', 'event:RunInstances'],
  ['Alice 14.00-14.30', '14.00-14.30', 'Alice 14:00-14:30'],
  ['Alice 1400-1430', '1400-1430', 'Alice 14:00-14:30'],
  ['Alice 9-17', '9-17', 'Alice 9:00-17:00'],
  ['Alice 15.11.', '15.11.', undefined],
  ['Alice 11/20', '11/20', undefined],
  ['Alice between 9 and 5', 'between', undefined],
  ['Alice 2 months', '2 months', 'Alice 60d'],
  ['Alice 24x', '24x', 'Alice 24h'],
  ['Alice 24hh', '24hh', 'Alice 24h'],
  ['Alice 7dd', '7dd', 'Alice 7d'],
  ['Alice 24 x', '24 x', 'Alice 24h'],
  ['Alice 7 dd', '7 dd', 'Alice 7d'],
  ['Alice 24-h', '24-h', 'Alice 24h'],
  ['Alice 24h.', '24h.', 'Alice 24h'],
  ['Alice 1.5h', '1.5h', 'Alice 90m'],
  ['Alice 1,5d', '1,5d', 'Alice 2160m'],
  ['Alice 1mo', '1mo', 'Alice 30d'],
  ['Alice 1y', '1y', 'Alice 365d'],
  ['Alice 2pn', '2pn', 'Alice 2pm'],
  ['Alice 14h30', '14h30', 'Alice 14:30'],
  ['Alice 24h30x', '24h30x', 'Alice 24h30m'],
  ['Alice 3fach', '3fach', 'Alice 3h'],
  ['Alice 999999x', '999999x', undefined],
  ['Alice 20261101', '20261101', 'Alice 2026-11-01'],
  ['Alice 2026-13-01', '2026-13-01', undefined],
  ['Alice 14.00-15.00', '14.00-15.00', 'Alice 14:00-15:00'],
  ['Alice 14:00-1430', '14:00-1430', 'Alice 14:00-14:30'],
  ['Alice 14:00h', '14:00h', 'Alice 14:00'],
  ['Alice yesterdy', 'yesterdy', 'Alice yesterday'],
  ['Alice toay', 'toay', 'Alice today'],
  ['Alice untl 14:00', 'untl', 'Alice until 14:00'],
  ['Alice midnigt', 'midnigt', 'Alice midnight'],
  ['Alice tusday', 'tusday', 'Alice tuesday'],
  ['Alice last tusday', 'tusday', 'Alice last tuesday'],
  ['Alice on tusday', 'tusday', 'Alice on tuesday'],
  ['Alice since tusday', 'tusday', 'Alice since tuesday'],
  ['Alice since yesterdy 14:00', 'yesterdy', 'Alice since yesterday 14:00'],
  ['Alice since 25:00', '25:00', undefined],
  ['Alice last 24hh', '24hh', 'Alice last 24h'],
  ['Alice last wek', 'wek', 'Alice last week'],
  ['Alice past 3 dyas', 'dyas', 'Alice past 3 days'],
  ['Alice 24 horus', 'horus', 'Alice 24 hours'],
  ['Alice novmber 3', 'novmber', 'Alice november 3'],
  ['Alice 3 novmber', 'novmber', 'Alice 3 november'],
]

it.each(rows)('%j: %j is not clear, and %j would be', (words, word, suggestion) => {
  expect(ask(words)).toMatchObject({ kind: 'unclear', word, suggestion })
})

it.each(rows)('what is suggested for %j reads, and its hint is a sentence', (words) => {
  const reading = ask(words)
  if (reading.kind !== 'unclear') throw new Error('it should have been unclear')

  expect(reading.hint).toMatch(/^[A-Z].*[.?"]$/)
  expect(reading.suggestion === undefined ? 'understood' : ask(reading.suggestion).kind).toBe('understood')
})

it.each(['"24x"', 'name:24x', 'user:"7dd"', 'on "tusday"', 'i-0123456789abcdef0', '0a1b2c3d', '1732384560123456789'])(
  '%j is a name or a resource, for all that it looks a little like a time',
  (words) => {
    expect(ask(words)).toMatchObject({ kind: 'understood', defaultWindow: true })
  },
)

describe('limits', () => {
  it('two slips in one command are both put right', () => {
    expect(ask('Alice erors regoin:us-east-1')).toMatchObject({ suggestion: 'Alice errors region:us-east-1' })
  })

  it.each([
    ['a name', 'x'.repeat(201)],
    ['a quoted name', `"${'x'.repeat(201)}"`],
    ['a resource', `on ${'x'.repeat(1025)}`],
    ['a command', 'x '.repeat(2001)],
    ['a sentence', 'the '.repeat(301)],
    ['a list of filters', 'n0 '.repeat(51)],
  ])('%s that is too long is unclear', (_what, words) => {
    expect(ask(words)).toMatchObject({ kind: 'unclear', suggestion: undefined })
  })

  it.each(['Ali\u0000ce', 'Ali\u001bce', '"Ali\\u0000ce"', '\u0007'])('%j holds a control character', (words) => {
    expect(ask(words)).toMatchObject({ kind: 'unclear' })
  })
})
