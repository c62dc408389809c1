import { fields, text } from '../event/read-value.ts'
import type { Event } from '../event/event.ts'
import type { Evidence, Hop, Who } from './chain.ts'
import { type Clues, personId, type Session } from './clues.ts'
import { evidenceOf, type Link, makeHop, missingIssue, startOf } from './link.ts'
import { machineOf, permissionSetOf, whoIs } from './who-is.ts'

/**
 * Where a role session comes from if AWS itself says so in the session's own events: a machine, a service, or a user of
 * Identity Center. Such a session has nobody else behind it, whatever issued it.
 */
export function ownOrigin(session: Session, link: Link, clues: Clues): Hop | undefined {
  const issue = link.kind === 'issued' ? link.issue : undefined
  const issued = issue === undefined ? [] : [evidenceOf(issue.event, ['userIdentity', 'requestParameters.roleArn'])]
  const told = session.events.find((event) => machineOf(event) !== undefined)
  const machine = told === undefined ? undefined : machineOf(told)
  if (told !== undefined && machine !== undefined) {
    const evidence = [evidenceOf(told, machine.fields), ...issued]
    return makeHop({ who: machine.who, how: 'delivered by AWS', confidence: 'proven', evidence })
  }
  const set = permissionSetOf(session.event)
  if (set !== undefined) return identityCenterUser(session, set, issued, clues)
  return undefined
}

/** AWS names the sessions of a permission set after the user, and nobody else can take that role. */
function identityCenterUser(session: Session, set: string, issued: readonly Evidence[], clues: Clues): Hop {
  const { event } = session
  const { sessionName, account } = event.actor
  const behalf = new Map(
    session.events.flatMap((each) =>
      each.actor.onBehalfOf === undefined ? [] : [[personId(each.actor.onBehalfOf), each] as const],
    ),
  )
  const [person, ...others] = behalf.values()
  const told = person?.actor.onBehalfOf
  const who: Who = {
    kind: 'identity-center-user',
    name: sessionName ?? '',
    account,
    uniqueId: told?.userId,
    provider: told?.identityStoreArn,
  }
  const evidence = [
    evidenceOf(event, ['userIdentity.sessionContext.sessionIssuer.arn', 'userIdentity.principalId']),
    ...(person === undefined ? [] : [evidenceOf(person, ['userIdentity.onBehalfOf'])]),
    ...issued,
    ...fetched(session, set, clues).map((each) => evidenceOf(each, ['userIdentity.onBehalfOf', 'serviceEventDetails'])),
  ]
  if (sessionName === undefined || others.length > 0) {
    const candidates = [...behalf.values()].map((each) => ({
      who: { ...who, uniqueId: each.actor.onBehalfOf?.userId, provider: each.actor.onBehalfOf?.identityStoreArn },
      event: each.id,
      time: each.time,
    }))
    const missing = [missingIssue(session, 'ambiguous', clues)]
    return makeHop({ who: NOBODY, how: 'Identity Center', confidence: 'unknown', evidence, missing, candidates })
  }
  return makeHop({ who, how: 'Identity Center', confidence: 'proven', evidence })
}

const NOBODY: Who = { kind: 'nobody', name: '', account: undefined }
const FETCHED_MS = 10_000

/**
 * The portal's own event of handing out the session, which hides the key. Account, permission set and moment can fit for
 * several people at once, so that it counts only where the user's id is known to be this user's.
 */
function fetched(session: Session, set: string, clues: Clues): readonly Event[] {
  const start = startOf(session)
  const { account, sessionName } = session.event.actor
  if (start === undefined) return []
  const mine = new Set(session.events.flatMap(({ actor }) => (actor.onBehalfOf ? [personId(actor.onBehalfOf)] : [])))
  const fitting = clues.portal.filter((event) => {
    const asked = fields(event.record.serviceEventDetails) ?? event.request
    const role = text(asked?.role_name) ?? text(asked?.roleName)
    const there = text(asked?.account_id) ?? text(asked?.accountId)
    if (role !== set || there !== account || Math.abs(event.time - start) > FETCHED_MS) return false
    const id = event.actor.onBehalfOf === undefined ? undefined : personId(event.actor.onBehalfOf)
    if (id === undefined) return false
    const names = clues.people.get(id) ?? []
    return mine.has(id) || (names.length === 1 && names[0] === sessionName)
  })
  return fitting.length === 1 ? fitting : []
}

/** Someone that an identity provider vouched for: the subject stands in the call itself. */
export function providerUser(event: Event): Hop {
  const fieldsShown = ['userIdentity.userName', 'userIdentity.identityProvider']
  const evidence = [evidenceOf(event, fieldsShown)]
  return makeHop({ who: whoIs(event), how: 'identity provider', confidence: 'proven', evidence })
}

/** A service that took a role on its own account. */
export function service(event: Event): Hop {
  const evidence = [evidenceOf(event, ['userIdentity.type', 'userIdentity.invokedBy'])]
  return makeHop({ who: whoIs(event), how: 'a call of its own', confidence: 'proven', evidence })
}

/** All that is left is what the caller chose to be called. */
export function claimedName(session: Session, link: Link, clues: Clues): Hop {
  const { event } = session
  const { sourceIdentity, sessionName, identityProvider, account } = event.actor
  const open = link.kind === 'open' ? link : { why: undefined, candidates: [] }
  const missing = [missingIssue(session, open.why, clues)]
  const name = sourceIdentity ?? sessionName
  const { candidates } = open
  if (name === undefined || candidates.length > 0 || open.why !== undefined)
    return makeHop({ who: NOBODY, how: 'not seen', confidence: 'unknown', missing, candidates })
  const field = sourceIdentity === undefined ? 'userIdentity.arn' : 'userIdentity.sessionContext.sourceIdentity'
  const web = 'userIdentity.sessionContext.webIdFederationData.federatedProvider'
  const evidence = [evidenceOf(event, identityProvider === undefined ? [field] : [field, web])]
  const who: Who =
    identityProvider === undefined
      ? { kind: 'name', name, account: undefined }
      : { kind: 'web-identity', name, account, provider: identityProvider }
  return makeHop({ who, how: 'not seen', confidence: 'claimed', evidence, missing })
}

/** A step that is not known, and why. */
export function nobody(more: Partial<Hop>): Hop {
  return makeHop({ who: NOBODY, how: 'not seen', confidence: 'unknown', ...more })
}
