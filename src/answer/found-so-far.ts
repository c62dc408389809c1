import type { Evidence } from '../find/finding.ts'
import type { Question } from '../question/question.ts'
import type { Answer } from './answer.ts'
import { countedBy } from './counted.ts'
import { isEntry } from './entries.ts'
import { latestOf } from './latest.ts'
import { refusalsOf } from './refusals.ts'
import { standOutGroups } from './stand-out-groups.ts'
import { makeTellActor } from './tell-actor.ts'
import { joinTwins } from './twins.ts'

/** As much of an answer as is told while the search still goes on. */
export type FoundSoFar = Pick<Answer, 'question' | 'standsOut' | 'changes' | 'refusals' | 'latest'> & {
  readonly headline: Pick<Answer['headline'], 'accounts'>
}

/**
 * What the evidence so far means, and no more of it than is told: it is made anew every few seconds, beside the search.
 * Pure; each part is the same as in the Answer of the same evidence.
 */
export function foundSoFar(
  question: Question,
  evidence: Evidence,
  accounts: readonly { readonly id: string; readonly alias: string | undefined }[],
): FoundSoFar {
  const { totals } = evidence
  const alias = new Map(accounts.map((account) => [account.id, account.alias]))
  const actions = joinTwins(evidence.events)
  const tell = makeTellActor(evidence.events, alias)
  return {
    question,
    headline: { accounts: countedBy(totals, 'account', alias) },
    standsOut: standOutGroups(actions, evidence, tell),
    changes: totals.actions.filter((action) => action.error === undefined && action.write && !isEntry(action)),
    refusals: refusalsOf(actions, totals.actions),
    latest: latestOf(actions, tell),
  }
}
