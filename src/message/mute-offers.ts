import type { Sighting } from '../watch/watch.ts'

/** What one would mute: a call, or the same call on the same thing, as one event had it. */
export type MuteOffer = {
  readonly name: string
  /** `key`: the sighting that is one of these. */
  readonly like?: { readonly key: string; readonly target: string } | undefined
}

const MOST = 5

/** The most frequent calls, and then the most frequent calls on one thing. */
export function muteOffers(sightings: readonly Sighting[]): readonly MuteOffer[] {
  const calls = Map.groupBy(sightings, ({ said }) => said.name)
  const on = Map.groupBy(
    sightings.filter(({ said, key }) => isWhole(said.target) && key.length <= LONGEST_KEY),
    ({ said }) => JSON.stringify([said.name, said.target]),
  )
  return [
    ...mostFirst(calls).map(({ said: { name } }) => ({ name })),
    ...mostFirst(on).map(({ key, said: { name, target = '' } }) => ({ name, like: { key, target } })),
  ]
}

/** An event's id, as CloudTrail makes it, and room for others. */
const LONGEST_KEY = 60

/** Not a target that was cut, that stands for several, or in which a secret is hidden: no event has that. */
function isWhole(target: string | undefined): boolean {
  return target !== undefined && !/…| and \d+ more$|\[hidden/u.test(target)
}

function mostFirst(groups: ReadonlyMap<string, readonly Sighting[]>): readonly Sighting[] {
  return [...groups]
    .toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST)
    .flatMap(([, [first]]) => first ?? [])
}
