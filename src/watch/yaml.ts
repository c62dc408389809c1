import { stringify } from 'yaml'
import { type Instant, sayInstant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { sayTerms } from './say-terms.ts'
import type { Urgency, Watch } from './watch.ts'

const ABOUT = ` Watches of whodid: what each channel is told about, in words as they are typed after "watch".
 docs/keeping.md says what each line means.`

/**
 * Watches as a YAML file that can be read, kept in git and read back: the same watches give the same text, whatever their
 * order. What changes by itself is left out: that one is suspended, what it has told. So are watches that have ended.
 */
export function sayWatches(watches: readonly Watch[]): string {
  const kept = watches.filter(({ ended }) => ended === undefined).toSorted(inOrder)
  const text = stringify({ watches: kept.map(plainWatch) }, { lineWidth: 0 })
  return `${ABOUT.replaceAll(/^/gm, '#')}\n${text}`
}

function plainWatch(watch: Watch): object {
  const { team, channel, id, owner, hold } = watch
  const paused = hold?.kind === 'paused' ? { paused: sayPaused(hold.until) } : {}
  const mutes = watch.mutes.length === 0 ? {} : { mutes: watch.mutes.map((terms) => sayTerms(terms)) }
  return {
    team,
    channel,
    id,
    owner,
    watch: sayTerms(watch.terms, watch.via),
    tell: sayUrgency(watch.urgency),
    since: sayInstant(watch.since),
    ...mutes,
    ...paused,
  }
}

function sayPaused(until: Instant | undefined): string {
  return until === undefined ? 'until resumed' : `until ${sayInstant(until)}`
}

function sayUrgency(urgency: Urgency): string {
  switch (urgency.kind) {
    case 'each':
    case 'hourly':
    case 'stands-out':
    case 'first':
      return urgency.kind
    case 'daily':
      return `daily at ${urgency.hour} ${urgency.zone}`
    default:
      return never(urgency)
  }
}

function inOrder(a: Watch, b: Watch): number {
  const [one, other] = [a, b].map(({ team, channel, id }) => JSON.stringify([team, channel, id]))
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1
}
