import type { Event } from '../event/event.ts'
import { holdsAll, type Holds } from '../question/holds.ts'
import type { Predicate, Term } from '../question/question.ts'
import { ExactIndex } from './exact-index.ts'
import { eventKeys, keyOf, type Slot } from './index-keys.ts'
import { PrefixIndex } from './prefix-index.ts'

type Watched = { readonly terms: readonly Term[] }

/** Tells which of many watches ask for an event: the same as trying each with `holdsAll`, without trying each. */
export type WatchIndex<W> = {
  match(event: Event): readonly W[]
  /** Those that cannot be read: their terms make no check. They match nothing. */
  readonly broken: readonly W[]
}

/** Watches with the very same terms are checked once. */
type Group<W> = {
  /** What is left to be tried of an event that was found; undefined where nothing is. */
  holds: Holds | undefined
  readonly terms: readonly Term[]
  readonly watches: W[]
  /** Of which the user agent, in small letters, holds at least one; undefined where it does not matter. */
  readonly agents: readonly string[] | undefined
  asked: number
}

/**
 * Each watch is found by one kind of its wanted terms: the one that fewest others share. Those without a wanted term that
 * can be looked up (`writes`, `agent:`) are tried each.
 */
export function makeWatchIndex<W extends Watched>(watches: readonly W[]): WatchIndex<W> {
  const { groups, broken } = groupAlike(watches)
  const shared = countShared(groups)
  const exact = new Map<Slot, ExactIndex<Group<W>>>()
  const prefixes = new Map<Slot, PrefixIndex<Group<W>>>()
  const rest: Group<W>[] = []
  for (const group of groups) {
    const kind = bestKind(group.terms, shared)
    if (kind === undefined) {
      rest.push(group)
      continue
    }
    group.holds = unproven(group.terms, kind)
    for (const { slot, value, prefix } of kind.keys) {
      if (prefix) at(prefixes, slot, () => new PrefixIndex()).add(value, group)
      else at(exact, slot, () => new ExactIndex()).add(value, group)
    }
  }
  const slots = [...new Set([...exact.keys(), ...prefixes.keys()])].map((slot) => ({
    slot,
    byValue: exact.get(slot),
    byPrefix: prefixes.get(slot),
  }))
  let turn = 0

  return {
    broken,
    match(event) {
      turn += 1
      const matched: W[] = []
      if (rest.length > 0) {
        const agent = event.agent.toLowerCase()
        for (const group of rest) if (group.agents?.some((part) => agent.includes(part)) !== false) check(group)
      }
      for (const { slot, byValue, byPrefix } of slots) {
        for (const value of eventKeys(slot, event)) {
          byValue?.each(value, check)
          byPrefix?.each(value, check)
        }
      }
      return matched

      /** A group that several values lead to is checked once an event. */
      function check(group: Group<W>): void {
        if (group.asked === turn) return
        group.asked = turn
        if (group.holds?.(event) === false) return
        for (const watch of group.watches) matched.push(watch)
      }
    },
  }
}

function groupAlike<W extends Watched>(watches: readonly W[]): { groups: readonly Group<W>[]; broken: readonly W[] } {
  const groups = new Map<string, Group<W>>()
  const broken: W[] = []
  for (const watch of watches) {
    const text = JSON.stringify(watch.terms)
    const group = groups.get(text)
    if (group !== undefined) {
      group.watches.push(watch)
      continue
    }
    try {
      const { terms } = watch
      groups.set(text, { holds: holdsAll(terms), terms, watches: [watch], agents: agentsOf(terms), asked: 0 })
    } catch {
      broken.push(watch)
    }
  }
  return { groups: [...groups.values()], broken }
}

/** The check of all terms, without those of the kind that is looked up, where finding an event under it proves that they hold. */
function unproven(terms: readonly Term[], found: Kind): Holds | undefined {
  const left = found.keys.every(({ proves }) => proves)
    ? terms.filter(({ not, predicate }) => not || predicate.kind !== found.kind)
    : terms
  return left.length === 0 ? undefined : holdsAll(left)
}

function agentsOf(terms: readonly Term[]): readonly string[] | undefined {
  const parts = terms.flatMap(({ not, predicate }) =>
    predicate.kind === 'agent' && !not ? [predicate.value.toLowerCase()] : [],
  )
  return parts.length === 0 ? undefined : parts
}

type Key = NonNullable<ReturnType<typeof keyOf>>
type Kind = { readonly kind: Predicate['kind']; readonly keys: readonly Key[] }

/** How many groups each key would lead to. */
function countShared<W>(groups: readonly Group<W>[]): ReadonlyMap<string, number> {
  const shared = new Map<string, number>()
  for (const { terms } of groups) {
    for (const key of wantedKinds(terms).flatMap(({ keys }) => keys))
      shared.set(nameOf(key), (shared.get(nameOf(key)) ?? 0) + 1)
  }
  return shared
}

function bestKind(terms: readonly Term[], shared: ReadonlyMap<string, number>): Kind | undefined {
  let best: Kind | undefined
  let least = Number.POSITIVE_INFINITY
  for (const kind of wantedKinds(terms)) {
    const others = kind.keys.reduce((sum, key) => sum + (shared.get(nameOf(key)) ?? 0), 0)
    if (others < least) [best, least] = [kind, others]
  }
  return best
}

/** The keys of each kind of wanted terms of which every one can be looked up: terms of a kind are or-ed. */
function wantedKinds(terms: readonly Term[]): readonly Kind[] {
  const kinds = new Map<Predicate['kind'], (Key | undefined)[]>()
  for (const { not, predicate } of terms) {
    if (!not) at(kinds, predicate.kind, () => []).push(keyOf(predicate))
  }
  return [...kinds].flatMap(([kind, keys]) =>
    keys.includes(undefined) ? [] : [{ kind, keys: keys.filter((key) => key !== undefined) }],
  )
}

function nameOf({ slot, value, prefix }: Key): string {
  return `${slot} ${prefix ? '*' : '='} ${value}`
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
