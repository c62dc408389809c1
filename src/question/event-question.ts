import type { EventRef } from '../event/event-ref.ts'
import type { Actor, Event } from '../event/event.ts'
import { instant } from '../lib/instant.ts'
import type { Predicate, Question } from './question.ts'

/** A log may have another fraction of the second than the record that was read first. */
const AROUND_MS = 2_000
const NEAR_MS = 15 * 60_000

/**
 * The question that finds one event again: by its id, where and when it is known to be. `within` is the question that it was
 * found with: it has to hold still, so that whoever may ask it may see the event too.
 */
export function eventQuestion({ id, time, account, region }: EventRef, within?: Question): Question {
  const terms = (within?.terms ?? []).filter(({ not, predicate }) => not || predicate.kind !== 'ref')
  const isFree = (kind: Predicate['kind']) => !terms.some(({ not, predicate }) => !not && predicate.kind === kind)
  const predicates: Predicate[] = [
    { kind: 'ref', field: 'event', value: id },
    ...(account !== '' && isFree('account') ? [{ kind: 'account', value: account } as const] : []),
    ...(region !== '' && isFree('region') ? [{ kind: 'region', value: region } as const] : []),
  ]
  return {
    terms: [...terms, ...predicates.map((predicate) => ({ not: false, predicate }))],
    window: { from: instant(time - AROUND_MS), to: instant(time + AROUND_MS) },
    ...(within?.via === undefined ? {} : { via: within.via }),
  }
}

/** What whoever did it did a quarter of an hour before and after; undefined where they cannot be asked for. */
export function neighboursQuestion({ actor, time }: Pick<Event, 'actor' | 'time'>): Question | undefined {
  const predicate = sessionOf(actor)
  if (predicate === undefined) return undefined
  return {
    terms: [{ not: false, predicate }],
    window: { from: instant(time - NEAR_MS), to: instant(time + NEAR_MS) },
  }
}

/** A session as it can be asked for: by its ARN, for the console has a new key with each request; else by its key. */
export function sessionOf(actor: Actor): Predicate | undefined {
  if (actor.type === 'AssumedRole' && actor.arn !== undefined && actor.sessionName !== undefined)
    return identity('arn', actor.arn)
  if (actor.keyId !== undefined) return identity('key', actor.keyId)
  if (actor.sessionName !== undefined) return identity('session', actor.sessionName)
  return actor.uniqueId === undefined ? undefined : identity('uniqueId', actor.uniqueId)
}

export function identity(
  by: Extract<Predicate, { kind: 'identity' }>['by'],
  value: string,
): Extract<Predicate, { kind: 'identity' }> {
  return { kind: 'identity', by, value, prefix: false }
}
