import { typingDistance } from './nearest.ts'

type Seen = { readonly name: string; readonly count: number }

const LONGEST = 200

/**
 * Names that were seen, nearest to the one asked for: the same in another letter case, then those that begin with it
 * or hold it (or are held by it), then those a few letters away. The more frequent first among equals.
 */
export function nearNames<S extends Seen>(asked: string, seen: readonly S[], max = 5): S[] {
  const wanted = asked.slice(0, LONGEST).toLowerCase()
  if (wanted === '') return []
  return seen
    .map((one) => ({ one, rank: rank(wanted, one.name.slice(0, LONGEST).toLowerCase()) }))
    .filter(({ rank }) => rank < FAR)
    .sort((a, b) => a.rank - b.rank || b.one.count - a.one.count || (a.one.name < b.one.name ? -1 : 1))
    .slice(0, max)
    .map(({ one }) => one)
}

const FAR = 100

function rank(wanted: string, name: string): number {
  if (name === wanted) return 0
  if (name === '') return FAR
  if (name.startsWith(wanted)) return 1
  if (wanted.length >= 3 && name.includes(wanted)) return 2
  if (name.length >= 3 && wanted.includes(name)) return 3
  const far = typingDistance(wanted, name)
  return far <= Math.max(1, Math.floor(wanted.length / 3)) ? 3 + far : FAR
}
