import type { Event } from '../event/event.ts'
import { serviceOf } from '../event/stands-out.ts'
import type { Entry } from './answer.ts'
import { compare } from './counted.ts'
import { sampleOf } from './sample.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** Calls by which one identity becomes another, or comes in. CloudTrail has the AssumeRole family as reads. */
const ENTRIES = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoot',
  'sts:GetSessionToken',
  'sts:GetFederationToken',
  'signin:ConsoleLogin',
  'signin:SwitchRole',
  'signin:GetSigninToken',
  'sso:GetRoleCredentials',
  'sso:Federate',
])

/** A console sign-in: the one way in that is no role and no token. */
export function isSignIn(event: Pick<Event, 'source' | 'name'>): boolean {
  return isEntry(event) && event.name === 'ConsoleLogin'
}

/** Who became what, or came in, and how often. */
export function entriesOf(actions: readonly Action[], tell: TellActor): readonly Entry[] {
  const entries = new Map<string, Entry>()
  for (const action of actions) {
    if (!isEntry(action.event) || action.event.error !== undefined) continue
    const { source, name, target, actor, time } = sampleOf(action, tell)
    const key = JSON.stringify([source, name, target, actor])
    const entry = entries.get(key) ?? { source, name, target, actor, events: 0, first: time, last: time }
    entries.set(key, {
      ...entry,
      events: entry.events + 1,
      first: time < entry.first ? time : entry.first,
      last: time > entry.last ? time : entry.last,
    })
  }
  return [...entries].sort(([a, x], [b, y]) => y.events - x.events || compare(a, b)).map(([, entry]) => entry)
}

/** A call by which someone becomes someone else, or comes in: neither a change nor a read, whatever CloudTrail calls it. */
export function isEntry(event: Pick<Event, 'source' | 'name'>): boolean {
  return ENTRIES.has(`${serviceOf(event.source)}:${event.name}`)
}
