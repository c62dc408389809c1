import type { Event } from '../event/event.ts'
import { mainTarget } from '../event/main-target.ts'
import { text } from '../event/read-value.ts'
import { instant, type Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { identity, sessionOf } from './event-question.ts'
import type { Predicate, Window } from './question.ts'
import { sayQuestion } from './say-question.ts'

/** What can be asked from one event. The action_id of its button is `pivot-` and this. */
export const PIVOTS = ['behind', 'session', 'key', 'who', 'resource', 'name', 'address'] as const
export type Pivot = (typeof PIVOTS)[number]

/** The words that ask it, as they could be typed; undefined where the event has no such value. */
export function pivotWords(event: Event, pivot: Pivot, window: Window): string | undefined {
  const predicate = pivotPredicate(event, pivot)
  if (predicate === undefined) return undefined
  const words = sayQuestion({ terms: [{ not: false, predicate }], window })
  return pivot === 'behind' ? `behind ${words}` : words
}

const HALF_MS = 12 * 3_600_000

/**
 * The window a pivot asks in: that of the question the event was found with, or twelve hours either side of the event where
 * that was so short that it was only meant to find it.
 */
export function pivotWindow(event: Event, asked: Window, now: Instant): Window {
  const isAround = asked.from <= event.time && event.time < asked.to
  if (isAround && asked.to - asked.from >= 3_600_000) return asked
  const to = Math.min(event.time + HALF_MS, Math.max(Math.ceil(now / 1000) * 1000, event.time + 1000))
  return { from: instant(event.time - HALF_MS), to: instant(to) }
}

function pivotPredicate(event: Event, pivot: Pivot): Predicate | undefined {
  const { actor } = event
  switch (pivot) {
    case 'behind':
      return actor.keyId === undefined ? sessionOf(actor) : identity('key', actor.keyId)
    case 'session':
      return actor.sessionName === undefined ? undefined : sessionOf({ ...actor, keyId: undefined })
    case 'key':
      return actor.keyId === undefined ? undefined : identity('key', actor.keyId)
    case 'who':
      return whoOf(event)
    case 'resource':
      return resourceOf(event)
    case 'name':
      return { kind: 'event', value: event.name, prefix: false }
    case 'address':
      return event.address === '' ? undefined : { kind: 'ip', value: event.address }
    default:
      return never(pivot)
  }
}

/** Not the session but whose it is: the role, the user, the service. */
function whoOf({ actor, address }: Event): Predicate | undefined {
  if (actor.type === 'Root') return identity('root', 'root')
  if (actor.role?.arn !== undefined) return identity('arn', actor.role.arn)
  if (actor.type === 'IAMUser' && actor.arn !== undefined) return identity('arn', actor.arn)
  if (actor.onBehalfOf !== undefined) return identity('uniqueId', actor.onBehalfOf.userId)
  if (actor.type === 'AWSService' || actor.type === '')
    return identity('service', actor.invokedBy ?? (address === '' ? 'unknown' : address))
  return actor.name === undefined ? undefined : identity('name', actor.name)
}

/** A target as it stands in the record, so that it is found again: of several things the first, of an object its ARN or its bucket. */
function resourceOf(event: Event): Predicate | undefined {
  const target = mainTarget(event)
  if (target === undefined) return undefined
  const bucket = text(event.request?.bucketName)
  if (bucket !== undefined && target.startsWith(`${bucket}/`)) {
    const object = event.resources.find(({ arn }) => arn?.endsWith(`:::${target}`))
    return { kind: 'resource', value: object?.arn ?? bucket }
  }
  return { kind: 'resource', value: target.replace(/ and \d+ more$/, '') }
}
