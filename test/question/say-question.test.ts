import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { ACCOUNTS, ask, at, NOW } from './asking.ts'
import { questions } from './generated.ts'

const rows: readonly (readonly [words: string, said: string])[] = [
  ['Alice 24h', 'Alice 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['-reads user:Alice yesterday', 'not reads user:Alice 2026-11-21T23:00:00Z..2026-11-22T23:00:00Z'],
  ['"Mary Major"* 1h', 'name:"Mary Major"* 2026-11-23T16:36:00Z..2026-11-23T17:36:00Z'],
  ['who changed "a&amp;b" 1h', 'writes on:"a\\u0026b" 2026-11-23T16:36:00Z..2026-11-23T17:36:00Z'],
  ['in prod 1h', 'account:111122223333 2026-11-23T16:36:00Z..2026-11-23T17:36:00Z'],
]

it.each(rows)('%j is said as %j', (words, said) => {
  const reading = ask(words)

  expect(reading.kind === 'understood' && sayQuestion(reading.question)).toBe(said)
})

it.each(['whodid', 'May', 'events', 'watch', 'help'])(
  'a name that opens a command is said with its kind: %s',
  (value) => {
    const term = { not: false, predicate: { kind: 'identity', by: 'name', value, prefix: false } } as const
    const window = { from: at('2026-11-22T00:00:00Z'), to: at('2026-11-23T00:00:00Z') }

    expect(sayQuestion({ terms: [term], window })).toMatch(/^name:/)
  },
)

describe('what is said reads back', () => {
  it('as the same question, whatever the names in it try to be', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const reading = readQuestion(sayQuestion(question), { now: NOW, zone: 'Australia/Lord_Howe', accounts: [] })
        expect(reading).toMatchObject({ kind: 'understood', question, defaultWindow: false })
      }),
      { numRuns: 1500 },
    )
  })

  it('as the same question a year later, in another zone, with other accounts', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const context = { now: at('2027-11-23T01:02:03.456Z'), zone: 'Asia/Kolkata', accounts: ACCOUNTS }
        expect(readQuestion(sayQuestion(question), context)).toMatchObject({ kind: 'understood', question })
      }),
    )
  })

  it('as the same question after Slack has escaped it', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const typed = sayQuestion(question).replace(/<@(\w+)>|[&<>]/g, (found, person) =>
          person === undefined ? (ENTITIES[found] ?? found) : found,
        )
        expect(readQuestion(typed, { now: NOW, zone: 'UTC', accounts: [] })).toMatchObject({
          kind: 'understood',
          question,
        })
      }),
    )
  })
})

it('whatever reads is said and reads back as the same', () => {
  const words = fc.array(fc.oneof(fc.constantFrom(...VOCABULARY), fc.string({ maxLength: 8 })), { maxLength: 8 })
  let understood = 0

  fc.assert(
    fc.property(words, (typed) => {
      const reading = ask(typed.join(' '))
      if (reading.kind !== 'understood') return
      understood++
      expect(ask(sayQuestion(reading.question))).toMatchObject({ kind: 'understood', question: reading.question })
    }),
    { numRuns: 2000 },
  )

  expect(understood).toBeGreaterThan(100)
})

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const VOCABULARY = [
  'Alice',
  'ali*',
  'errors',
  'no reads',
  'not',
  '-',
  'on my-bucket',
  'in us-east-1',
  'who changed',
  'sg-0123',
  'event:Run*',
  '24h',
  'since yesterday',
  '14:00',
  'to',
  '15:00',
  'on monday',
  'last week',
  'between',
  'and',
  '"a b"',
  '<@U00FAKE>',
  'root',
]
