import { expect, it } from 'vitest'
import type { Answered } from '../../src/job/answer-question.ts'
import { makeKeptAnswers } from '../../src/job/kept-answers.ts'
import { instant } from '../../src/lib/instant.ts'
import { answerOf, evidenceOf } from '../answer/made.ts'
import { event } from '../made/records.ts'

function answered(events: number): Answered {
  const evidence = { ...evidenceOf([]), events: Array.from({ length: events }, () => event()) }
  return { plan: { question: answerOf([]).question, searches: [], why: '' }, evidence, answer: answerOf([]) }
}

it('an answer is kept for five minutes, so that turning a page asks nobody', () => {
  let now = 0
  const kept = makeKeptAnswers(() => instant(now))
  const alice = answered(3)
  kept.keep('Alice', alice)

  now = 299_000
  expect(kept.get('Alice')).toBe(alice)
  expect(kept.get('Bob')).toBeUndefined()
  now = 301_000
  expect(kept.get('Alice')).toBeUndefined()
})

it('no more than fifteen thousand events are kept: the latest answers stay', () => {
  const kept = makeKeptAnswers(() => instant(0))
  for (const question of ['a', 'b', 'c', 'd']) kept.keep(question, answered(5_000))

  expect(['a', 'b', 'c', 'd'].map((question) => kept.get(question) !== undefined)).toEqual([false, true, true, true])
})
