import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import { never } from '../lib/never.ts'
import { accountUser, federatedUser, signInOf } from './account-origin.ts'
import type { Hop } from './chain.ts'
import type { Clues, Session } from './clues.ts'
import { farCaller, switchedFrom } from './far-caller.ts'
import { evidenceOf, fromOf, type Link, linkOf, makeHop, missingIssue, MOMENT_FIELDS, startOf } from './link.ts'
import { claimedName, nobody, ownOrigin, providerUser, service } from './outside-origin.ts'
import type { Issue } from './read-issue.ts'
import { permissionSetOf, whoIs } from './who-is.ts'

/** How many steps of a chain are followed, where nothing else is said. */
export const MOST_HOPS = 6

/** The steps of a session and of all before it. */
export function goBack(session: Session, via: Event | undefined, clues: Clues, mostHops: number): readonly Hop[] {
  let hops: readonly Hop[] = []
  let next: { readonly session: Session; readonly via: Event | undefined } | undefined = { session, via }
  const been = new Set<string>()
  while (next !== undefined) {
    const { session: here, via: by } = next
    if (been.has(here.id)) return [nobody({ missing: [missingIssue(here, 'cycle', clues)] }), ...hops]
    if (been.size >= mostHops) return [nobody({ missing: [missingIssue(here, 'bound', clues)] }), ...hops]
    been.add(here.id)
    const step: Step = stepOf(here, by, clues)
    hops = [...step.hops, ...hops]
    next = step.before
  }
  return hops
}

type Step = {
  /** What this session adds to the chain, with its origin before it where nothing comes before that. */
  readonly hops: readonly Hop[]
  /** The session whose call gave out this one's credentials. */
  readonly before: { readonly session: Session; readonly via: Event } | undefined
}

function stepOf(session: Session, via: Event | undefined, clues: Clues): Step {
  const event = via ?? session.event
  const end = (...hops: readonly Hop[]): Step => ({ hops, before: undefined })
  switch (event.actor.type) {
    case 'AssumedRole':
      return roleStep(session, ownLink(session, via, clues), clues)
    case 'Root':
      return rootStep(session, via, clues)
    case 'IAMUser':
      return end(accountUser(session, temporary(session, clues), via, clues))
    case 'FederatedUser':
      return end(...federatedUser(session, linkOf(session, clues), clues))
    case 'SAMLUser':
    case 'WebIdentityUser':
      return end(providerUser(event))
    case 'IdentityCenterUser':
      return end(
        makeHop({
          who: personOf(event, clues),
          how: 'Identity Center',
          confidence: event.actor.onBehalfOf === undefined ? 'unknown' : 'proven',
          session: session.id,
          from: fromOf(event),
          evidence: [evidenceOf(event, ['userIdentity.onBehalfOf'])],
        }),
      )
    case 'AWSService':
    case '':
      return end(service(event))
    case 'Directory':
      return end(
        makeHop({
          who: whoIs(event),
          how: 'identity provider',
          confidence: 'likely',
          evidence: [evidenceOf(event, ['userIdentity'])],
        }),
      )
    case 'AWSAccount':
      return farStep(event, clues)
    default:
      return end(nobody({ evidence: [evidenceOf(event, ['userIdentity.type'])] }))
  }
}

/** The caller's own account's copy of the same call says who it was. */
function farStep(event: Event, clues: Clues): Step {
  const issue = [...clues.byKey.values()].flat().find(({ copies }) => copies.some(({ id }) => id === event.id))
  const copies = event.sharedId === undefined ? [] : (clues.shared.get(event.sharedId) ?? [])
  const [near, ...others] = issue?.far === false ? [issue.event] : copies
  const caller = near === undefined ? undefined : clues.sessions.get(clues.sessionOf(near))
  if (near === undefined || caller === undefined || others.length > 0 || near.actor.account !== event.actor.account)
    return { hops: farCaller(asFar(event), clues), before: undefined }
  return { hops: [], before: { session: caller, via: near } }
}

/** Where all that is asked about is the session's by its moment alone, its key proves nothing. */
function ownLink(session: Session, via: Event | undefined, clues: Clues): Link {
  const link = linkOf(session, clues)
  if (link.kind !== 'issued' || link.confidence !== 'proven') return link
  const { counts, joined } = session
  const all = via === undefined ? counts !== undefined && joined?.events === counts.events : clues.isJoined(via)
  return all ? { ...link, confidence: 'likely', fields: MOMENT_FIELDS } : link
}

const NO_LINK: Link = { kind: 'open', why: undefined, candidates: [] }

/** A long-term key goes back to nothing but its user. */
function temporary(session: Session, clues: Clues): Link {
  if (!session.id.startsWith('key:') || session.event.actor.keyId?.startsWith('AKIA')) return NO_LINK
  const link = linkOf(session, clues)
  return link.kind === 'issued' && link.issue.how === 'GetSessionToken' ? link : NO_LINK
}

/** A root session that was made from outside (AssumeRoot) is its caller's; any other is root's own. */
function rootStep(session: Session, via: Event | undefined, clues: Clues): Step {
  const context = fields(fields(session.event.record.userIdentity)?.sessionContext)
  const link = ownLink(session, via, clues)
  const assumed = link.kind === 'issued' && link.issue.how === 'AssumeRoot'
  if (!assumed && text(context?.assumedRoot) !== 'true' && context?.assumedRoot !== true)
    return { hops: [accountUser(session, temporary(session, clues), via, clues)], before: undefined }
  return assumed
    ? issuedStep(session, link.issue, link, clues)
    : { hops: [claimedName(session, link, clues), roleHop(session, link)], before: undefined }
}

function roleStep(session: Session, link: Link, clues: Clues): Step {
  const end = (...hops: readonly Hop[]): Step => ({
    hops: [...hops, withSignIn(roleHop(session, link), session, clues)],
    before: undefined,
  })
  const origin = ownOrigin(session, link, clues)
  if (origin !== undefined) {
    const how = permissionSetOf(session.event) === undefined ? 'delivered by AWS' : 'Identity Center'
    const hop = { ...roleHop(session, link), how, confidence: origin.confidence } as const
    // The call that gave out its key is no more than a further proof: looked for once, and not missed where it isn't.
    const open = link.kind === 'open' ? [missingIssue(session, undefined, clues)] : []
    const missing = open.filter(({ why }) => why === 'not-looked')
    return { hops: [origin, withSignIn({ ...hop, missing }, session, clues)], before: undefined }
  }
  switch (link.kind) {
    case 'issued':
      return issuedStep(session, link.issue, link, clues)
    case 'switched':
      return end(...switchedFrom(link.event, link.from, clues))
    case 'open':
      return end(claimedName(session, link, clues))
    default:
      return never(link)
  }
}

function issuedStep(session: Session, issue: Issue, link: Link, clues: Clues): Step {
  const hop = withSignIn(roleHop(session, link), session, clues)
  if (issue.far) return { hops: [...farCaller(issue, clues), hop], before: undefined }
  const caller = clues.sessions.get(clues.sessionOf(issue.event))
  if (caller === undefined)
    return { hops: [nobody({ missing: [missingIssue(session, 'not-looked', clues)] }), hop], before: undefined }
  return { hops: [hop], before: { session: caller, via: issue.event } }
}

/** The role session itself: what it is, and how sure it is that it came from the step before it. */
function roleHop(session: Session, link: Link): Hop {
  const who = { ...whoIs(session.event), mfa: session.events.some(({ actor }) => actor.mfa === true) || undefined }
  const key = session.id.startsWith('key:') ? session.event.actor.keyId : undefined
  const same = { who, session: session.id, key }
  if (link.kind === 'issued') {
    const { issue } = link
    return makeHop({
      ...same,
      how: issue.how,
      at: issue.time,
      from: fromOf(issue.event),
      evidence: issue.copies.map((copy) =>
        evidenceOf(
          copy,
          copy.sharedId === undefined || issue.copies.length === 1 ? link.fields : [...link.fields, 'sharedEventID'],
        ),
      ),
      confidence: link.confidence,
    })
  }
  if (link.kind === 'switched') {
    const evidence = [evidenceOf(link.event, ['userIdentity.principalId', 'additionalEventData.SwitchFrom'])]
    return makeHop({
      ...same,
      how: 'SwitchRole',
      at: link.event.time,
      from: fromOf(link.event),
      evidence,
      confidence: 'likely',
    })
  }
  const named = session.event.actor.sessionName !== undefined && link.why === undefined && link.candidates.length === 0
  const evidence = [evidenceOf(session.event, ['userIdentity.arn'])]
  return makeHop({
    ...same,
    how: 'not seen',
    at: startOf(session),
    evidence,
    confidence: named ? 'claimed' : 'unknown',
  })
}

/** The sign-in of the sitting is evidence too: it tells from where. */
function withSignIn(hop: Hop, session: Session, clues: Clues): Hop {
  const signIn = signInOf(session, clues)
  if (signIn === undefined) return hop
  return { ...hop, from: hop.from ?? fromOf(signIn), evidence: [...hop.evidence, evidenceOf(signIn, ['userIdentity'])] }
}

/** An Identity Center user by name, where another event of the same user tells it. */
function personOf(event: Event, clues: Clues): Hop['who'] {
  const who = whoIs(event)
  const names = clues.people.get(`${who.provider ?? ''}/${who.uniqueId ?? ''}`) ?? []
  return who.name === '' && names.length === 1 ? { ...who, name: names[0] ?? '' } : who
}

function asFar(event: Event): Issue {
  return {
    how: 'AssumeRole',
    key: undefined,
    principal: undefined,
    arn: undefined,
    sourceIdentity: undefined,
    time: event.time,
    event,
    far: true,
    copies: [event],
  }
}
