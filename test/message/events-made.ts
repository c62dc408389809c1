import type { Answer } from '../../src/answer/answer.ts'
import { makeTellActor } from '../../src/answer/tell-actor.ts'
import type { Event } from '../../src/event/event.ts'
import type { EventWords } from '../../src/message/event-row.ts'
import { makeRedact } from '../../src/policy/redact.ts'
import { ACCOUNTS } from '../answer/made.ts'

/** What events are told with in tests. */
export function wordsOf(events: readonly Event[], zone: Answer['zone'] = 'Europe/Berlin'): EventWords {
  const alias = new Map(ACCOUNTS.map((account) => [account.id, account.alias]))
  return { zone, redact: makeRedact(), tell: makeTellActor(events, alias), account: (id) => alias.get(id) ?? id }
}
