import { type Instant, instant } from '../lib/instant.ts'
import type { WatchSettings } from './settings.ts'
import type { Book, Root, Sighting, Telling } from './watch.ts'

/** The root message that goes on about this identity, if its quiet period is not over. */
export function liveRoot(
  { roots }: Pick<Book, 'roots'>,
  watch: string,
  who: string,
  now: Instant,
  settings: Pick<WatchSettings, 'quiet'>,
): Root | undefined {
  return roots.find((root) => root.watch === watch && root.who === who && now - root.at < settings.quiet)
}

/** A root message whose count in Slack is behind, of a watch that may tell. */
export function rootToEdit({ roots }: Pick<Book, 'roots'>, tellable: ReadonlySet<string>): Root | undefined {
  return roots.find(({ shown, count, watch }) => shown < count && tellable.has(watch))
}

/** The root as Slack now shows it. */
export function afterEdit(book: Book, key: string, shown: number): Book {
  return {
    ...book,
    roots: book.roots.map((root) => (root.key === key ? { ...root, shown: Math.max(root.shown, shown) } : root)),
  }
}

/** The roots after a telling of events was sent: one opened or added to, and those gone whose quiet period is over. */
export function rootsAfter(
  { roots }: Pick<Book, 'roots'>,
  telling: Telling,
  ts: string,
  sightings: readonly Sighting[],
  now: Instant,
  settings: Pick<WatchSettings, 'quiet' | 'rootsMost'>,
): readonly Root[] {
  const { content } = telling
  if (content.kind !== 'events') return roots
  const before = roots.find(({ key }) => key === content.root)
  const root = before ?? opened(telling.key, ts, content.watch, content.who, sightings)
  const added = { ...add(root, sightings), at: now, shown: before?.shown ?? sightings.length }
  return [added, ...roots.filter(({ key }) => key !== added.key)]
    .filter(({ at, shown, count }) => now - at < settings.quiet || shown < count)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, settings.rootsMost)
}

function opened(key: string, ts: string, watch: string, who: string, sightings: readonly Sighting[]): Root {
  const first = sightings[0]?.time ?? instant(0)
  const opening = sightings.map((sighting) => sighting.key)
  return { key, ts, watch, who, count: 0, first, last: first, at: first, regions: [], names: [], opening, shown: 0 }
}

const MOST_NAMES = 30
const OTHERS = '…'

function add(root: Root, sightings: readonly Sighting[]): Root {
  const names = new Map(root.names)
  const regions = new Set(root.regions)
  const rules = new Set(root.rules)
  let { first, last } = root
  for (const { time, said, standsOut } of sightings) {
    for (const rule of standsOut) rules.add(rule)
    const name = names.has(said.name) || names.size < MOST_NAMES ? said.name : OTHERS
    names.set(name, (names.get(name) ?? 0) + 1)
    if (regions.size < MOST_NAMES) regions.add(said.region)
    if (time < first) first = time
    if (time > last) last = time
  }
  return {
    ...root,
    count: root.count + sightings.length,
    first,
    last,
    regions: [...regions].sort(),
    names: [...names],
    rules: [...rules],
  }
}
