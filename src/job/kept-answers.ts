import type { Instant } from '../lib/instant.ts'
import type { Answered } from './answer-question.ts'

/**
 * Answers of the last minutes, so that turning a page asks nobody. A question here is one that was narrowed to what its asker
 * may see, so whoever asks the same may see the same. Nothing rests on it: what is not kept is asked again.
 */
export type KeptAnswers = {
  get(question: string): Answered | undefined
  keep(question: string, answered: Answered): void
}

const KEPT_MS = 5 * 60_000
/** An event takes some 5 kB. */
const MOST_EVENTS = 15_000

export function makeKeptAnswers(now: () => Instant): KeptAnswers {
  const kept = new Map<string, { readonly at: Instant; readonly answered: Answered }>()

  function forget(): void {
    const oldest = now() - KEPT_MS
    let events = 0
    for (const [question, { at, answered }] of [...kept].toReversed()) {
      events += answered.evidence.events.length
      if (at < oldest || events > MOST_EVENTS) kept.delete(question)
    }
  }

  return {
    get(question) {
      forget()
      return kept.get(question)?.answered
    },
    keep(question, answered) {
      kept.delete(question)
      kept.set(question, { at: now(), answered })
      forget()
    },
  }
}
