import type { Event } from '../event/event.ts'
import { instant } from '../lib/instant.ts'
import type { Candidate, Hop } from './chain.ts'
import type { Clues, Session } from './clues.ts'
import { evidenceOf, makeHop, startOf } from './link.ts'
import { makeMissing } from './looked.ts'
import { COPY_MS, LONGEST_ROLE_MS } from './moments.ts'
import { outsideName } from './outside-name.ts'
import { principalOf } from './principal.ts'
import type { Issue } from './read-issue.ts'
import { nobody } from './outside-origin.ts'
import { roleOfArn, whoIs } from './who-is.ts'

const NAME_MS = 3_600_000

/**
 * A caller of whom only the called account's copy tells: its account and its unique id. The id is somebody's for good, so
 * that any other event of theirs gives the name; which session of a role it was, only the caller's own account knows.
 */
export function farCaller({ event, key, time }: Issue, clues: Clues): readonly Hop[] {
  const who = whoIs(event)
  const { account, uniqueId } = who
  const window = { from: instant(time - COPY_MS), to: instant(time + COPY_MS) }
  const copy = makeMissing(
    { what: key === undefined ? 'copy' : 'caller', key, account, uniqueId, ...window },
    clues.looked,
  )
  const seen = evidenceOf(event, ['userIdentity.accountId', 'userIdentity.principalId'])
  if (uniqueId === undefined)
    return [makeHop({ who, how: 'not seen', confidence: 'unknown', evidence: [seen], missing: [copy] })]
  const named = clues.named.get(uniqueId)
  if (named === undefined) {
    const around = { from: instant(time - NAME_MS), to: instant(time + NAME_MS) }
    const name = makeMissing({ what: 'name', key: undefined, account, uniqueId, ...around }, clues.looked)
    return [makeHop({ who, how: 'not seen', confidence: 'unknown', evidence: [seen], missing: [copy, name] })]
  }
  const evidence = [seen, evidenceOf(named, ['userIdentity.principalId', 'userIdentity.arn'])]
  if (named.actor.type === 'IAMUser')
    return [
      makeHop({
        who: { ...whoIs(named), mfa: undefined },
        how: 'not seen',
        confidence: 'likely',
        evidence,
        missing: [copy],
      }),
    ]
  const role = {
    kind: 'role' as const,
    name: named.actor.role?.name ?? roleOfArn(named.actor.arn) ?? '',
    account,
    uniqueId,
  }
  const step = makeHop({
    who: { ...role, session: who.session },
    how: 'not seen',
    confidence: 'unknown',
    evidence,
    missing: [copy],
  })
  const candidates = aliveAs(principalOf(event), time, clues)
  return [nobody({ missing: [copy], candidates }), step]
}

/** Sessions of a role under one name that lived then: which of them it was, cannot be told. */
function aliveAs(principal: string | undefined, time: number, clues: Clues): readonly Candidate[] {
  if (principal === undefined) return []
  return [...clues.sessions.values()].filter((session) => isAlive(session, principal, time)).map(candidateOfSession)
}

function isAlive(session: Session, principal: string, time: number): boolean {
  if (session.event.actor.type === 'AWSAccount' || principalOf(session.event) !== principal) return false
  const start = startOf(session) ?? session.first
  return start <= time && time <= start + LONGEST_ROLE_MS
}

function candidateOfSession({ event }: Session): Candidate {
  return { who: whoIs(event), event: event.id, time: event.time }
}

/** Who switched roles in the console, as SwitchFrom says: a user by name, or some session of a role. */
export function switchedFrom(event: Event, from: string, clues: Clues): readonly Hop[] {
  const who = outsideName(from)
  const evidence = [evidenceOf(event, ['additionalEventData.SwitchFrom'])]
  const step = makeHop({ who, how: 'not seen', confidence: 'likely', evidence })
  if (who.kind !== 'role') return [step]
  const candidates = [...clues.sessions.values()]
    .filter((session) => session.event.actor.arn === from && (startOf(session) ?? session.first) <= event.time)
    .map(candidateOfSession)
  const window = { from: instant(event.time - LONGEST_ROLE_MS), to: event.time }
  const missing = [makeMissing({ what: 'caller', key: undefined, account: who.account, ...window }, clues.looked)]
  return [nobody({ missing, candidates }), { ...step, confidence: 'unknown' }]
}
