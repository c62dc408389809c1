import type { Plan } from '../plan/plan.ts'
import type { Understood } from '../question/question.ts'
import { sayWanted } from '../question/wanted.ts'
import type { Answered, Sources } from './answer-question.ts'
import type { Asked } from './asked.ts'
import { estimateCost } from './estimate-cost.ts'
import type { AskJob } from './job.ts'
import { freeOf } from './may-go-on.ts'
import { isOutOfTime } from './out-of-time.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import { keyOfRest, leftOf, MOST_PARTS, nameSearch, type Rest } from './rest.ts'

/** What is left of a question whose time has run out, and may be looked for in another job. */
export type Left = { readonly plan: Plan; readonly dollars: number; readonly said: NonNullable<Asked['goesOn']> }

/** Undefined where nothing is left, or another job would come no further, or may not. `dollars`: what may still be spent. */
export function leftFor(
  work: Work,
  { plan, evidence }: Answered,
  dollars: number,
  { goOn, sources }: Pick<ReplyDeps, 'goOn'> & { readonly sources: Sources },
  signal: AbortSignal,
): Left | undefined {
  if (goOn === undefined || !isOutOfTime(signal) || partOf(work) >= MOST_PARTS) return undefined
  const all = { ...plan, searches: leftOf(plan, evidence) }
  const isAgreed = (estimateCost(all, sources.backends)?.dollars ?? 0) <= dollars
  const left = isAgreed ? all : freeOf(all, sources)
  const places = left.searches.length
  if (places === 0) return undefined
  const said = { places, all: work.rest?.all ?? plan.searches.length, paid: all.searches.length - places }
  return { plan: left, dollars, said }
}

/** The job that looks in what is left: the same question of the same asker, in the thread of the answer. */
export function jobOfRest(
  work: Work,
  { wanted }: Understood,
  words: string,
  left: Left,
  root: Rest['root'],
): AskJob & { readonly rest: Rest } {
  const { asker, askedAt, venue } = work
  const part = partOf(work) + 1
  const of = work.rest?.of ?? work.key
  const places = left.plan.searches.map(nameSearch)
  return {
    kind: 'ask',
    key: keyOfRest({ of, part, places }),
    askedAt,
    asker,
    venue: { ...venue, thread: venue.thread ?? root?.posted.ts },
    words: [sayWanted(wanted), words].filter(Boolean).join(' '),
    rest: { part, of, places, all: left.said.all, dollars: left.dollars, root },
  }
}

function partOf({ rest }: Work): number {
  return rest?.part ?? 1
}
