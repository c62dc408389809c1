import { serviceOf, standsOut } from '../event/stands-out.ts'
import { RULES, type Rule } from '../event/stands-out-rules.ts'
import type { Evidence } from '../find/finding.ts'
import type { ActionCount } from '../find/totals.ts'
import type { Instant } from '../lib/instant.ts'
import type { Sample, StandOutGroup } from './answer.ts'
import { byCount } from './counted.ts'
import { sampleOf } from './sample.ts'
import type { TellActor } from './tell-actor.ts'
import type { Action } from './twins.ts'

/** How many events of one rule are told in full; the counts say how many there were. */
const SAMPLES = 10

/**
 * All that met a rule, rule by rule, the gravest first. A rule that looks at nothing but the call's name is counted from
 * the totals, so its count is exact even where ten thousand other events pushed its own out of the list.
 */
export function standOutGroups(
  actions: readonly Action[],
  evidence: Evidence,
  tell: TellActor,
): readonly StandOutGroup[] {
  const met = new Map<string, Action[]>()
  for (const action of actions) {
    for (const { rule } of standsOut(action.event)) {
      const others = met.get(rule.id)
      if (others === undefined) met.set(rule.id, [action])
      else others.push(action)
    }
  }
  return RULES.flatMap((rule) => groupOf(rule, met.get(rule.id) ?? [], evidence, tell) ?? [])
}

function groupOf(rule: Rule, met: readonly Action[], evidence: Evidence, tell: TellActor): StandOutGroup | undefined {
  const named = rule.when === undefined && rule.calls.length > 0
  const counts = named ? fromTotals(rule, evidence.totals.actions) : met.map(oneOf)
  if (counts.length === 0) return undefined
  const calls = new Map<string, number>()
  for (const { name, events } of counts) calls.set(name, (calls.get(name) ?? 0) + events)
  return {
    rule: rule.id,
    title: rule.title,
    why: rule.why,
    severity: rule.severity,
    done: sum(counts.filter((count) => !count.failed)),
    tried: sum(counts.filter((count) => count.failed)),
    exact: named || !evidence.capped,
    first: counts.reduce((first, count) => (count.first < first ? count.first : first), counts[0]!.first),
    last: counts.reduce((last, count) => (count.last > last ? count.last : last), counts[0]!.last),
    calls: byCount(calls),
    samples: varied(met.map((action) => sampleOf(action, tell))).slice(0, SAMPLES),
  }
}

type Met = {
  readonly name: string
  readonly failed: boolean
  readonly events: number
  readonly first: Instant
  readonly last: Instant
}

function fromTotals(rule: Rule, actions: readonly ActionCount[]): readonly Met[] {
  const wanted = new Set(rule.calls)
  return actions
    .filter((action) => wanted.has(`${serviceOf(action.source)}:${action.name}`))
    .map(({ name, error, events, first, last }) => ({ name, failed: error !== undefined, events, first, last }))
}

function oneOf({ event }: Action): Met {
  return { name: event.name, failed: event.error !== undefined, events: 1, first: event.time, last: event.time }
}

/** What was done before what was tried; each call and target once before any of them twice. */
function varied(samples: readonly Sample[]): readonly Sample[] {
  const times = new Map<string, number>()
  const ranked = samples.map((sample) => {
    const key = JSON.stringify([sample.name, sample.target, sample.error])
    const rank = times.get(key) ?? 0
    times.set(key, rank + 1)
    return { sample, rank, failed: Number(sample.error !== undefined) }
  })
  return ranked
    .sort((a, b) => Number(a.rank > 0) - Number(b.rank > 0) || a.failed - b.failed)
    .map(({ sample }) => sample)
}

function sum(counts: readonly Met[]): number {
  return counts.reduce((total, count) => total + count.events, 0)
}
