import type { ActionCount } from '../find/totals.ts'
import type { Answer } from './answer.ts'
import type { FoundSoFar } from './found-so-far.ts'

/**
 * An answer for whoever may see counts alone: how often which calls were made by whom, where and when; not what they were
 * done to, from where, or with which key, and no event by itself.
 */
export function countsOnly(answer: Answer): Answer {
  return {
    ...answer,
    ...countsSoFar(answer),
    headline: answer.headline,
    failures: answer.failures.map(bare),
    kinds: undefined,
    resource: undefined,
    timeline: undefined,
    firstTimes: undefined,
    entries: [],
    origins: { addresses: [], tools: [], keys: [] },
    reads: { ...answer.reads, actions: answer.reads.actions.map(bare), bursts: [], inBursts: 0 },
  }
}

/** The same for what is told while the search goes on. */
export function countsSoFar(found: FoundSoFar): FoundSoFar {
  return {
    question: found.question,
    headline: found.headline,
    standsOut: found.standsOut.map((group) => ({ ...group, samples: [] })),
    changes: found.changes.map(bare),
    refusals: found.refusals.map((refusal) => ({ ...refusal, action: bare(refusal.action) })),
    latest: [],
  }
}

function bare(action: ActionCount): ActionCount {
  return { ...action, targets: [], targetCount: 0 }
}
