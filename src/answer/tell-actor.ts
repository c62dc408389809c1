import { actorLabel } from '../event/actor-label.ts'
import type { Event } from '../event/event.ts'
import { OWN_SESSION_PREFIX } from '../event/own-session.ts'
import { isNamedByAws } from './session-name.ts'

/**
 * Says a label of `actorLabel` for people: the account by its alias, and a session name that its user chose as claimed.
 * `beside` is an account that is told next to it, and then left out of it.
 */
export type TellActor = (label: string, beside?: string) => string

const CLAIMED = ' (claimed)'
/** Its name is one that our own sessions have; whoever assumes a role may choose it too. */
const OWN = ' (claimed: whodid’s own looking)'
const ROLE_SESSION = /^role (.+?), session (.+?)(?: \((\d{12})\))?$/s
const ACCOUNT = / \((\d{12})\)(?=$|: a type not known here$)/
const SOMEONE = /^(someone of account )(\d{12})/

/** Session names count as claimed unless every listed event of that session shows that AWS gave it. */
export function makeTellActor(events: readonly Event[], alias: ReadonlyMap<string, string | undefined>): TellActor {
  const given = new Map<string, boolean>()
  for (const event of events) {
    if (event.actor.sessionName === undefined) continue
    const label = actorLabel(event.actor)
    given.set(label, given.get(label) !== false && isNamedByAws(event))
  }
  const place = (account: string | undefined, beside: string | undefined) =>
    account === undefined || account === beside ? '' : ` (${alias.get(account) ?? account})`
  return (label, beside) => {
    const session = ROLE_SESSION.exec(label)
    if (session !== null) {
      const [, role = '', name = '', account] = session
      return `role ${role}${place(account, beside)}, session ${name}${given.get(label) === true ? '' : name.startsWith(OWN_SESSION_PREFIX) ? OWN : CLAIMED}`
    }
    return label
      .replace(ACCOUNT, (_, account: string) => place(account, beside))
      .replace(SOMEONE, (_, said: string, account: string) => said + (alias.get(account) ?? account))
  }
}

/** Whether somebody is told under a name that they chose themselves. */
export function isClaimed(told: string): boolean {
  return told.endsWith(CLAIMED) || told.endsWith(OWN)
}
