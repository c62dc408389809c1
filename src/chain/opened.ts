import type { Event } from '../event/event.ts'
import { holdsAll } from '../question/holds.ts'
import type { Predicate, Term } from '../question/question.ts'
import type { Chain, Counts, Who } from './chain.ts'
import { addCounts, type Clues, type Session } from './clues.ts'
import { makeChain } from './make-chain.ts'

/** What an identity did: by itself, and through the sessions that it opened. Nothing is counted in two of them. */
export type Opened = {
  readonly direct: Counts | undefined
  /** Sessions that go back to it, each with its chain: at least likely in every step. Those with most events first. */
  readonly through: readonly Chain[]
  /**
   * Sessions that carry the name and of which nothing shows that they are this identity's: whoever took the role chose it.
   * Where the chain ends at somebody else, it was.
   */
  readonly onlyNamed: readonly Chain[]
}

/**
 * Parts what was counted by who was behind it. `terms` is what was asked, of which only those about identities matter here; the
 * counts of the sessions are of whatever the question holds for otherwise.
 */
export function partOpened(terms: readonly Term[], clues: Clues, mostHops?: number): Opened {
  const isAsked = makeAsked(terms)
  const direct: Session[] = []
  const through: Chain[] = []
  const onlyNamed: Chain[] = []
  for (const session of clues.sessions.values()) {
    if (session.counts === undefined) continue
    const asked = isAsked.holds(session)
    const chain = makeChain(session, clues, mostHops)
    if (opensFrom(chain, clues, isAsked)) through.push(chain)
    else if (asked && isAsked.onlyByName(session)) onlyNamed.push(chain)
    else if (asked) direct.push(session)
  }
  return {
    direct: addCounts(direct.flatMap(({ counts }) => counts ?? [])),
    through: through.sort(busiest),
    onlyNamed: onlyNamed.sort(busiest),
  }
}

type Asked = {
  readonly holds: (session: Session) => boolean
  /** The question holds for nothing but a role session's name, which its caller chose. */
  readonly onlyByName: (session: Session) => boolean
  /** The origin that AWS or a provider vouches for has that name. */
  readonly isNamed: (who: Who) => boolean
}

function makeAsked(terms: readonly Term[]): Asked {
  const identity = terms.filter(({ predicate }) => predicate.kind === 'identity')
  const holds = holdsAll(identity)
  const names = identity.flatMap(({ not, predicate }) => (!not && predicate.kind === 'identity' ? [predicate] : []))
  const chosen = names.filter(({ by }) => by === 'name' || by === 'session')
  const others = holdsAll(identity.filter(({ predicate }) => !chosen.some((each) => each === predicate)))
  const any = (session: Session, check: (event: Event) => boolean) => session.events.some(check)
  return {
    holds: (session) => any(session, holds),
    onlyByName: (session) =>
      session.event.actor.type === 'AssumedRole' &&
      chosen.length > 0 &&
      (chosen.length === names.length || !any(session, others)),
    isNamed: (who) => {
      if (who.kind === 'name' || who.kind === 'nobody' || who.name === '') return false
      return chosen.some(
        ({ by, value, prefix }) => by === 'name' && (prefix ? who.name.startsWith(value) : who.name === value),
      )
    },
  }
}

/** Every step from the identity on has to be at least likely; a name that somebody chose opens nothing. */
function opensFrom({ hops, session }: Chain, clues: Clues, asked: Asked): boolean {
  if (hops.length < 2) return false
  for (let at = hops.length - 1; at > 0; at--) {
    const hop = hops[at]
    if (hop === undefined || hop.confidence === 'claimed' || hop.confidence === 'unknown') return false
    const before = hops[at - 1]
    const opener = before?.session === undefined ? undefined : clues.sessions.get(before.session)
    if (opener !== undefined && opener.id !== session && asked.holds(opener) && !asked.onlyByName(opener)) return true
  }
  const [origin] = hops
  const sure = origin?.confidence === 'proven' || origin?.confidence === 'likely'
  return origin !== undefined && sure && asked.isNamed(origin.who) && OUTSIDE.has(origin.who.kind)
}

/** They have no events of their own: all that they do is done through sessions. */
const OUTSIDE: ReadonlySet<Who['kind']> = new Set(['identity-center-user', 'saml-user', 'web-identity'])

function busiest(a: Chain, b: Chain): number {
  return (b.counts?.events ?? 0) - (a.counts?.events ?? 0) || (a.session < b.session ? -1 : 1)
}

/**
 * Sessions that this identity, and what it opened in turn, was given: what to ask for next. By their keys; those taken in the
 * console by their ARNs, as each request there has a key of its own.
 */
export function sessionsOpened(terms: readonly Term[], clues: Clues, mostHops?: number): readonly Predicate[] {
  const asked = makeAsked(terms)
  const found = new Map<string, Predicate>()
  for (const [issue, ...others] of clues.byKey.values()) {
    if (issue?.key === undefined || others.length > 0 || issue.far) continue
    const caller = clues.sessions.get(clues.sessionOf(issue.event))
    if (caller === undefined) continue
    const isOpener = asked.holds(caller) && !asked.onlyByName(caller)
    if (!isOpener && !opensFrom(makeChain(caller, clues, mostHops), clues, asked)) continue
    found.set(issue.key, { kind: 'identity', by: 'key', value: issue.key, prefix: false })
    const inBrowser = issue.event.fromConsole || issue.how === 'AssumeRoleWithSAML'
    if (inBrowser && issue.arn !== undefined)
      found.set(issue.arn, { kind: 'identity', by: 'arn', value: issue.arn, prefix: false })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, predicate]) => predicate)
}
