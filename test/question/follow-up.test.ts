import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Reading } from '../../src/question/question.ts'
import { readFollowUp } from '../../src/question/follow-up.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { sayWanted } from '../../src/question/wanted.ts'
import { ACCOUNTS, ask, NOW, termsOf, windowOf } from './asking.ts'
import { questions } from './generated.ts'

const CONTEXT = { now: NOW, zone: 'Europe/Berlin', accounts: ACCOUNTS }

/** What the threads were about. */
const THREADS = {
  alice: 'Alice 24h',
  writes: 'Alice writes yesterday 14:00-16:00',
  both: 'Alice Bob in us-east-1 24h',
  bucket: 'who changed my-bucket 7d',
  anyone: 'anyone denied from:iam 7d',
  several: 'Alice on a-bucket on b-bucket 24h',
  athena: 'role:Admin 24h via:athena',
} as const
type Thread = keyof typeof THREADS

const THINGS: { readonly [thread in Thread]?: readonly string[] } = {
  alice: ['logs-bucket'],
  both: ['arn:aws:s3:::logs', 'sg-0123456789abcdef0'],
}

const DAY = '2026-11-22T17:36:00Z/2026-11-23T17:36:00Z'
const WEEK = '2026-11-16T17:36:00Z/2026-11-23T17:36:00Z'
const TWO_HOURS = '2026-11-22T13:00:00Z/2026-11-22T15:00:00Z'
const DELETED =
  'event=Delete* event=BatchDelete* event=Terminate* event=Remove* event=Deregister* event=ScheduleKeyDeletion*'

const rows: readonly (readonly [thread: Thread, words: string, means: string, window: string])[] = [
  ['alice', 'only denied', 'name=Alice outcome=denied', DAY],
  ['alice', 'only refusals', 'name=Alice outcome=denied', DAY],
  ['alice', 'just the refusals please', 'name=Alice outcome=denied', DAY],
  ['alice', 'only changes', 'name=Alice access=writes', DAY],
  ['alice', 'without reads', 'name=Alice !access=reads', DAY],
  ['alice', '-reads', 'name=Alice !access=reads', DAY],
  ['alice', 'no event:Decrypt', 'name=Alice !event=Decrypt', DAY],
  ['alice', 'in us-east-1', 'name=Alice region=us-east-1', DAY],
  ['alice', 'in prod', 'name=Alice account=111122223333', DAY],
  ['alice', 'from 203.0.113.9', 'name=Alice ip=203.0.113.9', DAY],
  ['alice', 'from:iam', 'name=Alice source=iam.amazonaws.com', DAY],
  ['alice', 'changes to my-bucket', 'name=Alice access=writes resource=my-bucket', DAY],
  ['alice', 'denied 7d', 'name=Alice outcome=denied', WEEK],
  ['alice', 'same for bob', 'name=bob', DAY],
  ['alice', 'the same for role:Admin', 'role=Admin', DAY],
  ['alice', 'same for <@U00BOB> 7d', 'person=U00BOB', WEEK],
  ['alice', 'what about bob?', 'name=bob', DAY],
  ['alice', 'now for bob and carol', 'name=bob name=carol', DAY],
  ['alice', 'for bob', 'name=bob', DAY],
  ['alice', 'by bob', 'name=bob', DAY],
  ['alice', 'bob', 'name=bob', DAY],
  ['alice', 'bob, carol, dave', 'name=bob name=carol name=dave', DAY],
  ['alice', 'and bob', 'name=Alice name=bob', DAY],
  ['alice', 'also bob', 'name=Alice name=bob', DAY],
  ['alice', 'bob too', 'name=Alice name=bob', DAY],
  ['alice', 'and session:ci-42', 'name=Alice session=ci-42', DAY],
  ['alice', 'AKIAIOSFODNN7EXAMPLE', 'key=AKIAIOSFODNN7EXAMPLE', DAY],
  ['alice', 'anyone', '', DAY],
  ['alice', 'everyone else', '!name=Alice', DAY],
  ['alice', 'who else', '!name=Alice', DAY],
  ['alice', '7d', 'name=Alice', WEEK],
  ['alice', 'yesterday', 'name=Alice', '2026-11-21T23:00:00Z/2026-11-22T23:00:00Z'],
  ['alice', 'longer', 'name=Alice', '2026-11-20T17:36:00Z/2026-11-23T17:36:00Z'],
  ['alice', 'a bit longer', 'name=Alice', '2026-11-20T17:36:00Z/2026-11-23T17:36:00Z'],
  ['alice', 'shorter', 'name=Alice', '2026-11-23T11:36:00Z/2026-11-23T17:36:00Z'],
  ['alice', 'an hour earlier', 'name=Alice', '2026-11-22T16:36:00Z/2026-11-23T16:36:00Z'],
  ['alice', '2h later', 'name=Alice', '2026-11-22T19:36:00Z/2026-11-23T17:36:00Z'],
  ['alice', 'half an hour later', 'name=Alice', '2026-11-22T18:06:00Z/2026-11-23T17:36:00Z'],
  ['alice', 'the hour before that', 'name=Alice', '2026-11-22T16:36:00Z/2026-11-22T17:36:00Z'],
  ['alice', 'what happened before?', 'name=Alice', '2026-11-21T17:36:00Z/2026-11-22T17:36:00Z'],
  ['alice', 'same window yesterday', 'name=Alice', '2026-11-21T17:36:00Z/2026-11-22T17:36:00Z'],
  ['alice', 'same window last week', 'name=Alice', '2026-11-15T17:36:00Z/2026-11-16T17:36:00Z'],
  ['alice', 'same window on 2026-11-01', 'name=Alice', '2026-10-31T17:36:00Z/2026-11-01T17:36:00Z'],
  ['alice', 'same window, only denied', 'name=Alice outcome=denied', DAY],
  ['alice', 'who was behind it', 'behind name=Alice', DAY],
  ['alice', 'behind', 'behind name=Alice', DAY],
  ['alice', 'who was behind that session?', 'behind name=Alice', DAY],
  ['alice', 'who was it', 'behind name=Alice', DAY],
  ['alice', 'behind session:ci-42', 'behind session=ci-42', DAY],
  ['alice', 'events', 'events name=Alice', DAY],
  ['alice', 'show me the events', 'events name=Alice', DAY],
  ['alice', 'events only denied', 'events name=Alice outcome=denied', DAY],
  ['alice', 'export csv', 'export csv name=Alice', DAY],
  ['alice', 'export as json', 'export jsonl name=Alice', DAY],
  ['alice', 'as csv', 'export csv name=Alice', DAY],
  ['alice', 'as a report', 'export report name=Alice', DAY],
  ['alice', 'by service', 'by service name=Alice', DAY],
  ['alice', 'and by session', 'by session name=Alice', DAY],
  ['alice', 'only denied by service', 'by service name=Alice outcome=denied', DAY],
  ['alice', 'on that bucket', 'name=Alice resource=logs-bucket', DAY],
  ['alice', 'on it, denied, 7d', 'name=Alice resource=logs-bucket outcome=denied', WEEK],
  ['alice', 'who deleted it', `${DELETED} resource=logs-bucket`, DAY],
  ['alice', 'who changed the role Admin', 'access=writes resource=Admin', DAY],
  ['alice', 'what did she change', 'name=Alice access=writes', DAY],
  ['alice', 'everything', 'name=Alice', DAY],
  ['alice', 'again', 'name=Alice', DAY],
  ['alice', 'all of his identities', 'widen name=Alice', DAY],
  ['alice', 'all identities of this person 7d', 'widen name=Alice', WEEK],
  ['alice', 'via:athena', 'name=Alice', DAY],
  ['writes', 'only denied', 'name=Alice outcome=denied', TWO_HOURS],
  ['writes', 'and denied', 'name=Alice access=writes outcome=denied', TWO_HOURS],
  ['writes', 'everything again', 'name=Alice', TWO_HOURS],
  ['writes', 'what else did she do?', 'name=Alice', TWO_HOURS],
  ['writes', 'reads', 'name=Alice access=reads', TWO_HOURS],
  ['writes', 'after that', 'name=Alice access=writes', '2026-11-22T15:00:00Z/2026-11-22T17:00:00Z'],
  ['writes', 'later', 'name=Alice access=writes', '2026-11-22T15:00:00Z/2026-11-22T17:00:00Z'],
  ['writes', 'same time on friday', 'name=Alice access=writes', '2026-11-20T13:00:00Z/2026-11-20T15:00:00Z'],
  ['writes', 'same window yesterday', 'name=Alice access=writes', TWO_HOURS],
  ['writes', '15:00-15:30', 'name=Alice access=writes', '2026-11-22T14:00:00Z/2026-11-22T14:30:00Z'],
  ['writes', '17:00-17:30', 'name=Alice access=writes', '2026-11-23T16:00:00Z/2026-11-23T16:30:00Z'],
  ['both', 'without Bob', 'name=Alice region=us-east-1', DAY],
  ['both', 'in eu-west-1', 'name=Alice name=Bob region=eu-west-1', DAY],
  ['both', 'and in eu-west-1', 'name=Alice name=Bob region=us-east-1 region=eu-west-1', DAY],
  ['both', 'not in us-east-1', 'name=Alice name=Bob !region=us-east-1', DAY],
  ['both', 'on that bucket', 'name=Alice name=Bob region=us-east-1 resource=arn:aws:s3:::logs', DAY],
  ['both', 'on that group', 'name=Alice name=Bob region=us-east-1 resource=sg-0123456789abcdef0', DAY],
  ['bucket', 'on it', 'access=writes resource=my-bucket', WEEK],
  ['bucket', 'Alice', 'access=writes resource=my-bucket name=Alice', WEEK],
  ['bucket', 'same bucket 30d', 'access=writes resource=my-bucket', '2026-10-24T17:36:00Z/2026-11-23T17:36:00Z'],
  ['bucket', 'everything again', 'resource=my-bucket', WEEK],
  ['anyone', 'from:s3', 'outcome=denied source=s3.amazonaws.com', WEEK],
  ['anyone', 'who was it?', 'behind outcome=denied source=iam.amazonaws.com', WEEK],
]

test('the table of follow-ups is long enough to mean something', () => {
  expect(rows.length).toBeGreaterThanOrEqual(80)
})

it.each(rows)('under %j, %j asks for %j', (thread, words, means, window) => {
  const { reading, understoodAs, widen } = follow(thread, words)

  expect([`${widen ? 'widen ' : ''}${saidOf(reading)}`, windowOf(reading)]).toEqual([means, window])
  expect(understoodAs).toMatch(/^What .+, (?:same window|.*UTC)$/)
})

const unclear: readonly (readonly [thread: Thread, words: string, word: string, suggestion: string | undefined])[] = [
  ['alice', 'thanks', 'thanks', undefined],
  ['alice', 'please', 'please', undefined],
  ['alice', 'why?', 'why?', undefined],
  ['alice', 'evnts', 'evnts', 'events Alice 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', 'ony denied', 'ony', 'Alice denied 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', 'without alice', 'without alice', 'not Alice 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', 'not Alice', 'not Alice', 'not Alice 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', 'bob smith jones', 'bob smith jones', 'bob smith jones 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', '@bob', '@bob', 'bob 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['alice', 'next', 'next', undefined],
  ['alice', 'longer 7d', '7d', undefined],
  ['alice', 'earlier in us-est-1', 'in us-est-1', 'Alice region:us-east-1 2026-11-21T17:36:00Z..2026-11-22T17:36:00Z'],
  [
    'alice',
    'on sg-0123456789abcdef0 24x',
    '24x',
    'Alice on:sg-0123456789abcdef0 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z',
  ],
  ['bucket', 'what did he do', 'he', undefined],
  ['several', 'on it', 'it', 'Alice on:a-bucket 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['both', 'on it', 'it', 'Alice Bob region:us-east-1 on:arn:aws:s3:::logs 2026-11-22T17:36:00Z..2026-11-23T17:36:00Z'],
  ['anyone', 'on that bucket', 'that bucket', undefined],
]

it.each(unclear)('under %j, %j is asked about: %j', (thread, words, word, suggestion) => {
  const { reading } = follow(thread, words)

  expect(reading).toMatchObject({ kind: 'unclear', word, suggestion })
})

describe('words that stand by themselves', () => {
  it.each([
    'Bob 7d',
    'anyone denied today',
    'who changed sg-1 yesterday',
    'by service Bob 7d',
    'help',
    'doctor',
    'may I root',
  ])('%j is read as anywhere else', (words) => {
    expect(follow('writes', words)).toEqual({ reading: ask(words), understoodAs: undefined, widen: false })
  })

  test('a whole question with a name and a window is the same in a thread as anywhere else', () => {
    const whole = questions.filter(({ terms }) =>
      terms.some(({ not, predicate }) => !not && predicate.kind === 'identity'),
    )
    fc.assert(
      fc.property(whole, (question) => {
        const words = sayQuestion(question)
        fc.pre(words.length < 4000)
        expect(follow('writes', words).reading).toEqual(readQuestion(words, CONTEXT))
      }),
      { numRuns: 600 },
    )
  })
})

test('watch this is the question above, standing', () => {
  const { reading } = follow('writes', 'watch this')

  expect(reading).toMatchObject({ kind: 'watch' })
  expect(reading.kind === 'watch' && termsOf(reading.asked)).toBe('name=Alice access=writes')
})

describe('the follow-ups that docs/commands.md shows', () => {
  const docs = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
  const section = docs.slice(docs.indexOf('## In the thread'), docs.indexOf('## On any message'))
  const shown = [...section.matchAll(/^\| (`.+?`) \| /gm)].flatMap(
    ([, cell = '']) => cell.match(/(?<=`)[^`,]+(?=`)/g) ?? [],
  )

  test('are many', () => {
    expect(shown.length).toBeGreaterThan(30)
  })

  it.each(shown)('%j reads', (words) => {
    expect(['understood', 'watch', 'help']).toContain(follow('alice', words).reading.kind)
  })
})

test('what was understood can be asked anywhere: its words read back as the same question', () => {
  for (const [thread, words] of rows) {
    const { reading } = follow(thread, words)
    if (reading.kind !== 'understood') throw new Error(words)
    const again = readQuestion(
      [sayWanted(reading.wanted), sayQuestion(reading.question)].filter(Boolean).join(' '),
      CONTEXT,
    )
    expect(again).toMatchObject({ kind: 'understood', question: reading.question, wanted: reading.wanted })
  }
})

test('it never throws, and names nobody by a word that points back', () => {
  const pieces = fc.constantFrom(...PIECES)
  const talk = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 14 })
  fc.assert(
    fc.property(talk, fc.constantFrom(...(Object.keys(THREADS) as Thread[])), (words, thread) => {
      const { reading } = follow(thread, words.join(' '))
      if (reading.kind !== 'understood') return
      const names = reading.question.terms.flatMap(({ predicate }) => ('by' in predicate ? [predicate.value] : []))
      for (const word of ['same', 'longer', 'later', 'else', 'it', 'his', 'identities', 'again']) {
        expect(names.includes(word) && !words.some((said) => said.includes('"'))).toBe(false)
      }
    }),
    { numRuns: 1500 },
  )
})

test.each(['and ', 'same for ', 'on that bucket ', '"', 'an hour earlier ', '2h ', 'the same ', 'who else ', 'a'])(
  'four thousand characters of %j are read in no time to speak of',
  (piece) => {
    const words = piece.repeat(4000).slice(0, 4000)

    const { reading } = follow('alice', words)

    expect(['understood', 'unclear']).toContain(reading.kind)
  },
)

/** Words of follow-ups, to be put together in any way. */
const PIECES = [
  'same for and bob only denied on it that bucket who else behind 7d window longer later an hour earlier before yesterday',
  'export csv by service " - , his identities everything again without reads <@U00FAKE> \u0000 \u202e sg-0123 14:00-15:00',
].flatMap((line) => line.split(' '))

function follow(thread: Thread, words: string) {
  const before = ask(THREADS[thread])
  if (before.kind !== 'understood') throw new Error(`${thread} is no question`)
  return readFollowUp(words, { question: before.question, zone: 'Europe/Berlin', things: THINGS[thread] }, CONTEXT)
}

function saidOf(reading: Reading): string {
  if (reading.kind !== 'understood') return JSON.stringify(reading)
  return [sayWanted(reading.wanted), termsOf(reading)].filter(Boolean).join(' ')
}
