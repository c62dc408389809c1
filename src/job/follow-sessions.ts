import type { Done, ThroughSessions } from '../answer/through-sessions.ts'
import type { Chain } from '../chain/chain.ts'
import type { Question } from '../question/question.ts'
import type { TraceDeps } from './asking.ts'
import { traceOpened } from './trace-opened.ts'

/** Fewer than for who was behind it: this comes beside an answer, and that can still be asked. */
const LIMITS = { rounds: 3, questions: 8 }

/**
 * What an identity did through the sessions that it opened, apart from what it did directly. Undefined where no identity is
 * asked about that could open one: a role, a service, root, anyone.
 */
export async function followSessions(question: Question, deps: TraceDeps): Promise<ThroughSessions | undefined> {
  const named = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'identity' ? [predicate.by] : [],
  )
  if (named.length === 0 || !named.every((by) => OPENING.has(by))) return undefined
  const { opened, bounds, unseen, asked } = await traceOpened(question, { ...deps, limits: LIMITS })
  if (opened === undefined || asked.rounds === 0) return undefined
  return {
    direct: opened.direct ?? NOTHING,
    through: sum(opened.through),
    onlyNamed: sum(opened.onlyNamed),
    whole: bounds.length === 0 && unseen.length === 0,
  }
}

const OPENING: ReadonlySet<string> = new Set(['name', 'user', 'arn', 'key', 'uniqueId'])
const NOTHING: Done = { events: 0, writes: 0, denied: 0 }

function sum(chains: readonly Chain[]): Done & { readonly sessions: number } {
  return chains.reduce(
    ({ events, writes, denied, sessions }, { counts }) => ({
      events: events + (counts?.events ?? 0),
      writes: writes + (counts?.writes ?? 0),
      denied: denied + (counts?.denied ?? 0),
      sessions: sessions + 1,
    }),
    { ...NOTHING, sessions: 0 },
  )
}
