import type { Instant } from '../lib/instant.ts'
import { sayTerms } from './say-terms.ts'
import type { WatchSettings } from './settings.ts'
import type { Earlier, Watch } from './watch.ts'

/** Who and what, and where it is looked for. */
export type AskedOf = Pick<Watch, 'terms' | 'via'>

/** One question of a watch, and the events it is asked of: those from `from` on that happened before `until`. */
export type Span = AskedOf & {
  readonly watch: Watch
  readonly mutes: Watch['mutes']
  readonly from: Instant
  readonly until: Instant | undefined
}

/** A watch was changed so often that no more questions of it are kept; it can be changed again after two weeks. */
export const MOST_EARLIER = 10

/** An earlier question is asked for so long: twice as far as a look goes back. */
export function isOver({ until }: Pick<Earlier, 'until'>, now: Instant, { weekLook }: Within): boolean {
  return until < now - 2 * weekLook
}

type Within = Pick<WatchSettings, 'weekLook'>

/** Every question of a watch that events may still come for, the one it asks now last. */
export function askedOf(watch: Watch, now: Instant, settings: Within): readonly AskedOf[] {
  return spansOf(watch, now, settings)
}

/** The same, each with the events it is asked of. No event is asked of two. */
export function spansOf(watch: Watch, now: Instant, settings: Within): readonly Span[] {
  const spans: Span[] = []
  let from = watch.since
  for (const earlier of watch.earlier ?? []) {
    const { terms, via, until } = earlier
    const mutes = [...watch.mutes, ...(earlier.mutes ?? [])]
    if (!isOver(earlier, now, settings)) spans.push({ watch, terms, ...(via && { via }), mutes, from, until })
    from = until
  }
  const { terms, via, mutes } = watch
  return [...spans, { watch, terms, ...(via && { via }), mutes, from, until: undefined }]
}

/**
 * Asks something else from an instant on. What happened before is still asked as it was, for CloudTrail may deliver it
 * later. Undefined where it was changed too often. Nothing is kept of a question that nobody asked for a moment, nor
 * where `keep` is false.
 */
export function askOtherwise(
  watch: Watch,
  { terms, via }: AskedOf,
  now: Instant,
  settings: Within,
  keep = true,
): Watch | undefined {
  if (sayTerms(watch.terms, watch.via) === sayTerms(terms, via)) return watch
  const { via: _via, earlier: _earlier, ...rest } = watch
  if (!keep) return { ...rest, since: now, terms, ...(via && { via }) }
  const earlier = untilNow(watch, now, settings)
  if (earlier.length > MOST_EARLIER) return undefined
  return { ...rest, terms, ...(via && { via }), ...(earlier.length > 0 && { earlier }) }
}

/** Mutes these, and nothing else, from an instant on: what is told again is not told of what happened before. */
export function muteInstead(watch: Watch, mutes: Watch['mutes'], now: Instant, settings: Within): Watch | undefined {
  const muted = new Set(mutes.map((terms) => sayTerms(terms)))
  if (watch.mutes.every((terms) => muted.has(sayTerms(terms)))) return { ...watch, mutes }
  const earlier = untilNow(watch, now, settings)
  return earlier.length > MOST_EARLIER ? undefined : { ...watch, mutes, ...(earlier.length > 0 && { earlier }) }
}

/** The earlier questions of a watch that asks, or mutes, something else from now on. */
function untilNow({ terms, via, mutes, since, earlier = [] }: Watch, now: Instant, settings: Within) {
  const begun = earlier.at(-1)?.until ?? since
  const muted = mutes.length === 0 ? {} : { mutes }
  const last = now > begun ? [{ terms, ...(via && { via }), ...muted, until: now }] : []
  return [...earlier.filter((one) => !isOver(one, now, settings)), ...last]
}
