import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'

/** principalId as it is written: `AIDA…`, `AROA…:session`, `111122223333:name`. A name that was used again has another. */
export function principalOf({ record }: Pick<Event, 'record'>): string | undefined {
  return text(fields(record.userIdentity)?.principalId)
}

/** Whether a key only lives for hours: ASIA…, and whatever a session context says so of. */
export function isTemporary({ actor }: Pick<Event, 'actor'>): boolean {
  return actor.sessionStart !== undefined || actor.keyId?.startsWith('ASIA') === true
}

/**
 * Whether the key may be one that no event gave out: the console makes one for each request, and so does a service that
 * calls on with the rights of whoever called it.
 */
export function mayBeMinted({ actor, fromConsole }: Pick<Event, 'actor' | 'fromConsole'>): boolean {
  return fromConsole || actor.invokedBy !== undefined || actor.keyId === undefined
}
