import type { Cost, Ledger } from '../find/backend.ts'
import type { Evidence, Finding } from '../find/finding.ts'
import type { Instant } from '../lib/instant.ts'
import type { Question } from '../question/question.ts'
import { type Coverage, OTHER_CLASSES, type OtherClass, type PlaceLooked } from './answer.ts'
import { compare } from './counted.ts'

/** CloudTrail mostly delivers within about 5 minutes and does not promise it; twice the usual worst is allowed for. */
const LATE_MS = 15 * 60_000

type Beside = {
  readonly alias: ReadonlyMap<string, string | undefined>
  readonly askedAt: Instant
  readonly question: Question
  readonly classes: readonly OtherClass[]
  readonly plan: string | undefined
}

/** What was looked at and what could not be seen: the part of an answer that says how far to trust the rest. */
export function coverageOf(evidence: Evidence, beside: Beside): Coverage {
  const places = evidence.findings.map((finding) => placeOf(finding, beside.alias)).sort(byPlace)
  const newest = [
    ...evidence.findings.flatMap((finding) => finding.newest ?? []),
    ...(evidence.totals.last === undefined ? [] : [evidence.totals.last]),
  ]
  return {
    plan: places.length === 1 && places[0]?.backend === 'log-files' ? undefined : beside.plan,
    cost: evidence.findings.map(({ cost }) => cost).reduce(addCosts, undefined),
    places,
    asked: places.length,
    answered: places.filter((place) => place.state === 'whole').length,
    partly: places.filter((place) => place.state === 'partly').length,
    failed: places.filter((place) => place.state === 'failed').length,
    looked: [...new Set(evidence.findings.flatMap((finding) => finding.looked))].sort(compare),
    capped: evidence.capped,
    listed: evidence.events.length,
    newest: newest.length === 0 ? undefined : newest.reduce((a, b) => (a > b ? a : b)),
    mayBeLate: beside.question.window.to > beside.askedAt - LATE_MS,
    notCovered: OTHER_CLASSES.filter((other) => !beside.classes.includes(other) && !isSeen(other, evidence)),
    ledger: evidence.findings.map((finding) => finding.ledger).reduce(addLedgers, NOTHING),
    twins: evidence.totals.twins,
  }
}

function addCosts(a: Cost | undefined, b: Cost | undefined): Cost | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { bytes: a.bytes + b.bytes, dollars: a.dollars + b.dollars }
}

function placeOf(finding: Finding, alias: Beside['alias']): PlaceLooked {
  const { search, gaps, newest, ledger } = finding
  return {
    backend: search.backend,
    place: search.place,
    account: search.account,
    alias: search.account === undefined ? undefined : alias.get(search.account),
    region: search.region,
    window: search.window,
    state: stateOf(finding),
    gaps: gaps.toSorted(
      (a, b) => compare(a.reason, b.reason) || compare(a.where, b.where) || compare(a.detail, b.detail),
    ),
    newest,
    ledger,
  }
}

/** Whole: nothing is missing, and no record was too broken to tell whose it is. Failed: it had something to say about why, and nothing else. */
function stateOf({ complete, gaps, ledger, looked }: Finding): PlaceLooked['state'] {
  if (complete && gaps.length === 0 && ledger.unreadable === 0) return 'whole'
  return ledger.records === 0 && looked.length === 0 ? 'failed' : 'partly'
}

function byPlace(a: PlaceLooked, b: PlaceLooked): number {
  return (
    compare(a.place, b.place) || compare(a.account ?? '', b.account ?? '') || compare(a.region ?? '', b.region ?? '')
  )
}

const CATEGORY = { data: 'Data', 'network-activity': 'NetworkActivity', insights: 'Insight' } as const

function isSeen(other: OtherClass, evidence: Evidence): boolean {
  return evidence.events.some((event) => event.category === CATEGORY[other])
}

const NOTHING: Ledger = { records: 0, events: 0, unreadable: 0, duplicates: 0 }

function addLedgers(a: Ledger, b: Ledger): Ledger {
  return {
    records: a.records + b.records,
    events: a.events + b.events,
    unreadable: a.unreadable + b.unreadable,
    duplicates: a.duplicates + b.duplicates,
  }
}
