import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOnly, countsSoFar } from '../../src/answer/counts-only.ts'
import { foundSoFar } from '../../src/answer/found-so-far.ts'
import { plainText } from '../../src/message/plain.ts'
import { progressMessage } from '../../src/message/short-messages.ts'
import type { Question } from '../../src/question/question.ts'
import { INCIDENT } from '../message/incident.ts'
import { ACCOUNTS, ALICE, answerOf, call, eventsOf, evidenceOf } from './made.ts'

const PROGRESS = { searches: 3, finished: 1, events: 20, part: 0.3 }
const CONTEXT = { zone: 'Europe/Berlin', asker: 'U00ALICE' }
/** A way in that writes: no change. */
const SIGN_IN = eventsOf(call('signin:ConsoleLogin', { eventID: 'sign-in', readOnly: false }))
const BUCKET: Question = {
  ...ALICE,
  terms: [{ not: false, predicate: { kind: 'resource', value: 'Bob' } }],
}

describe('what was found so far', () => {
  it('is said in the words of the whole answer of the same events, whole or in counts alone', () => {
    const anything = fc.record({
      events: fc.subarray([...INCIDENT, ...SIGN_IN]),
      question: fc.constantFrom(ALICE, BUCKET),
      capped: fc.boolean(),
    })
    fc.assert(
      fc.property(anything, ({ events, question, capped }) => {
        const evidence = evidenceOf(events, { capped })
        const answer = answerOf(events, { question, evidence })

        const found = foundSoFar(question, evidence, ACCOUNTS)

        expect(say(found, question)).toBe(say(answer, question))
        expect(say(countsSoFar(found), question)).toBe(say(countsOnly(answer), question))
      }),
      { numRuns: 60 },
    )
  })

  it('tells what stands out, what changed and what was refused, and that it is not all', () => {
    const said = say(foundSoFar(ALICE, evidenceOf(INCIDENT), ACCOUNTS), ALICE)

    for (const words of ['Found so far; this is not all', 'Stands out', 'StopLogging', 'Refused', 'CreateUser'])
      expect(said).toContain(words)
  })

  it('in counts alone names no target and no single event', () => {
    const found = foundSoFar(BUCKET, evidenceOf(INCIDENT), ACCOUNTS)

    expect(say(found, BUCKET)).toContain('Latest changes and refusals')
    expect(say(countsSoFar(found), BUCKET)).not.toMatch(/Latest changes|svc-backup|trail\/main|203\.0\.113/)
  })
})

function say(soFar: ReturnType<typeof foundSoFar>, question: Question): string {
  return plainText(progressMessage(question, PROGRESS, { ...CONTEXT, soFar }).blocks)
}
