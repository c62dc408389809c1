import type { Instant } from '../lib/instant.ts'
import type { Predicate, Question } from '../question/question.ts'
import { choosePlaces } from './choose-places.ts'
import type { Estate, Plan, Search } from './plan.ts'
import { mayHoldAccount, mayHoldRegion } from './regions-asked.ts'
import { sayPlan } from './say-plan.ts'

export type PlanContext = {
  readonly now: Instant
  /** A Slack user id, or `whodid` where nobody asks. */
  readonly asker: string
}

/** Where to look for an answer, and why there. Pure; the searches are in a fixed order. */
export function makePlan(question: Question, estate: Estate, { now, asker }: PlanContext): Plan {
  const push = mostSelective(question)
  const chosen = choosePlaces(question, estate, now)
  const asked = chosen.filter(
    ({ account, region }) =>
      (account === undefined || mayHoldAccount(question, account)) &&
      (region === undefined || mayHoldRegion(question, region)),
  )
  const searches = asked.map(
    ({ place, account, region }): Search => ({
      backend: place.backend,
      place: place.name,
      account,
      region,
      window: question.window,
      push,
      keep: question.terms,
      asker,
    }),
  )
  return { question, searches, why: sayPlan(question, asked, { estate, now, chosen: chosen.length }) }
}

/** What tells most events apart first. Kinds that are missing here would hardly narrow anything. */
const SELECTIVE: readonly Predicate['kind'][] = ['ref', 'identity', 'resource', 'error', 'ip', 'event', 'source']

/** The one predicate a backend may check by itself: the only wanted one of its kind, as repeats are or-ed. */
function mostSelective(question: Question): Predicate | undefined {
  for (const kind of SELECTIVE) {
    const wanted = question.terms.filter((term) => !term.not && term.predicate.kind === kind)
    if (wanted.length === 1) return wanted[0]?.predicate
  }
  return undefined
}
