import type { Event } from '../event/event.ts'
import { actingService, type ActorKind, isOnBehalf, type KindEvidence, kindOfActor } from '../event/kind-of-actor.ts'
import type { KindCount, OnBehalf } from './answer.ts'
import { byCount, compare } from './counted.ts'
import type { Action } from './twins.ts'

/** How many pieces of evidence of one kind are told. */
const EVIDENCE = 3

/** What sort of actors made the calls, by the field that says so; most calls first. */
export function kindsOf(actions: readonly Action[]): readonly KindCount[] {
  const kinds = new Map<ActorKind, Map<string, number>>()
  for (const { event } of actions) {
    const { kind, evidence } = kindOfActor(event)
    const said = kinds.get(kind) ?? new Map<string, number>()
    const key = JSON.stringify(evidence ?? null)
    kinds.set(kind, said.set(key, (said.get(key) ?? 0) + 1))
  }
  return [...kinds]
    .map(([kind, said]) => ({ kind, events: sum(said), evidence: evidenceOf(said) }))
    .sort((a, b) => b.events - a.events || compare(a.kind, b.kind))
}

function evidenceOf(said: ReadonlyMap<string, number>): KindCount['evidence'] {
  return byCount(said)
    .flatMap(([key, events]): KindCount['evidence'] => {
      const evidence = JSON.parse(key) as KindEvidence | null
      return evidence === null ? [] : [[evidence, events]]
    })
    .slice(0, EVIDENCE)
}

/** Calls that services made with somebody's rights: part of what was done, and nobody's click. undefined where there is none. */
export function onBehalfOf(actions: readonly Action[], capped: boolean): OnBehalf | undefined {
  const services = new Map<string, number>()
  for (const { event } of actions) {
    const service = deputyOf(event)
    if (service !== undefined) services.set(service, (services.get(service) ?? 0) + 1)
  }
  return services.size === 0 ? undefined : { events: sum(services), services: byCount(services), atLeast: capped }
}

function deputyOf(event: Event): string | undefined {
  return isOnBehalf(event) ? actingService(event) : undefined
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
