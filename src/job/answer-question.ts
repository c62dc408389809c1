import type { Answer } from '../answer/answer.ts'
import { makeAnswer } from '../answer/make-answer.ts'
import { standsOut } from '../event/stands-out.ts'
import type { Backend } from '../find/backend.ts'
import { find, type FindOptions } from '../find/find.ts'
import type { Evidence } from '../find/finding.ts'
import type { Instant } from '../lib/instant.ts'
import type { Estate, Plan } from '../plan/plan.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Question } from '../question/question.ts'

/** Where answers come from: what there is, and how to look at it. */
export type Sources = {
  readonly estate: Estate
  readonly backends: ReadonlyMap<string, Backend>
}

/** Each stage of one question's way, so that each can be shown and recorded. */
export type Answered = {
  readonly plan: Plan
  readonly evidence: Evidence
  readonly answer: Answer
}

export type AnswerOptions = Pick<FindOptions, 'signal' | 'onProgress' | 'onEvent'> & {
  /** The asker's IANA zone. */
  readonly zone: string
  readonly askedAt: Instant
  /** A Slack user id; `whodid` where nobody asks. */
  readonly asker: string
  /** The part of its plan that is looked for; all of it where none is given. */
  readonly plan?: Plan | undefined
}

/** Question → Plan → Evidence → Answer: the same road for Slack and for the terminal. */
export async function answerQuestion(question: Question, sources: Sources, options: AnswerOptions): Promise<Answered> {
  const { zone, askedAt, asker, plan: _, ...more } = options
  const plan = options.plan ?? makePlan(question, sources.estate, { now: askedAt, asker })
  const evidence = await find(plan, {
    ...more,
    backends: sources.backends,
    notable: (event) => standsOut(event).length > 0,
  })
  const answer = makeAnswer({ question, evidence, accounts: sources.estate.accounts, zone, askedAt, plan: plan.why })
  return { plan, evidence, answer }
}
