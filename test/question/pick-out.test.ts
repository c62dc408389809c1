import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { makeOffers } from '../../src/question/offers.ts'
import { type Picked, pickOut } from '../../src/question/pick-out.ts'
import { actionWords } from '../../src/question/action-words.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { sayWanted } from '../../src/question/wanted.ts'
import { ACCOUNTS, NOW } from './asking.ts'
import { MESSAGES } from './messages.ts'

const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: ACCOUNTS }

test('the table of messages is long enough to mean something', () => {
  expect(MESSAGES.length).toBeGreaterThanOrEqual(30)
})

it.each(MESSAGES)('reads $title', ({ message, names }) => {
  const picked = pickOut(message, CONTEXT)

  expect(saidOf(picked)).toEqual({
    source: 'none',
    who: '',
    things: '',
    addresses: '',
    events: '',
    refs: '',
    accounts: '',
    window: undefined,
    ...names,
  })
})

it.each(MESSAGES)('offers questions that can be asked: $title', ({ message }) => {
  const offers = makeOffers(pickOut(message, CONTEXT))

  for (const { question, wanted, actions } of offers) {
    const words = [sayWanted(wanted), sayQuestion(question)].filter(Boolean).join(' ')
    const read = readQuestion(words, CONTEXT)
    expect(read).toMatchObject({ kind: 'understood', question, wanted })
    if (read.kind !== 'understood') continue
    for (const action of actions) expect(actionWords(action, read, NOW)).toEqual(expect.any(String))
  }
})

test('the most exact question comes first: the event, then the key, then the session, then the name', () => {
  const text =
    'user: alice, role/session arn:aws:sts::111122223333:assumed-role/Deploy/ci-42, key AKIAIOSFODNN7EXAMPLE, Id: 11111111-2222-4333-8444-555555555555, 203.0.113.9'

  const offers = makeOffers(pickOut({ text }, CONTEXT))

  expect(offers.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
    'event 11111111-2222-4333-8444-555555555555',
    'who AKIAIOSFODNN7EXAMPLE',
    'who arn:aws:sts::111122223333:assumed-role/Deploy/ci-42',
    'who alice',
    'address 203.0.113.9',
  ])
})

test('a message that is longer than is read is read in part, and says so', () => {
  const text = `AKIAIOSFODNN7EXAMPLE ${'x '.repeat(30_000)} AKIAI44QH8DHBEXAMPLE`

  const picked = pickOut({ text }, CONTEXT)

  expect([saidOf(picked).who, picked.cut]).toEqual(['key=AKIAIOSFODNN7EXAMPLE', true])
})

test('a window reaches from an hour before the first time to an hour after the last, and never past now', () => {
  const picked = pickOut({ text: 'from 2026-11-23T10:00:00Z to 2026-11-23T17:30:00Z' }, CONTEXT)

  expect(saidOf(picked).window).toBe('2026-11-23T09:00:00Z/2026-11-23T17:36:00Z')
})

test('times that are weeks apart: the latest is meant', () => {
  const picked = pickOut({ text: 'created 2026-01-01T10:00:00Z, seen 2026-11-23T10:00:00Z' }, CONTEXT)

  expect(saidOf(picked).window).toBe('2026-11-23T09:00:00Z/2026-11-23T11:00:00Z')
})

test('whatever is in a message, reading it neither throws nor offers what cannot be asked', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'arn:aws:',
      'iam::111122223333:',
      'user/',
      'AKIA',
      'ASIA',
      'IOSFODNN7EXAMPLE',
      '<',
      '|',
      '>',
      '@',
      '.',
      ':',
    ),
    fc.constantFrom(
      '1.2.3.',
      'sg-',
      '0123456789abcdef0',
      '2026-',
      '11-23',
      'T14:02',
      'Id: ',
      'userName',
      '"',
      ' = ',
      '\n',
      '&lt;',
    ),
    fc.string({ unit: 'binary', maxLength: 10 }),
  )
  const anything = fc.object({
    key: fc.constantFrom('text', 'blocks', 'elements', 'type', 'value', 'fields', 'ts'),
    maxDepth: 6,
  })
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), anything, (pieces, blocks) => {
      const offers = makeOffers(pickOut({ text: pieces.join(''), blocks }, CONTEXT))
      for (const { question } of offers) {
        expect(readQuestion(sayQuestion(question), CONTEXT)).toMatchObject({ kind: 'understood', question })
      }
    }),
    { numRuns: 400 },
  )
})

test.each([
  'a',
  'a@',
  'a.',
  '1.',
  ':',
  '1:',
  '{"name":"',
  'arn:aws:',
  'user',
  'user ',
  '11',
  '2026-11-23T',
  '<',
  '"',
  'called ',
  'Account Id:',
])('forty thousand characters of %j are read in no time to speak of', (part) => {
  const picked = pickOut({ text: part.repeat(40_000 / part.length) }, CONTEXT)

  expect(picked.who.length).toBeLessThanOrEqual(12)
})

function saidOf({ source, who, things, addresses, events, refs, accounts, window, timed }: Picked) {
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')
  return {
    source,
    who: who.map(({ by, value }) => `${by}=${value}`).join(' '),
    things: things.join(' '),
    addresses: addresses.join(' '),
    events: events.join(' '),
    refs: refs.map(({ field, value }) => `${field}=${value}`).join(' '),
    accounts: accounts.join(' '),
    window: timed ? `${iso(window.from)}/${iso(window.to)}` : undefined,
  }
}
