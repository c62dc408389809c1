import { refusalReason } from '../answer/refusal-reason.ts'
import type { TellActor } from '../answer/tell-actor.ts'
import type { Action } from '../answer/twins.ts'
import { actorLabel } from '../event/actor-label.ts'
import type { Event } from '../event/event.ts'
import { mainTarget } from '../event/main-target.ts'
import { isDenied } from '../event/outcome.ts'
import { tellingDetail } from '../event/telling-detail.ts'
import type { Redact, SafeEvent } from '../policy/redact.ts'
import { shown } from './piece.ts'
import { type AccountName } from './say-account.ts'
import { callOf } from './say-action.ts'

/** What turns an event into words besides the event itself. */
export type EventWords = {
  /** The asker's IANA zone. */
  readonly zone: string
  readonly redact: Redact
  readonly tell: TellActor
  readonly account: AccountName
}

/** One event in the few words of a line: nothing in it is markup, and no secret is in it. */
export type EventRow = {
  readonly event: SafeEvent
  readonly who: string
  /** The same with its account: one name in two accounts is two identities. */
  readonly identity: string
  readonly call: string
  /** What it was done to, and how, where the request says. */
  readonly on: string
  readonly result: string
  /** All accounts that recorded it, and the Region. */
  readonly where: string
  readonly address: string
}

/** A row of a list. `most` is how long what it was done to may be. */
export function eventRow({ event, accounts }: Action, words: EventWords, most = 110): EventRow {
  const safe = words.redact.event(event)
  const { tell, account } = words
  const label = words.redact.text(actorLabel(safe.actor))
  return {
    event: safe,
    who: shown(tell(label, accounts[0]), 90),
    identity: shown(tell(label), 110),
    call: shown(callOf(safe), 70),
    on: sayOn(safe, most),
    result: sayResult(safe),
    where: shown(`${accounts.map(account).join(' and ') || 'no account'} / ${safe.region || 'no Region'}`, 80),
    address: safe.address === '' ? '' : shown(safe.address, 60),
  }
}

/** `Bob, AdministratorAccess`: '' where the request names nothing. */
export function sayOn(safe: SafeEvent, most: number): string {
  const parts = [mainTarget(safe) ?? refusedTarget(safe), tellingDetail(safe)].filter(
    (part) => part !== undefined && part !== '',
  )
  return parts.length === 0 ? '' : parts.map((part) => shown(part ?? '', Math.floor(most / parts.length))).join(', ')
}

/** `done`, `refused: no SCP allows it`, `failed: NoSuchBucket`. */
export function sayResult(event: Pick<Event, 'error' | 'name'>): string {
  if (event.error === undefined) return 'done'
  const reason = refusalReason(event)
  if (isDenied(event)) return reason === 'reason not given' ? 'refused' : `refused: ${reason}`
  return `failed: ${shown(event.error.code || event.error.message, 60)}`
}

/** A refused call often has no parameters; what it was refused on stands in its message. */
export function refusedTarget({ error }: Pick<Event, 'error'>): string | undefined {
  return / on resource: (\S{1,300})/.exec(error?.message ?? '')?.[1]?.replace(/[.,]$/, '')
}
