import type { Actor } from './event.ts'

/** How the bot's own sessions begin; what follows is who asked. */
export const OWN_SESSION_PREFIX = 'whodid-'

/**
 * Whether an event was made by the bot while it looked for an answer. Only the session's name says so, and whoever
 * assumes a role chooses it: such events are marked, never left out.
 */
export function isOwnSession({ actor }: { readonly actor: Pick<Actor, 'type' | 'sessionName'> }): boolean {
  return actor.type === 'AssumedRole' && actor.sessionName?.startsWith(OWN_SESSION_PREFIX) === true
}
