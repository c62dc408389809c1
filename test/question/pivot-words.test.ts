import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { readEventRef, sayEventRef } from '../../src/event/event-ref.ts'
import { eventQuestion, neighboursQuestion } from '../../src/question/event-question.ts'
import { holdsAll } from '../../src/question/holds.ts'
import { PIVOTS, pivotWindow, pivotWords } from '../../src/question/pivot-words.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { ALICE, at, WINDOW } from '../answer/made.ts'
import { event, roleSession } from '../made/records.ts'

const CONTEXT = { now: at('2026-11-23T14:00:00Z'), zone: 'Europe/Berlin', accounts: [] }

const RECORDS: readonly (readonly [what: string, record: Fields])[] = [
  ['a call of an IAM user', { requestParameters: { userName: 'Bob' } }],
  [
    'a role session',
    { userIdentity: roleSession('Deploy', 'ci-42'), requestParameters: { bucketName: 'b', key: 'a/b' } },
  ],
  [
    'a session with a name to be quoted',
    { userIdentity: roleSession('Deploy', 'errors'), sourceIPAddress: 'AWS Internal' },
  ],
  ['root', { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' } }],
  [
    'a service',
    { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sourceIPAddress: 'ec2.amazonaws.com' },
  ],
  [
    'an Identity Center user',
    { userIdentity: { type: 'IdentityCenterUser', onBehalfOf: { userId: 'f4d8a438-70d1-7009-d2e1-fakefakefake' } } },
  ],
  [
    'several things at once',
    { requestParameters: { instancesSet: { items: [{ instanceId: 'i-0aaaa1111bbbb2222' }, { instanceId: 'i-1' }] } } },
  ],
  [
    'an object',
    {
      eventName: 'GetObject',
      requestParameters: { bucketName: 'ledger', key: 'a/b.csv' },
      resources: [{ ARN: 'arn:aws:s3:::ledger/a/b.csv' }],
    },
  ],
  ['odd signs', { requestParameters: { userName: 'a "b" <c> \\ d' }, sourceIPAddress: '2001:db8::1' }],
]

describe('what is asked from an event', () => {
  it.each(RECORDS)('%s: every pivot reads back, and finds the event itself', (_, record) => {
    const found = event(record)
    const asked = PIVOTS.flatMap((pivot) => pivotWords(found, pivot, WINDOW) ?? [])

    for (const words of asked) {
      const { terms, window } = questionOf(words)
      expect([words, holdsAll(terms)(found)]).toEqual([words, true])
      expect(window).toEqual(WINDOW)
    }
    expect(asked.length).toBeGreaterThan(1)
  })

  it('is nothing where the event has no such value', () => {
    const bare = event({ userIdentity: { accountId: '111122223333' }, sourceIPAddress: '', requestParameters: null })

    expect(PIVOTS.filter((pivot) => pivotWords(bare, pivot, WINDOW) !== undefined)).toEqual(['who', 'name'])
  })

  it('is asked in the window it was found in, or half a day around it where that was only a moment', () => {
    const found = event()
    const moment = { from: found.time, to: at('2026-11-23T10:00:05Z') }

    expect(pivotWindow(found, WINDOW, CONTEXT.now)).toEqual(WINDOW)
    expect(pivotWindow(found, moment, CONTEXT.now)).toEqual({ from: at('2026-11-22T22:00:00Z'), to: CONTEXT.now })
  })
})

describe('an event is found again', () => {
  it('by its button, whatever its id is made of, and by nobody else’s', () => {
    for (const id of ['5f0c-fake', 'a.b.c', `sha256:${'0'.repeat(64)}`, 'a "b" \\']) {
      const found = event({ eventID: id })
      const ref = readEventRef(sayEventRef(found) ?? '')

      expect(ref).toEqual({ id, time: found.time, account: '111122223333', region: 'eu-central-1' })
      const holds = holdsAll(questionOf(sayQuestion(eventQuestion(ref!, ALICE))).terms)
      expect(holds(found)).toBe(true)
      expect(holds(event({ eventID: 'another' }))).toBe(false)
      expect(holds(event({ eventID: id, userIdentity: roleSession('Deploy', 'ci-42') }))).toBe(false)
    }
  })

  it('by a button of at most 75 characters in AWS’s own Regions', () => {
    const long = event({ eventID: '5f0c3a3e-0b5e-4a57-8f0e-0123456789ab', awsRegion: 'ap-southeast-2' })

    expect(sayEventRef(long)?.length).toBeLessThanOrEqual(75)
  })

  it.each([
    '',
    'x',
    't.1.2.3',
    'zzzzzzzzz.111122223333.eu-central-1.a',
    '1.111122223333.EU.a',
    `1...${'x'.repeat(201)}`,
  ])('not by what is none of ours: %s', (value) => {
    expect(readEventRef(value)).toBeUndefined()
  })

  it('and its neighbours are asked for by session, a quarter of an hour either way', () => {
    expect(sayQuestion(neighboursQuestion(event({ userIdentity: roleSession('Deploy', 'ci-42') }))!)).toBe(
      'arn:aws:sts::111122223333:assumed-role/Deploy/ci-42 2026-11-23T09:45:00Z..2026-11-23T10:15:00Z',
    )
    expect(neighboursQuestion(event({ userIdentity: {} }))).toBeUndefined()
  })
})

function questionOf(words: string) {
  const reading = readQuestion(words, CONTEXT)
  if (reading.kind !== 'understood') throw new Error(`not understood: ${words}`)
  return reading.question
}
