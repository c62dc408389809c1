import fc from 'fast-check'
import { instant } from '../../src/lib/instant.ts'
import type { Predicate, Question } from '../../src/question/question.ts'
import { BACKENDS } from '../../src/question/via.ts'
import { NOW } from './asking.ts'

/** Words that mean something to the reader, or that look like the marks it reads by. */
const HOSTILE = [
  'errors',
  'root',
  'not',
  'since',
  'yesterday',
  '24h',
  '14:00-14:30',
  'on',
  'in',
  'who',
  'anyone',
  'help',
  'whodid',
  'event:X',
  '-x',
  '--x',
  '!x',
  'a"b',
  "'a'",
  '`a`',
  'a\\',
  '\\u0041',
  '\\\\u0041',
  '"',
  '*',
  'a*',
  '**',
  ' a',
  'a ',
  ',',
  '&amp;',
  '&amp;amp;',
  '<@U00FAKE>',
  '<http://a|b>',
  '<',
  '>',
  'a\u200bb',
  'a\u00a0b',
  '\u201ca\u201d',
  'a–b',
  '—x',
  '…',
  'Jan',
  'may',
  '24x',
  '14h30',
  '1.5h',
  'tusday',
  '20261101',
  'utc',
  'h',
  'now',
  '-',
  '..',
  'a..b',
  '%',
  '_',
  "' OR 1=1 --",
  '$(x)',
  '日本',
  'é',
  '\ud800',
  '１',
  '：',
  'us-east-1',
  '10.0.0.1',
  '111122223333',
  'AKIAIOSFODNN7EXAMPLE',
  'arn:aws:s3:::b',
  'sg-0123',
  'me',
  'a,b',
  'user',
]

const text = fc
  .oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.stringMatching(/^[\w+=,.@-]{1,30}$/),
  )
  .filter((value) => value !== '' && !/\p{Cc}/u.test(value))

const prefix = fc.boolean()

const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({
    kind: fc.constant('identity' as const),
    by: fc.constantFrom('name', 'user', 'session', 'role', 'arn', 'service'),
    value: text,
    prefix,
  }),
  fc.record({
    kind: fc.constant('identity' as const),
    by: fc.constantFrom('key', 'uniqueId'),
    value: text,
    prefix: fc.constant(false),
  }),
  fc.constant({ kind: 'identity' as const, by: 'root' as const, value: '', prefix: false }),
  fc
    .stringMatching(/^[UW][A-Z0-9]{5,10}$/)
    .map((value) => ({ kind: 'identity' as const, by: 'person' as const, value, prefix: false })),
  fc.record({ kind: fc.constantFrom('event' as const, 'error' as const), value: text, prefix }),
  fc.record({ kind: fc.constantFrom('resource', 'source', 'type', 'region', 'agent'), value: text }),
  fc
    .constantFrom('AWS Internal', '10.0.0.0/8', '2001:db8::1', 'health.amazonaws.com')
    .map((value) => ({ kind: 'ip' as const, value })),
  fc.stringMatching(/^\d{12}$/).map((value) => ({ kind: 'account' as const, value })),
  fc.constantFrom('errors' as const, 'denied' as const).map((value) => ({ kind: 'outcome' as const, value })),
  fc.constantFrom('writes' as const, 'reads' as const).map((value) => ({ kind: 'access' as const, value })),
)

/** Questions that could be asked at NOW, with every kind of predicate and values that try to be something else. */
export const questions: fc.Arbitrary<Question> = fc.record(
  {
    terms: fc.array(fc.record({ not: fc.boolean(), predicate }), { maxLength: 8 }),
    window: fc
      .tuple(fc.integer({ min: 1, max: 13 * 365 * 86_400 }), fc.integer({ min: 1, max: 90 * 86_400_000 }))
      .map(([ago, length]) => {
        const from = NOW - ago * 1000
        return { from: instant(from), to: instant(Math.min(from + length, NOW)) }
      }),
    via: fc.shuffledSubarray([...BACKENDS], { minLength: 1 }),
  },
  { requiredKeys: ['terms', 'window'] },
)
