import type { Chain, Unseen } from '../chain/chain.ts'
import { type Clues, makeClues } from '../chain/clues.ts'
import { LONGEST_ROLE_MS } from '../chain/moments.ts'
import type { Looked } from '../chain/looked.ts'
import { MOST_HOPS } from '../chain/go-back.ts'
import { KEY_MADE_MS } from '../chain/make-chain.ts'
import type { Ask } from '../chain/next-questions.ts'
import type { Opened } from '../chain/opened.ts'
import { makeSightings, type SightingsMaker } from '../chain/sightings.ts'
import type { Bound, Trace } from '../chain/trace.ts'
import type { Event } from '../event/event.ts'
import { find } from '../find/find.ts'
import type { Finding } from '../find/finding.ts'
import type { Instant } from '../lib/instant.ts'
import type { Plan } from '../plan/plan.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Sources } from './answer-question.ts'
import { dollarsOf, sumDollars } from './estimate-cost.ts'
import type { Pay } from './pay.ts'

export type TraceDeps = {
  readonly sources: Sources
  readonly signal: AbortSignal
  readonly askedAt: Instant
  /** A Slack user id; `whodid` where nobody asks. */
  readonly asker: string
  readonly limits?: Partial<TraceLimits>
  /** Pays for each round before it is asked; without it, nobody has to. */
  readonly pay?: Pay | undefined
}

export type TraceLimits = {
  /** Steps of one chain. */
  readonly hops: number
  /** Rounds of asking, and questions in all of them. */
  readonly rounds: number
  readonly questions: number
  /** Chains that are made: of the sessions with most events. */
  readonly chains: number
}

export const LIMITS: TraceLimits = { hops: MOST_HOPS, rounds: 8, questions: 24, chains: 50 }

/** The asking of one trace: what came of it, and what it may still cost. */
export type Asking = {
  /** Asks them all at once; false where there was nothing to ask or no more may be. `isAsked`: which events the trace is about. */
  round(asks: readonly Ask[], isAsked?: (event: Event) => boolean): Promise<boolean>
  readonly sightings: SightingsMaker
  clues(): Clues
  isOver(): boolean
  readonly spent: { rounds: number; questions: number; searches: number }
  readonly bounds: Bound[]
  readonly unseen: Unseen[]
  readonly accounts: Trace['accounts']
}

export function makeAsking(deps: TraceDeps, limits: TraceLimits): Asking {
  const sightings = makeSightings()
  const looked: Looked[] = []
  const spent = { rounds: 0, questions: 0, searches: 0 }
  const bounds: Bound[] = []
  const unseen: Unseen[] = []
  let clues: Clues | undefined
  const planOf = ({ question }: Ask) =>
    makePlan(question, deps.sources.estate, { now: deps.askedAt, asker: deps.asker })

  /** What it cost in the end, in dollars; undefined where no place says. */
  async function ask({ question, settles }: Ask, plan: Plan, isAsked: IsAsked): Promise<number | undefined> {
    spent.searches += plan.searches.length
    const evidence = await find(plan, {
      backends: deps.sources.backends,
      signal: deps.signal,
      notable: () => false,
      onEvent: (event) => sightings.add(event, isAsked(event)),
      listed: 1,
      listedNotable: 1,
    })
    const gaps = evidence.findings.flatMap(unseenIn)
    const nowhere = plan.searches.length === 0 ? [NOWHERE] : []
    unseen.push(...gaps, ...nowhere)
    const accounts = accountsOf(plan.searches, deps.sources.estate)
    looked.push({ ...settles, ...question.window, accounts, unseen: [...gaps, ...nowhere] })
    return dollarsOf(evidence.findings)
  }

  return {
    sightings,
    spent,
    bounds,
    unseen,
    accounts: deps.sources.estate.accounts,
    clues: () => (clues ??= makeClues(sightings.list(), looked)),
    isOver: () => bounds.length > 0,
    async round(asks, isAsked = () => false) {
      if (deps.signal.aborted) bounds.push({ kind: 'cancelled' })
      else if (asks.length > 0 && spent.rounds >= limits.rounds) bounds.push({ kind: 'rounds', most: limits.rounds })
      if (asks.length === 0 || bounds.length > 0) return false
      const room = limits.questions - spent.questions
      if (asks.length > room) bounds.push({ kind: 'questions', most: limits.questions })
      const now = asks.slice(0, Math.max(0, room))
      const planned = now.map((one) => ({ one, plan: planOf(one) }))
      const paid = await deps.pay?.(planned.map(({ plan }) => plan))
      if (paid?.kind === 'unpaid') {
        bounds.push({ kind: 'cost', dollars: paid.dollars, why: paid.why })
        return false
      }
      spent.rounds++
      spent.questions += now.length
      clues = undefined
      const costs = await Promise.all(planned.map(({ one, plan }) => ask(one, plan, isAsked)))
      await paid?.settle(sumDollars(costs))
      return now.length > 0
    },
  }
}

type IsAsked = (event: Event) => boolean

/** The accounts that the searched places hold; undefined where one of them may hold any. */
function accountsOf(searches: Plan['searches'], { places }: Sources['estate']): readonly string[] | undefined {
  const accounts = new Set<string>()
  for (const { account, backend, place } of searches) {
    const held = places.find((each) => each.backend === backend && each.name === place)?.accounts
    if (account === undefined && held === undefined) return undefined
    for (const each of account === undefined ? (held ?? []) : [account]) accounts.add(each)
  }
  return [...accounts].sort()
}

const NOWHERE: Unseen = {
  account: undefined,
  where: 'everywhere',
  reason: 'missing',
  detail: 'No configured place could hold it.',
}

/** The account of a gap is that of its search, or the number that its place begins with. */
function unseenIn({ search, gaps }: Finding): readonly Unseen[] {
  return gaps.map(({ where, reason, detail }) => ({
    account: search.account ?? /^(\d{12})(?:\/|$)/.exec(where)?.[1],
    where,
    reason,
    detail,
  }))
}

/** What it all came to. */
export function makeTrace(
  { made, left }: { readonly made: readonly Chain[]; readonly left: number },
  opened: Opened | undefined,
  asking: Asking,
  limits: TraceLimits,
): Trace {
  const { leftOut } = asking.sightings.list()
  const bounded = made.some(({ hops }) => hops.some(({ missing }) => missing.some(({ why }) => why === 'bound')))
  const bounds: Bound[] = [
    ...asking.bounds,
    ...(bounded ? [{ kind: 'hops' as const, most: limits.hops }] : []),
    ...(left > 0 ? [{ kind: 'chains' as const, most: limits.chains, left }] : []),
    ...(leftOut > 0 ? [{ kind: 'actors' as const, most: 20_000, left: leftOut }] : []),
  ]
  const events = made.reduce((sum, { counts }) => sum + (counts?.events ?? 0), 0)
  return {
    chains: made,
    opened,
    counts: { events },
    accounts: asking.accounts,
    asked: { ...asking.spent },
    bounds,
    unseen: distinct(asking.unseen),
    lookBack: { session: LONGEST_ROLE_MS, keyMade: KEY_MADE_MS },
  }
}

function distinct(gaps: readonly Unseen[]): readonly Unseen[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.where, gap.reason]), gap])).values()]
}
