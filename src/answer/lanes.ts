import { actorLabel } from '../event/actor-label.ts'
import type { Actor, Event } from '../event/event.ts'
import { actingService } from '../event/kind-of-actor.ts'
import type { Instant } from '../lib/instant.ts'
import { agentLabel } from './agent-label.ts'
import type { TellActor } from './tell-actor.ts'

/** One hand, as far as events tell: one identity, or one session of a role, at one address. */
export type Lane = {
  readonly who: string
  /** Its keys, where they last; keys of sessions change. In the order in which they were first used. */
  readonly keys: readonly string[]
  readonly address: string
  /** When the session of a role began: two of one name are two. */
  readonly since: Instant | undefined
  /** What its user agents show, in the order in which they were first seen. */
  readonly tools: readonly string[]
}

/**
 * What tells hands apart. A key at two addresses is two of them. A role's session is its own, whatever it is called; the
 * console has a key for every request, which tells nothing.
 */
export function laneKey(event: Event): string {
  const { actor } = event
  return JSON.stringify([actorLabel(actor), sessionOf(actor) ?? '', actingService(event) ?? event.address])
}

function sessionOf({ type, sessionStart }: Actor): Instant | undefined {
  return type === 'AssumedRole' ? sessionStart : undefined
}

/** The hands of some events, oldest first, by their keys. */
export function lanesOf(events: readonly Event[], tell: TellActor): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Lane & { readonly keys: string[]; readonly tools: string[] }>()
  for (const event of events) {
    const { actor, address, agent } = event
    const key = laneKey(event)
    const since = sessionOf(actor)
    const lane = lanes.get(key) ?? { who: tell(actorLabel(actor)), keys: [], address, since, tools: [] }
    lanes.set(key, lane)
    const tool = agentLabel(agent)
    if (!lane.tools.includes(tool)) lane.tools.push(tool)
    if (actor.keyId?.startsWith('AKIA') === true && !lane.keys.includes(actor.keyId)) lane.keys.push(actor.keyId)
  }
  return lanes
}
