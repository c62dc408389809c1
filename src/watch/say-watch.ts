import { never } from '../lib/never.ts'
import { sayTerms } from './say-terms.ts'
import type { Urgency, Watch } from './watch.ts'

/** A watch as the command that sets it, without the slash: `watch hourly Alice writes`. */
export function sayWatch({ urgency, terms, via }: Pick<Watch, 'urgency' | 'terms' | 'via'>): string {
  return `watch ${urgencyWords(urgency)} ${sayTerms(terms, via)}`
}

/** How soon it tells, as it is typed: `each`, `hourly`, `daily 9`. Said first, it is never taken for a name. */
function urgencyWords(urgency: Urgency): string {
  switch (urgency.kind) {
    case 'each':
    case 'hourly':
    case 'stands-out':
    case 'first':
      return urgency.kind
    case 'daily':
      return `daily ${urgency.hour}`
    default:
      return never(urgency)
  }
}

/** Whether two watches are of the same in the same channel, however soon they tell. */
export function isSameAsked(a: Pick<Watch, 'channel' | 'terms' | 'via'>, b: Pick<Watch, 'channel' | 'terms' | 'via'>) {
  return a.channel === b.channel && sayTerms(a.terms, a.via) === sayTerms(b.terms, b.via)
}
