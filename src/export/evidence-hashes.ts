import type { CollectedLine } from './collected.ts'

/** One account's and Region's records, under one hash. */
export type EvidenceHash = { readonly place: string; readonly records: number; readonly sha256: string }

/** The same whatever order the records came in. `sha256` gives the hash of a text in hex. */
export function evidenceHashes(
  lines: readonly CollectedLine[],
  sha256: (text: string) => string,
): readonly EvidenceHash[] {
  const places = new Map<string, string[]>()
  for (const { place, hash } of lines) {
    const hashes = places.get(place)
    if (hashes === undefined) places.set(place, [hash])
    else hashes.push(hash)
  }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, hashes]) => ({
      place,
      records: hashes.length,
      sha256: sha256(
        hashes
          .toSorted()
          .map((hash) => `${hash}\n`)
          .join(''),
      ),
    }))
}
