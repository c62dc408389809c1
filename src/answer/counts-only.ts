import type { ActionCount } from '../find/totals.ts'
import type { Answer } from './answer.ts'

/**
 * An answer for whoever may see counts alone: how often which calls were made by whom, where and when; not what they were
 * done to, from where, or with which key, and no event by itself.
 */
export function countsOnly(answer: Answer): Answer {
  return {
    ...answer,
    standsOut: answer.standsOut.map((group) => ({ ...group, samples: [] })),
    changes: answer.changes.map(bare),
    refusals: answer.refusals.map((refusal) => ({ ...refusal, action: bare(refusal.action) })),
    failures: answer.failures.map(bare),
    kinds: undefined,
    resource: undefined,
    timeline: undefined,
    firstTimes: undefined,
    entries: [],
    latest: [],
    origins: { addresses: [], tools: [], keys: [] },
    reads: { ...answer.reads, actions: answer.reads.actions.map(bare), bursts: [], inBursts: 0 },
  }
}

function bare(action: ActionCount): ActionCount {
  return { ...action, targets: [], targetCount: 0 }
}
