import { instant, type Instant } from '../../../src/lib/instant.ts'
import { makeRandom, type Random } from '../random.ts'
import { type Call, type Caller, happen, type Happening } from '../record.ts'

/** The incident while it is being told: its happenings in order, and the ids of those that have a name. */
export type Story = {
  readonly random: Random
  /** So many minutes before the world's end. */
  before(minutes: number, seconds?: number): Instant
  /** Writes a call down, under a name where a test or a reader will want to find it again. */
  tell(at: Instant, region: string, caller: Caller, call: Call, name?: string): void
  /** Writes down what is already a happening (or several). */
  keep(happenings: readonly Happening[], name?: string): void
  readonly happenings: readonly Happening[]
  /** Event ids by name; several where the step was repeated, or seen in two accounts. */
  readonly named: ReadonlyMap<string, readonly string[]>
}

/** A story without events yet, that ends now. */
export function makeStory(now: Instant, seed: number, name: string): Story {
  const end = Math.floor(now / 1000) * 1000
  const random = makeRandom(seed, name, end)
  const happenings: Happening[] = []
  const named = new Map<string, readonly string[]>()
  const keep = (more: readonly Happening[], name?: string) => {
    happenings.push(...more)
    if (name === undefined) return
    named.set(name, [...(named.get(name) ?? []), ...more.map((happening) => happening.record.eventID)])
  }
  return {
    random,
    before: (minutes, seconds = 0) => instant(end - minutes * 60_000 + seconds * 1000),
    tell: (at, region, caller, call, name) => keep([happen(random, at, region, caller, call)], name),
    keep,
    happenings,
    named,
  }
}
