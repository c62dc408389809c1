import type { Message } from '../message/message.ts'
import { watchRefusedMessage } from '../message/watch-refused.ts'
import type { Grant } from '../policy/policy.ts'
import type { AskedOf } from '../watch/asked-before.ts'
import type { Sources } from './answer-question.ts'
import { narrowSources } from './narrow-sources.ts'
import type { WatchingDeps } from './watch-command.ts'
import { dollarsADay, watchPlan } from './watch-plan.ts'

export type WhereWatched =
  | { readonly kind: 'somewhere'; readonly sources: Sources; readonly plan: string; readonly dollars: number }
  | { readonly kind: 'refused'; readonly message: Message }

/** Where a watch would be looked for with a grant, and for how many dollars a day; refused where that is nowhere, or too dear. */
export function whereWatched(
  asked: AskedOf,
  grant: Grant,
  { sources: all, watching, now }: Pick<WatchingDeps, 'sources' | 'watching' | 'now'>,
): WhereWatched {
  const sources = narrowSources(all, grant.accounts)
  const { estate, backends } = sources
  const plan = watchPlan(asked, estate, now(), watching.settings)
  if (plan.searches.length === 0)
    return {
      kind: 'refused',
      message: watchRefusedMessage('There is no place where this could be looked for.', plan.why),
    }
  const dollars = dollarsADay(asked, estate, backends, now(), watching.settings)
  if (dollars > grant.dollars) return { kind: 'refused', message: tooDear(dollars, grant.dollars) }
  return { kind: 'somewhere', sources, plan: plan.why, dollars }
}

function tooDear(dollars: number, most: number): Message {
  return watchRefusedMessage(
    `Looking for this would cost about $${dollars.toFixed(2)} a day; here it may cost $${most}.`,
    'Narrow it to accounts that are in event history, a log group or log files. Nothing is watched.',
  )
}
