import { makeTellActor } from '../answer/tell-actor.ts'
import type { Event } from '../event/event.ts'
import type { EventWords } from '../message/event-row.ts'
import type { ReplyDeps } from './reply-deps.ts'

/** What events are told with: the asker's zone, the accounts' aliases, and nothing that is secret. */
export function eventWords(
  events: readonly Event[],
  zone: string,
  { sources, redact }: Pick<ReplyDeps, 'sources' | 'redact'>,
): EventWords {
  const alias = new Map(sources.estate.accounts.map((account) => [account.id, account.alias]))
  return { zone, redact, tell: makeTellActor(events, alias), account: (id) => alias.get(id) ?? id }
}
