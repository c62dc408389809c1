import type { Message } from '../message/message.ts'
import type { RestSaid } from '../message/rest-message.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Grant } from '../policy/policy.ts'
import type { Question, Understood } from '../question/question.ts'
import type { Asked } from './asked.ts'
import { mayGoOn } from './may-go-on.ts'
import { mayLook, mostAfter } from './may-look.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import { planOfRest } from './rest.ts'

/** What is to be looked for now, or what its asker was told in its place. */
export type Beginning =
  | { readonly kind: 'told'; readonly asked: Asked }
  | {
      readonly kind: 'look'
      readonly plan: Plan
      readonly settle: (dollars: number | undefined) => Promise<void>
      /** What it is going to cost, and what it and all that it leads to may cost. */
      readonly dollars: number
      readonly most: number
      /** Which part of an answer this is; undefined for the first. */
      readonly part: Extract<RestSaid, { readonly kind: 'part' }> | undefined
    }

/** The gate before a question is looked for, whole or what an earlier job did not come to: each within what was agreed. */
export async function mayBegin(
  work: Work,
  reading: Understood,
  question: Question,
  deps: ReplyDeps & { readonly grant: Grant },
  say: (message: Message) => Promise<Asked['sent']>,
): Promise<Beginning> {
  const whole = makePlan(question, deps.sources.estate, { now: work.askedAt, asker: work.asker.person })
  if (work.rest === undefined) {
    const may = await mayLook(work, reading, question, deps, say)
    if (may.kind === 'told') return may
    const { taken, dollars } = may
    const most = mostAfter(work, deps, dollars) + dollars
    return { kind: 'look', plan: whole, settle: (cost) => taken.settle(cost), dollars, most, part: undefined }
  }
  const { part, all, dollars: most } = work.rest
  const { plan: wanted, gone } = planOfRest(whole, work.rest)
  const { plan, paid, settle } = await mayGoOn(work, wanted, work.rest, deps)
  const said = { kind: 'part', part, places: plan.searches.length, all, gone, paid } as const
  return { kind: 'look', plan, settle, dollars: 0, most, part: said }
}
