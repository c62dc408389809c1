import type { Event } from '../event/event.ts'
import { text } from '../event/read-value.ts'
import type { Hop, Missing } from './chain.ts'
import type { Clues, Session } from './clues.ts'
import { evidenceOf, fromOf, type Link, makeHop, missingIssue, startOf } from './link.ts'
import { makeMissing } from './looked.ts'
import { around, SIGN_IN_MS } from './moments.ts'
import { principalOf } from './principal.ts'
import { whoIs } from './who-is.ts'

const WHO_FIELDS = ['userIdentity.type', 'userIdentity.arn', 'userIdentity.principalId']

/**
 * An IAM user or root: AWS checked the credentials, so who it was is proven by any event of theirs. How they came in is told
 * where it was seen. `via` is the event by which the chain came here.
 */
export function accountUser(session: Session, link: Link, via: Event | undefined, clues: Clues): Hop {
  const event = via ?? session.event
  const who = { ...whoIs(event), mfa: mfaOf(session, via) }
  const lasting =
    session.id.startsWith('key:') && startOf(session) === undefined && !event.actor.keyId?.startsWith('ASIA')
  const key = event.fromConsole ? undefined : event.actor.keyId
  const own = evidenceOf(event, key === undefined ? WHO_FIELDS : [...WHO_FIELDS, 'userIdentity.accessKeyId'])
  const step = { session: session.id, who, key, from: fromOf(event), confidence: 'proven' as const }
  if (lasting) return makeHop({ ...step, how: 'access key', evidence: [own] })
  if (session.id.startsWith('failed:'))
    return makeHop({
      ...step,
      who: { kind: 'name', name: who.name, account: who.account },
      how: 'console sign-in',
      confidence: 'claimed',
      evidence: [own],
    })
  if (link.kind === 'issued') {
    const { issue } = link
    const given = evidenceOf(issue.event, link.fields)
    return makeHop({ ...step, how: issue.how, at: issue.time, from: fromOf(issue.event), evidence: [given, own] })
  }
  const signIn = signInOf(session, clues)
  if (signIn !== undefined) {
    const evidence = [evidenceOf(signIn, ['userIdentity', 'additionalEventData.MFAUsed']), own]
    const mfa = text(signIn.extra?.MFAUsed) === 'Yes' || who.mfa === true
    return makeHop({
      ...step,
      who: { ...who, mfa },
      how: 'console sign-in',
      at: signIn.time,
      from: fromOf(signIn),
      evidence,
    })
  }
  if (event.name === 'ConsoleLogin')
    return makeHop({ ...step, how: 'console sign-in', at: event.time, evidence: [own] })
  if (event.actor.invokedBy !== undefined && !event.fromConsole) {
    const evidence = [evidenceOf(event, [...WHO_FIELDS, 'userIdentity.invokedBy'])]
    return makeHop({ ...step, how: 'forwarded by a service', at: startOf(session), evidence })
  }
  const missing = event.fromConsole ? missingSignIn(session, clues) : [missingIssue(session, undefined, clues)]
  return makeHop({
    ...step,
    how: event.fromConsole ? 'console sign-in' : 'not seen',
    at: startOf(session),
    evidence: [own],
    missing,
  })
}

/** Whether a second factor was shown: in the session, or in the very call by which the chain goes on. */
function mfaOf(session: Session, via: Event | undefined): boolean | undefined {
  if (text(via?.request?.serialNumber) !== undefined && via?.name === 'AssumeRole') return true
  const said = session.events.flatMap(({ actor }) => actor.mfa ?? [])
  return said.length === 0 ? undefined : said.some(Boolean)
}

/** The one successful sign-in of this user at the moment at which the sitting began. */
export function signInOf(session: Session, clues: Clues): Event | undefined {
  const start = startOf(session)
  if (start === undefined) return undefined
  const { event } = session
  const found = clues.signIns.filter(
    (each) =>
      Math.abs(each.time - start) <= SIGN_IN_MS &&
      principalOf(each) !== undefined &&
      principalOf(each) === principalOf(event) &&
      each.actor.type === event.actor.type,
  )
  return found.length === 1 ? found[0] : undefined
}

function missingSignIn(session: Session, clues: Clues): readonly Missing[] {
  const start = startOf(session) ?? session.first
  const { account } = session.event.actor
  return [makeMissing({ what: 'sign-in', key: undefined, account, ...around(start) }, clues.looked)]
}

/** A federated user is made by an IAM user or root, whom CloudTrail names in each of its events; its own name is chosen. */
export function federatedUser(session: Session, link: Link, clues: Clues): readonly Hop[] {
  const { event } = session
  const { issuer } = event.actor
  const issue = link.kind === 'issued' ? link.issue : undefined
  const given = issue === undefined ? [] : [evidenceOf(issue.event, link.kind === 'issued' ? link.fields : [])]
  const named = evidenceOf(event, ['userIdentity.sessionContext.sessionIssuer'])
  const step = makeHop({
    who: whoIs(event),
    how: issue?.how ?? 'GetFederationToken',
    session: session.id,
    at: issue?.time ?? startOf(session),
    key: event.actor.keyId,
    from: issue === undefined ? undefined : fromOf(issue.event),
    evidence: [...given, named],
    missing: issue === undefined ? [missingIssue(session, undefined, clues)] : [],
    confidence: issuerKind(issuer?.type) === undefined ? 'unknown' : 'proven',
  })
  const kind = issuerKind(issuer?.type)
  if (issuer === undefined || kind === undefined) return [step]
  const maker = issue === undefined || issue.far ? undefined : issue.event
  const who = {
    kind,
    name: kind === 'root' ? '' : (issuer.name ?? ''),
    account: issuer.account,
    uniqueId: issuer.uniqueId,
    mfa: maker?.actor.mfa,
  }
  const origin = makeHop({
    who,
    how: maker?.actor.keyId?.startsWith('AKIA') ? 'access key' : 'not seen',
    key: maker?.actor.keyId,
    from: maker === undefined ? undefined : fromOf(maker),
    evidence: [named],
    confidence: 'proven',
  })
  return [origin, step]
}

function issuerKind(type: string | undefined): 'iam-user' | 'root' | undefined {
  if (type === 'IAMUser') return 'iam-user'
  return type === 'Root' ? 'root' : undefined
}
