import { clickPaths } from '../event/click-path.ts'
import type { Event } from '../event/event.ts'
import { isDenied, isWrite } from '../event/outcome.ts'
import { fields, text } from '../event/read-value.ts'
import { standsOut } from '../event/stands-out.ts'
import type { Instant } from '../lib/instant.ts'
import { isFromConsole } from './bursts.ts'
import { byCount, compare } from './counted.ts'
import { isEntry, isSignIn } from './entries.ts'
import { type Lane, laneKey, lanesOf } from './lanes.ts'
import { mainTarget } from '../event/main-target.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** What happened, oldest first: stretches of one hand, each of its runs of like calls. */
export type Timeline = {
  readonly stretches: readonly Stretch[]
  /** Runs that are not told, the least telling ones; and whether events were not listed, which then are not in any. */
  readonly leftOut: number
  readonly ofListedOnly: boolean
}

export type Stretch = { readonly lane: Lane; readonly runs: readonly Run[] }

/** Calls of one sort that follow one another closely. */
export type Run = {
  readonly sort: RunSort
  readonly from: Instant
  readonly to: Instant
  readonly events: number
  /** Most frequent first. */
  readonly calls: readonly Call[]
  readonly targets: readonly string[]
  /** What rule of those that stand out it met, as its title; and how grave. */
  readonly rule: string | undefined
  readonly severity: 'high' | 'medium' | undefined
  /** The role or token that was taken: by its ARN, and under which session name. */
  readonly became: { readonly role: string; readonly session: string | undefined } | undefined
  /** Why the first of it failed, where it was not for lack of rights. */
  readonly error: string | undefined
  /** A long-term key that it made. */
  readonly madeKey: string | undefined
  /** Pages of the console. */
  readonly pages: readonly string[]
  /** How much it tells, for whoever has no room for all. */
  readonly weight: number
}

/** became: took a role or a token · noted: a read that met a rule, as of a secret. */
export type RunSort = 'signed-in' | 'became' | 'changed' | 'noted' | 'refused' | 'failed' | 'read'

type Call = readonly [call: { readonly source: string; readonly name: string }, events: number]

/** Calls further apart than this are no run. */
const GAP_MS = 10 * 60_000
/** More runs than this are not kept: the least telling ones are left out. */
export const TIMELINE_RUNS = 80
const TARGETS = 5

/** undefined where fewer than two things happened that are worth telling: that is no story. */
export function timelineOf(actions: readonly Action[], capped: boolean, tell: TellActor): Timeline | undefined {
  const events = actions.map(({ event }) => event).sort((a, b) => a.time - b.time || compare(a.id, b.id))
  const drafts = draftRuns(events).map((draft) => ({ ...draft, weight: weightOf(draft) }))
  if (drafts.filter(({ weight }) => weight > SEEN).length < 2) return undefined
  const telling = drafts.filter(({ weight }) => weight > DULL)
  const kept = new Set(telling.toSorted((a, b) => b.weight - a.weight || a.from - b.from).slice(0, TIMELINE_RUNS))
  const lanes = lanesOf(events, tell)
  const runs = drafts.filter((draft) => kept.has(draft))
  return {
    stretches: stretchesOf(runs.map((draft) => ({ lane: lanes.get(draft.lane)!, run: runOf(draft) }))),
    leftOut: drafts.length - runs.length,
    ofListedOnly: capped,
  }
}

/** Runs in their order, put together as long as one hand goes on. */
export function stretchesOf(runs: readonly { readonly lane: Lane; readonly run: Run }[]): readonly Stretch[] {
  const stretches: { lane: Lane; runs: Run[] }[] = []
  for (const { lane, run } of runs) {
    const open = stretches.at(-1)
    if (open !== undefined && sayLane(open.lane) === sayLane(lane)) open.runs.push(run)
    else stretches.push({ lane, runs: [run] })
  }
  return stretches
}

/** One text for one hand, also where an answer was copied on its way. */
export function sayLane({ who, address, keys, since }: Lane): string {
  return JSON.stringify([who, address, keys, since])
}

type Draft = {
  readonly lane: string
  readonly sort: RunSort
  readonly rule: ReturnType<typeof standsOut>[number] | undefined
  /** The first that its hand did. */
  readonly opens: boolean
  readonly events: Event[]
  readonly from: Instant
  to: Instant
}

/** A few reads tell nothing; many, or a page of the console, little more; that a hand is there at all does. */
const [DULL, READ, SEEN] = [-1, 0, 1] as const
const MANY = 3

/** Reads and refusals go on beside one another; whatever changes the state of things ends them, for its hand. */
function draftRuns(events: readonly Event[]): readonly Draft[] {
  const drafts: Draft[] = []
  const open = new Map<string, Map<string, Draft>>()
  for (const event of events) {
    const lane = laneKey(event)
    const [rule] = standsOut(event)
    const sort = sortOf(event, rule !== undefined)
    const key = JSON.stringify([sort, rule?.rule.id, rule?.tried, asideOf(sort, event)])
    const ofLane = open.get(lane) ?? new Map<string, Draft>()
    const draft = ofLane.get(key)
    if (draft !== undefined && event.time - draft.to <= GAP_MS) {
      draft.events.push(event)
      draft.to = event.time
      continue
    }
    const told = rule?.tried === true && sort !== 'refused' ? undefined : rule
    const fresh = { lane, sort, rule: told, opens: !open.has(lane), events: [event], from: event.time, to: event.time }
    drafts.push(fresh)
    if (!ASIDE.has(sort)) ofLane.clear()
    ofLane.set(key, fresh)
    open.set(lane, ofLane)
  }
  return drafts
}

/** What else tells runs of one sort apart: another role is another step, and a click is no program. */
function asideOf(sort: RunSort, event: Event): unknown {
  if (sort === 'became') return event.request?.roleArn
  return sort === 'read' && isFromConsole(event)
}

const ASIDE: ReadonlySet<RunSort> = new Set(['read', 'refused', 'failed'])

function sortOf(event: Event, meetsRule: boolean): RunSort {
  if (isDenied(event)) return 'refused'
  if (event.error !== undefined) return 'failed'
  if (isSignIn(event)) return 'signed-in'
  if (isEntry(event)) return 'became'
  if (isWrite(event)) return 'changed'
  return meetsRule ? 'noted' : 'read'
}

function weightOf({ sort, rule, opens, events }: Draft): number {
  if (sort === 'read') return opens ? SEEN : events.length < MANY ? DULL : READ
  if (rule === undefined) return WEIGHTS[sort]
  if (rule.tried) return Math.max(WEIGHTS[sort], 4)
  return rule.rule.severity === 'high' ? 6 : 5
}

const WEIGHTS: Readonly<Record<Exclude<RunSort, 'read'>, number>> = {
  'signed-in': 3,
  became: 3,
  refused: 3,
  changed: 2,
  noted: 2,
  failed: 2,
}

function runOf({ sort, events, from, to, rule, weight }: Draft & { readonly weight: number }): Run {
  const [first] = events
  const calls = new Map<string, number>()
  const targets = new Set<string>()
  for (const event of events) {
    const call = JSON.stringify({ source: event.source, name: event.name })
    calls.set(call, (calls.get(call) ?? 0) + 1)
    const target = mainTarget(event)
    if (target !== undefined && sort !== 'read') targets.add(target)
  }
  const role = text(first?.request?.roleArn)
  return {
    sort,
    from,
    to,
    events: events.length,
    calls: byCount(calls).map(([call, count]): Call => [JSON.parse(call), count]),
    targets: [...targets].slice(0, TARGETS),
    rule: rule?.rule.title,
    severity: rule?.rule.severity,
    became:
      sort === 'became' && role !== undefined ? { role, session: text(first?.request?.roleSessionName) } : undefined,
    error: sort === 'failed' ? first?.error?.code || first?.error?.message : undefined,
    madeKey: events.map(keyMade).find((key) => key !== undefined),
    pages: sort === 'read' && events.every(isFromConsole) ? clickPaths(events) : [],
    weight,
  }
}

function keyMade({ name, response }: Event): string | undefined {
  return name === 'CreateAccessKey' ? text(fields(response?.accessKey)?.accessKeyId) : undefined
}
