import { scheduler } from 'node:timers/promises'
import type { Event } from '../event/event.ts'
import { nearNames } from '../question/near-names.ts'
import type { Plan, Search } from '../plan/plan.ts'
import type { Backend, Cost, Gap, Ledger, Page, SeenName } from './backend.ts'
import type { Evidence, Finding } from './finding.ts'
import { makeIdSet } from './id-set.ts'
import { makeKeptList, newestFirst } from './kept-list.ts'
import { makeTally, totalsOf } from './tally.ts'

export type Progress = {
  readonly searches: number
  readonly finished: number
  /** Matching events so far. */
  readonly events: number
  /** 0 to 1. */
  readonly part: number
  /** What was found so far, as far as it is listed: counts are of these events alone. Takes a moment to make. */
  readonly soFar: () => Evidence
}

export type FindOptions = {
  readonly backends: ReadonlyMap<string, Backend>
  readonly signal: AbortSignal
  /** Events worth listing even when the list is capped: what stands out. */
  readonly notable: (event: Event) => boolean
  readonly onProgress?: (progress: Progress) => void
  /** Called once for each distinct event, in no order. Whoever hands this in gets every one of them, however many. */
  readonly onEvent?: (event: Event) => void
  /** How many events are listed at most, and how many more of the notable ones. The totals count all. */
  readonly listed?: number
  readonly listedNotable?: number
}

/**
 * Looks in every place of the plan at once and folds what comes back. Never throws for a place that fails: that is a gap
 * on its finding, and pages read before the failure are kept. Memory is bounded, but for the ids of
 * matching events, which take some 32 bytes each.
 */
export async function find(plan: Plan, options: FindOptions): Promise<Evidence> {
  const { listed = 5_000, listedNotable = 2_000 } = options
  const tally = makeTally()
  const newest = makeKeptList(listed)
  const notable = makeKeptList(listedNotable)
  const seen = plan.searches.length > 1 ? makeIdSet() : undefined
  const parts = plan.searches.map(() => 0)
  const ended: Finding[] = []
  let finished = 0
  let counted = false

  function progress(): void {
    const part = parts.reduce((sum, one) => sum + one, 0) / Math.max(1, parts.length)
    options.onProgress?.({ searches: parts.length, finished, events: tally.count(), part, soFar })
  }

  function soFar(): Evidence {
    const events = union(newest.list(), notable.list())
    return { findings: [...ended], events, capped: newest.dropped() || counted, totals: totalsOf(events), near: [] }
  }

  /** Takes a page in; gives how many of its events another place had already told. */
  function take(page: Page): number {
    let twice = 0
    for (const event of page.events) {
      if (seen?.add(event.id) === false) {
        twice++
        continue
      }
      tally.add(event)
      options.onEvent?.(event)
      newest.add(event)
      if (options.notable(event)) notable.add(event)
    }
    if (page.totals !== undefined) {
      counted = true
      tally.absorb(page.totals)
    }
    return twice
  }

  progress()
  const findings = await Promise.all(
    plan.searches.map(async (search, index) => {
      const finding = await lookIn(search, options, (page) => {
        const twice = take(page)
        parts[index] = page.progress ?? parts[index] ?? 0
        progress()
        return twice
      })
      finished++
      ended.push(finding)
      parts[index] = 1
      progress()
      return finding
    }),
  )

  const totals = await unhurried(tally.finishing())
  return {
    findings,
    events: union(newest.list(), notable.list()),
    capped: newest.dropped() || counted,
    totals,
    near: totals.events === 0 ? await namesNear(plan, options) : [],
  }
}

/** Others get their turn between the steps. */
async function unhurried<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await scheduler.yield()
  }
}

async function lookIn(search: Search, options: FindOptions, take: (page: Page) => number): Promise<Finding> {
  const gaps: Gap[] = []
  const looked = new Set<string>()
  let ledger: Ledger = { records: 0, events: 0, unreadable: 0, duplicates: 0 }
  let newest: Finding['newest']
  let complete = true
  let cost: Cost | undefined
  let kept: string | undefined
  try {
    const backend = options.backends.get(search.backend)
    if (backend === undefined) throw new Error(`no backend called ${search.backend} is configured`)
    for await (const page of backend.search(search, options.signal)) {
      const twice = take(page)
      gaps.push(...page.gaps)
      ledger = addLedger(ledger, page.ledger, twice)
      if (page.newest !== undefined && (newest === undefined || page.newest > newest)) newest = page.newest
      for (const place of page.looked ?? []) looked.add(place)
      cost = addCost(cost, page.cost)
      kept = page.kept ?? kept
    }
  } catch (error) {
    complete = false
    gaps.push({ reason: 'failed', where: search.place, detail: `It stopped with: ${messageOf(error)}`, count: 1 })
  }
  if (gaps.some((gap) => gap.reason === 'cancelled' || gap.reason === 'timeout')) complete = false
  return { search, gaps, ledger, newest, looked: [...looked].sort(), complete, cost, kept }
}

function addCost(a: Cost | undefined, b: Cost | undefined): Cost | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { bytes: a.bytes + b.bytes, dollars: a.dollars + b.dollars }
}

/** records = events + unreadable + duplicates still holds where another place had told an event before. */
function addLedger(a: Ledger, b: Ledger, twice: number): Ledger {
  return {
    records: a.records + b.records,
    events: a.events + b.events - twice,
    unreadable: a.unreadable + b.unreadable,
    duplicates: a.duplicates + b.duplicates + twice,
  }
}

function union(newest: readonly Event[], notable: readonly Event[]): readonly Event[] {
  const ids = new Set(newest.map((event) => event.id))
  const more = notable.filter((event) => !ids.has(event.id))
  return more.length === 0 ? newest : [...newest, ...more].sort(newestFirst)
}

/** After a miss: the names that did act, nearest to the one that was asked for. */
async function namesNear(plan: Plan, options: FindOptions): Promise<readonly SeenName[]> {
  const asked = plan.question.terms.find(({ not, predicate }) => !not && predicate.kind === 'identity')?.predicate
  if (asked?.kind !== 'identity' || asked.by === 'root' || options.signal.aborted) return []
  const seen = await Promise.allSettled(
    plan.searches.map(
      async (search) => (await options.backends.get(search.backend)?.seenNames?.(search, options.signal)) ?? [],
    ),
  )
  return nearNames(
    asked.value,
    seen.flatMap((names) => (names.status === 'fulfilled' ? names.value : [])),
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
