import type { FirstTimes } from '../answer/first-time.ts'
import { firstTimes } from '../answer/first-time.ts'
import { rolesTaken } from '../answer/roles-taken.ts'
import type { Backend } from '../find/backend.ts'
import { find } from '../find/find.ts'
import type { Evidence } from '../find/finding.ts'
import { type Instant, instant } from '../lib/instant.ts'
import { HISTORY_DAYS } from '../plan/choose-places.ts'
import { lookupsOf } from '../plan/lookups.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan, Search } from '../plan/plan.ts'
import type { Question, Window } from '../question/question.ts'
import type { Sources } from './answer-question.ts'
import { dollarsOf, estimateCost } from './estimate-cost.ts'
import type { Pay } from './pay.ts'

export type LookBackOptions = {
  /** Ends the search; whoever asks sets it a time, too. */
  readonly signal: AbortSignal
  readonly askedAt: Instant
  /** A Slack user id; `whodid` where nobody asks. */
  readonly asker: string
  /** How far to look back before the window; 0: not at all. */
  readonly days: number
  /** What a paid place may read for it; by default two gigabytes. */
  readonly bytes?: number
  /** Pays for each look before it is made; without it, nobody has to. */
  readonly pay?: Pay | undefined
}

const BYTES = 2_000_000_000

const DAY_MS = 86_400_000
/** A shorter time says too little to be called a look-back. */
const LEAST_DAYS = 7

/**
 * What the identity of a question did for the first time: its own question, without its other filters, over the time before
 * the window. Only where that is cheap, ends soon, and the logs are known to reach back so far; else why not. undefined where
 * the question names no identity, or looking back is switched off. Never throws for a place that fails.
 */
export async function lookBack(
  question: Question,
  evidence: Evidence,
  sources: Sources,
  options: LookBackOptions,
): Promise<FirstTimes | undefined> {
  const terms = question.terms.filter(({ predicate }) => predicate.kind === 'identity')
  if (options.days === 0 || evidence.totals.events === 0 || terms.every(({ not }) => not)) return undefined
  const { signal, bytes = BYTES } = options
  const unasked = sources.estate.notAsked?.length ?? 0
  if (unasked > 0)
    return { kind: 'not-looked', why: `${unasked} ${unasked === 1 ? 'account' : 'accounts'} cannot be asked` }
  const ask = (window: Window) => {
    const plan = makePlan({ ...question, terms, window }, sources.estate, {
      now: options.askedAt,
      asker: options.asker,
    })
    return { plan, found: () => findAll(plan, sources.backends, signal, options.pay) }
  }
  for (const days of lengths(options.days)) {
    const before = { from: instant(question.window.from - days * DAY_MS), to: question.window.from }
    const { plan, found } = ask(before)
    const dear = tooDear(plan, sources.backends, bytes)
    if (dear !== undefined) return { kind: 'not-looked', why: dear }
    const eve = { from: instant(before.from - 2 * DAY_MS), to: instant(before.from - DAY_MS) }
    const reaches = await reachBack(plan, before.from, evidence, options.askedAt, sources, () => ask(eve).found())
    if (signal.aborted) return STOPPED
    if (reaches === 'unpaid') return UNPAID
    if (!reaches) continue
    const past = await found()
    if (signal.aborted) return STOPPED
    if (past === 'unpaid') return UNPAID
    const now = { totals: evidence.totals, roles: rolesTaken(evidence) }
    return firstTimes(now, { totals: past.totals, roles: rolesTaken(past) }, before, past.findings)
  }
  const least = Math.min(options.days, LEAST_DAYS)
  return {
    kind: 'not-looked',
    why: `it is not known that the logs reach back ${least} ${least === 1 ? 'day' : 'days'} before the window`,
  }
}

const STOPPED: FirstTimes = { kind: 'not-looked', why: 'the search was stopped, or took too long' }

const UNPAID: FirstTimes = { kind: 'not-looked', why: 'it would cost more than may be spent on it' }

/** All of the time, a half, a quarter: as far as logs go that were not kept for so long. */
function lengths(days: number): readonly number[] {
  const shorter = [Math.floor(days / 2), Math.floor(days / 4)].filter((some) => some >= LEAST_DAYS)
  return [days, ...shorter]
}

async function findAll(
  plan: Plan,
  backends: ReadonlyMap<string, Backend>,
  signal: AbortSignal,
  pay: Pay | undefined,
): Promise<Evidence | 'unpaid'> {
  const paid = await pay?.([plan])
  if (paid?.kind === 'unpaid') return 'unpaid'
  const evidence = await find(plan, { backends, signal, notable: () => false, listedNotable: 1 })
  await paid?.settle(dollarsOf(evidence.findings))
  return evidence
}

/** Paid places by what they would read; event history by whether a look-up finds it, as two pages a second are all it gives. */
function tooDear(plan: Plan, backends: ReadonlyMap<string, Backend>, most: number): string | undefined {
  const cost = estimateCost(plan, backends)
  if (cost !== undefined && cost.bytes > most) return `it would read ${(cost.bytes / 1e9).toFixed(1)} GB`
  const inHistory = plan.searches.some(({ backend }) => backend === 'event-history')
  if (inHistory && !lookupsOf(plan.question.terms).selective) return 'it would read all of event history'
  return undefined
}

/**
 * Whether the places are known to hold what was so long ago: by how long they keep it, or because they have events from
 * before then, of each account that was seen. `eve` looks there, and is asked only where a place has to be tried.
 */
async function reachBack(
  plan: Plan,
  from: Instant,
  { totals }: Evidence,
  askedAt: Instant,
  { estate }: Sources,
  eve: () => Promise<Evidence | 'unpaid'>,
): Promise<boolean | 'unpaid'> {
  const age = (askedAt - from) / DAY_MS
  const keeps = (search: Search) => {
    if (search.backend === 'event-history') return age <= HISTORY_DAYS
    const days = estate.places.find(({ backend, name }) => backend === search.backend && name === search.place)?.days
    return days === undefined ? undefined : age <= days
  }
  const kept = plan.searches.map(keeps)
  if (kept.includes(false)) return false
  if (!kept.includes(undefined)) return true
  const looked = await eve()
  if (looked === 'unpaid') return looked
  const { findings } = looked
  const pairs = new Set(findings.flatMap((finding) => finding.looked.map((pair) => pair.split('/')[0])))
  for (const [at, { account }] of plan.searches.entries())
    if (kept[at] === true && account !== undefined) pairs.add(account)
  if ([...totals.by.account.keys()].some((account) => !pairs.has(account))) return false
  return plan.searches.every(
    (search, at) =>
      kept[at] === true ||
      findings.some((finding) => isSamePlace(finding.search, search) && (finding.newest ?? Infinity) < from),
  )
}

function isSamePlace(a: Search, b: Search): boolean {
  return a.backend === b.backend && a.place === b.place && a.account === b.account && a.region === b.region
}
