import { actorLabel } from '../event/actor-label.ts'
import type { Event } from '../event/event.ts'
import { mainTarget } from '../event/main-target.ts'
import { isWrite } from '../event/outcome.ts'
import { isOwnSession } from '../event/own-session.ts'
import { standsOut } from '../event/stands-out.ts'
import type { Instant } from '../lib/instant.ts'
import { holdsAll, type Holds } from '../question/holds.ts'
import { type Span, spansOf } from './asked-before.ts'
import { isHeld } from './hold.ts'
import type { WatchSettings } from './settings.ts'
import { laneOf, rankOf } from './urgency.ts'
import type { Said, Sighting, Watch } from './watch.ts'
import { makeWatchIndex } from './watch-index.ts'

/** A sighting before it is known which of its watches see this for the first time. */
export type Candidate = {
  readonly channel: string
  readonly sighting: Sighting
  /** Watches that tell it only if nobody did `what` before. */
  readonly firsts: readonly string[]
  readonly what: string
}

export type Sighter = {
  /** One for each channel whose watches ask for the event. */
  see(event: Event): readonly Candidate[]
  /** Watches whose terms or mutes could not be read. */
  readonly broken: readonly Watch[]
}

/** Makes sightings of events, for all watches of a workspace. `caughtUp`: what is late is so because we were away. */
export function makeSighter(
  watches: readonly Watch[],
  settings: WatchSettings,
  now: Instant,
  caughtUp: boolean,
): Sighter {
  const alive = watches.filter(({ ended }) => ended === undefined)
  const spans: Span[] = []
  const mutes = new Map<Span, readonly Holds[]>()
  const broken: Watch[] = []
  for (const watch of alive) {
    try {
      const own = spansOf(watch, now, settings)
      for (const span of own) if (span.mutes.length > 0) mutes.set(span, span.mutes.map(holdsAll))
      spans.push(...own)
    } catch {
      broken.push(watch)
    }
  }
  const index = makeWatchIndex(spans)
  return { broken: [...new Set([...broken, ...index.broken.map(({ watch }) => watch)])], see }

  function see(event: Event): readonly Candidate[] {
    const rules = standsOut(event).map(({ rule }) => rule.id)
    const channels = new Map<string, Watch[]>()
    for (const span of index.match(event)) {
      const { watch } = span
      if (!wants(span, event, rules.length > 0)) continue
      const others = channels.get(watch.channel)
      if (others === undefined) channels.set(watch.channel, [watch])
      else others.push(watch)
    }
    return [...channels].map(([channel, wanting]) => candidate(channel, wanting, event, rules))
  }

  function wants(span: Span, event: Event, stands: boolean): boolean {
    const { watch, terms, from, until } = span
    if (event.time < from || (until !== undefined && event.time >= until)) return false
    if (watch.urgency.kind === 'stands-out' && !stands) return false
    if (!stands && isOwnLook(event) && !terms.some(namesWho)) return false
    return mutes.get(span)?.some((holds) => holds(event)) !== true
  }

  function candidate(channel: string, wanting: Watch[], event: Event, rules: readonly string[]): Candidate {
    const free = wanting.filter((watch) => !isHeld(watch, now))
    const ranked = wanting.toSorted(
      (a, b) =>
        Number(!free.includes(a)) - Number(!free.includes(b)) ||
        rankOf(a, rules.length > 0) - rankOf(b, rules.length > 0) ||
        (a.id < b.id ? -1 : 1),
    )
    const who = cut(actorLabel(event.actor))
    return {
      channel,
      firsts: ranked.filter(({ urgency }) => urgency.kind === 'first').map(({ id }) => id),
      what: `${who} ${event.source}:${event.name}`,
      sighting: {
        key: cut(event.sharedId ?? event.id, 128),
        event: event.id,
        time: event.time,
        seenAt: now,
        watches: ranked.map(({ id }) => id),
        lane: laneOf(ranked, rules.length > 0, now),
        said: saidOf(event, who),
        standsOut: rules,
        late: !caughtUp && now - event.time > settings.lateAfter,
      },
    }
  }
}

/**
 * What a candidate comes to once the first times are known: undefined where nobody is left to tell it to. `first` are the
 * watches, of `firsts`, for which this is the first time.
 */
export function settleFirsts({ sighting, firsts }: Candidate, first: readonly string[]): Sighting | undefined {
  if (firsts.length === first.length) return sighting
  const watches = sighting.watches.filter((id) => !firsts.includes(id) || first.includes(id))
  return watches.length === 0 ? undefined : { ...sighting, watches }
}

/** The bot's own looking. Who watches everybody is not told of it: each telling would be followed by the next. */
function isOwnLook(event: Event): boolean {
  return isOwnSession(event) && !isWrite(event)
}

function namesWho({ not, predicate }: Watch['terms'][number]): boolean {
  return !not && predicate.kind === 'identity'
}

function saidOf(event: Event, who: string): Said {
  const target = mainTarget(event)
  return {
    who,
    name: cut(event.name),
    source: cut(event.source),
    account: cut(event.account),
    region: cut(event.region),
    address: cut(event.address),
    target: target === undefined ? undefined : cut(target),
    error: event.error === undefined ? undefined : cut(event.error.code || event.error.message),
    write: isWrite(event),
  }
}

/** Bounded, so that a thousand events with long names are no burden. */
function cut(text: string, most = 200): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
