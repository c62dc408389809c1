import { distance } from 'fastest-levenshtein'

const LONGEST = 60

/** The candidates within a few letters of the word, letter case ignored, nearest first; those equally near in the order given. */
export function nearest(word: string, candidates: readonly string[], most = allowance(word)): string[] {
  if (word.length > LONGEST) return []
  const lower = word.toLowerCase()
  return candidates
    .map((candidate) => ({ candidate, far: typingDistance(lower, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far)
    .map(({ candidate }) => candidate)
}

/** Levenshtein's distance, where two neighbouring letters swapped (`erorrs`) are one slip, not two. */
export function typingDistance(a: string, b: string): number {
  const far = distance(a, b)
  return far === 2 && isSwap(a, b) ? 1 : far
}

function allowance(word: string): number {
  return word.length >= 7 ? 2 : 1
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let i = 0
  while (a[i] === b[i]) i++
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}
