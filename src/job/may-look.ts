import type { Message } from '../message/message.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { costlyMessage, tooDearMessage } from '../message/short-messages.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Grant } from '../policy/policy.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import { sayWanted } from '../question/wanted.ts'
import type { Asked } from './asked.ts'
import type { Taken } from './budget.ts'
import { estimateCost } from './estimate-cost.ts'
import type { Sent } from './ports.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** Whether a question may be looked for: its asker was told why not, or its price was taken out of the budgets. */
export type MayLook =
  | { readonly kind: 'told'; readonly asked: Asked }
  | {
      readonly kind: 'may'
      /** What it is going to cost, in dollars, as far as the places can tell. */
      readonly dollars: number
      readonly taken: Extract<Taken, { kind: 'taken' }>
    }

export type MayLookDeps = Pick<ReplyDeps, 'sources' | 'carrier' | 'budget' | 'freeDollars'> & { readonly grant: Grant }

/**
 * The one gate before anything is looked for that someone asked. What costs more than their rule allows is refused; what costs
 * more than is free waits for *Run it*; all else is taken out of the budgets. `say`: to the asker, with the token to run it.
 * `windows`: what is looked for first, where that is more than the question itself.
 */
export async function mayLook(
  work: Work,
  { wanted }: Pick<Understood, 'wanted'>,
  question: Question,
  { sources, carrier, budget, freeDollars, grant }: MayLookDeps,
  say: (message: Message, token?: string) => Promise<Sent>,
  first: readonly Question[] = [question],
): Promise<MayLook> {
  const plans = first.map((each) => makePlan(each, sources.estate, { now: work.askedAt, asker: work.asker.person }))
  const cost = sumOf(plans, sources.backends)
  const told = (asked: Asked): MayLook => ({ kind: 'told', asked })
  if (cost !== undefined && cost.dollars > grant.dollars)
    return told({
      outcome: 'refused',
      sent: await say(tooDearMessage(cost, grant.dollars)),
      rights: 'refused: dollars',
    })
  if (cost !== undefined && work.approved !== true && cost.dollars > freeDollars) {
    const words = [sayWanted(wanted), sayQuestion(question)].filter(Boolean).join(' ')
    const run = await carrier.carry(work.asker.team, words)
    const why = plans[0]?.why ?? ''
    const message = costlyMessage(question, cost, why, { token: run, goesOn: wanted.kind === 'behind' })
    return told({ outcome: 'costly', sent: await say(message, run) })
  }
  const dollars = cost?.dollars ?? 0
  const taken = await budget.take(work, { questions: 1, dollars })
  if (taken.kind === 'taken') return { kind: 'may', taken, dollars }
  return told({ outcome: 'refused', sent: await say(overBudgetMessage(taken.charge)), rights: 'refused: budget' })
}

/**
 * What may be spent on what a question leads to, in dollars: what is free, or as much again as its asker has agreed to; and
 * never more than their rule allows for all of it.
 */
export function mostAfter(
  { approved }: Pick<Work, 'approved'>,
  { freeDollars, grant }: Pick<MayLookDeps, 'freeDollars' | 'grant'>,
  dollars: number,
): number {
  const most = approved === true ? Math.max(dollars, freeDollars) : freeDollars
  return Math.max(0, Math.min(most, grant.dollars - dollars))
}

function sumOf(plans: readonly Plan[], backends: MayLookDeps['sources']['backends']) {
  const costs = plans.flatMap((plan) => estimateCost(plan, backends) ?? [])
  if (costs.length === 0) return undefined
  return {
    bytes: costs.reduce((sum, { bytes }) => sum + bytes, 0),
    dollars: costs.reduce((sum, { dollars }) => sum + dollars, 0),
  }
}
