import { actorLabel } from '../event/actor-label.ts'
import type { Event } from '../event/event.ts'
import { mainTarget } from '../event/main-target.ts'
import { hasErrorCode, isDenied, isWrite } from '../event/outcome.ts'
import type { Instant } from '../lib/instant.ts'
import type { CountedBy } from './totals.ts'

/** What is counted of an event: without its record, so that a million of them can be held. */
export type Row = {
  readonly id: string
  readonly time: Instant
  readonly write: boolean
  readonly error: string | undefined
  /** It has an errorCode; a failed sign-in has only a message. */
  readonly coded: boolean
  readonly refused: boolean
  readonly source: string
  readonly name: string
  readonly target: string | undefined
  /** The accounts that recorded the action, its own first. */
  readonly accounts: readonly string[]
  readonly values: Readonly<Record<Exclude<CountedBy, 'account'>, string | undefined>>
  /** The copy of a cross-account call that says which account called, but not who. */
  readonly far: boolean
}

/** An event as it is counted. */
export function rowOf(event: Event): Row {
  const { actor, error } = event
  const said = error === undefined ? undefined : error.code || error.message
  return {
    id: event.id,
    time: event.time,
    write: isWrite(event),
    error: said,
    coded: hasErrorCode(event),
    refused: isDenied(event),
    source: event.source,
    name: event.name,
    target: isWrite(event) || error !== undefined ? mainTarget(event) : undefined,
    accounts: [event.account],
    far: actor.type === 'AWSAccount',
    values: {
      region: event.region || undefined,
      source: event.source || undefined,
      address: event.address || undefined,
      agent: event.agent || undefined,
      key: actor.keyId,
      actor: actorLabel(actor),
      error: said,
    },
  }
}
