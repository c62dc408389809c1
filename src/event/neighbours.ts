import type { Actor, Event } from './event.ts'
import { mainTarget } from './main-target.ts'

/** Events around one, of a list that was handed in. Each event is in one list only, the first that it fits. */
export type Neighbours = {
  /** Of the same request: the copies in other accounts, and what a service did for it. */
  readonly request: readonly Event[]
  /** By the same session, nearest first. */
  readonly before: readonly Event[]
  readonly after: readonly Event[]
  /** On the same thing, by anybody, nearest first. */
  readonly resource: readonly Event[]
}

/** The nearest `most` of each sort. */
export function neighboursOf(event: Event, events: readonly Event[], most: number): Neighbours {
  const others = events.filter(({ id }) => id !== event.id)
  const target = mainTarget(event)
  const taken = new Set<string>()
  return {
    request: nearest((other) => isSameRequest(event, other)),
    before: nearest((other) => isSameSession(event.actor, other.actor) && order(other, event) < 0),
    after: nearest((other) => isSameSession(event.actor, other.actor) && order(other, event) > 0),
    resource: target === undefined ? [] : nearest((other) => mainTarget(other) === target),
  }

  function nearest(isNeighbour: (other: Event) => boolean): readonly Event[] {
    const found = others.filter((other) => !taken.has(other.id) && isNeighbour(other))
    const near = found.sort((a, b) => distance(a) - distance(b) || order(a, b)).slice(0, most)
    for (const { id } of near) taken.add(id)
    return near
  }

  function distance(other: Event): number {
    return Math.abs(other.time - event.time)
  }
}

/** Oldest first; within a second by id, for nothing else is known. */
function order(a: Event, b: Event): number {
  return a.time - b.time || (a.id < b.id ? -1 : Number(a.id > b.id))
}

function isSameRequest(a: Event, b: Event): boolean {
  return (
    (a.requestId !== undefined && a.requestId === b.requestId) ||
    (a.sharedId !== undefined && a.sharedId === b.sharedId)
  )
}

/**
 * One key is one session. A console session has a new key with each request, but one beginning; sessions of the same name
 * are several, and two people's if the name was taken twice.
 */
export function isSameSession(a: Actor, b: Actor): boolean {
  if (a.keyId !== undefined && a.keyId === b.keyId) return true
  if (a.uniqueId === undefined || a.uniqueId !== b.uniqueId || a.sessionName !== b.sessionName) return false
  return a.sessionStart !== undefined && a.sessionStart === b.sessionStart
}
