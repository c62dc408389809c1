import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { checkForm, FORM_FIELDS, FORM_WHAT, FORM_WHEN, type FormValues } from '../../src/question/check-form.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { ACCOUNTS, NOW, termsOf, windowOf } from './asking.ts'

const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: ACCOUNTS }
const DAY = '2026-11-22T17:36:00Z/2026-11-23T17:36:00Z'

const asked: readonly (readonly [values: FormValues, terms: string, window: string])[] = [
  [{ who: 'user:alice' }, 'user=alice', DAY],
  [{ who: 'session:Mary Major' }, 'session=Mary Major', DAY],
  [{ who: 'arn:arn:aws:iam::111122223333:role/Admin' }, 'arn=arn:aws:iam::111122223333:role/Admin', DAY],
  [{ who: 'user:alice', other: 'bob role:Admin' }, 'user=alice name=bob role=Admin', DAY],
  [{ other: '<@U00BOB>' }, 'person=U00BOB', DAY],
  [{ other: 'anyone' }, '', DAY],
  [{ on: 'sg-0123456789abcdef0' }, 'resource=sg-0123456789abcdef0', DAY],
  [{ on: 'my "odd" secret\\name' }, 'resource=my "odd" secret\\name', DAY],
  [{ who: 'user:alice', what: ['changes', 'denied'] }, 'user=alice access=writes outcome=denied', DAY],
  [{ who: 'user:alice', what: ['noreads'] }, 'user=alice !access=reads', DAY],
  [{ who: 'user:alice', where: 'prod, us-east-1' }, 'user=alice account=111122223333 region=us-east-1', DAY],
  [{ who: 'user:alice', when: '7d' }, 'user=alice', '2026-11-16T17:36:00Z/2026-11-23T17:36:00Z'],
  [
    { who: 'user:alice', when: 'custom', custom: 'yesterday 14:00-15:00' },
    'user=alice',
    '2026-11-22T13:00:00Z/2026-11-22T14:00:00Z',
  ],
  [
    { who: 'user:alice', when: '24h', custom: '14:00-15:00 UTC' },
    'user=alice',
    '2026-11-23T14:00:00Z/2026-11-23T15:00:00Z',
  ],
  [{ where: 'us-east-1', what: 'errors' }, 'outcome=errors region=us-east-1', DAY],
]

it.each(asked)('%j asks for %j', (values, terms, window) => {
  const checked = checkForm({ channel: 'C00OPS', ...values }, CONTEXT)

  if (checked.kind !== 'asked') throw new Error(JSON.stringify(checked))
  const reading = readQuestion(checked.words, CONTEXT)
  expect([termsOf(reading), windowOf(reading), checked.channel]).toEqual([terms, window, 'C00OPS'])
})

const wrong: readonly (readonly [values: FormValues, field: string, why: RegExp])[] = [
  [{}, 'other', /Choose a name/],
  [{ who: 'alice' }, 'who', /no name that was seen/],
  [{ who: 'person:U00BOB' }, 'who', /no name that was seen/],
  [{ other: 'alice 7d' }, 'other', /Only names/],
  [{ other: 'alice on my-bucket' }, 'other', /Only names/],
  [{ other: 'help' }, 'other', /command of its own/],
  [{ other: 'event:runinstances' }, 'other', /letter for letter/],
  [{ other: 'alice', where: 'us-est-1' }, 'where', /us-est-1/],
  [{ other: 'alice', where: 'Mars' }, 'where', /Mars/],
  [{ other: 'alice', when: 'custom' }, 'custom', /Write a time/],
  [{ other: 'alice', when: 'custom', custom: 'bob' }, 'custom', /Only a time/],
  [{ other: 'alice', when: 'custom', custom: '25:00' }, 'custom', /no such time/],
  [{ other: 'alice', when: '7d', custom: '1h' }, 'custom', /Another time/],
  [{ other: 'alice', when: 'next year' }, 'when', /./],
  [{ other: 'alice', channel: '' }, 'channel', /where the answer goes/],
]

it.each(wrong)('%j is wrong in %j', (values, field, why) => {
  const checked = checkForm({ channel: 'C00OPS', ...values }, CONTEXT)

  if (checked.kind !== 'wrong') throw new Error(checked.words)
  expect(Object.keys(checked.errors)).toEqual([field])
  expect(Object.values(checked.errors)[0]).toMatch(why)
})

test('every choice of the form can be asked', () => {
  for (const [what] of FORM_WHAT)
    expect(checkForm({ what: [what], channel: 'C1' }, CONTEXT)).toMatchObject({ kind: 'asked' })
  for (const [when] of FORM_WHEN.filter(([value]) => value !== 'custom'))
    expect(checkForm({ other: 'alice', when, channel: 'C1' }, CONTEXT)).toMatchObject({ kind: 'asked' })
})

test('whatever is typed, it throws nothing, asks only what reads, and complains in words that fit beneath an input', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('alice', '7d', '"', 'prod', '<@U1>', 'not', 'user:a b', 'yesterday', '\u0000', 'x'.repeat(4000)),
  )
  const values = fc.dictionary(fc.constantFrom(...FORM_FIELDS), fc.oneof(text, fc.array(text, { maxLength: 3 })))
  fc.assert(
    fc.property(values, (given) => {
      const checked = checkForm({ channel: 'C1', ...given }, CONTEXT)
      const kind = checked.kind === 'asked' ? readQuestion(checked.words, CONTEXT).kind : 'understood'
      const complaints = checked.kind === 'wrong' ? Object.values(checked.errors) : ['']
      expect(kind).toBe('understood')
      expect(Math.max(...complaints.map((why) => why.length))).toBeLessThanOrEqual(150)
    }),
    { numRuns: 500 },
  )
})
