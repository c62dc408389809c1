import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Names, SeenName } from '../job/keeping.ts'
import { instant, type Instant } from '../lib/instant.ts'
import { isKey } from './spell.ts'
import { readKept } from './read-kept.ts'
import type { Rows } from './rows.ts'

const KEPT_MS = 90 * 24 * 3_600_000
const ADDED_AT_ONCE = 100
const LONGEST = 256
const LOOKED_THROUGH = 200
const MOST = 100

const Seen = z.object({
  name: z.string(),
  by: z.string(),
  count: z.number(),
  at: z.number().transform(instant),
})

/** Identities that were seen, for ninety days after they were last. */
export function keepNames(rows: Rows, now: () => Instant): Names {
  return {
    async add(team, names) {
      const kept = names
        .filter((seen) => seen.name !== '' && seen.name.length <= LONGEST && isKey(keyOf(seen)))
        .toSorted(mostFirst)
        .slice(0, ADDED_AT_ONCE)
      const expires = instant(now() + KEPT_MS)
      await rows.putMany(
        [team, 'names'],
        kept.map((seen) => ({ key: keyOf(seen), text: JSON.stringify(seen), expires })),
      )
    },
    async startingWith(team, text, n) {
      const found = await rows.list([team, 'names'], { prefix: folded(text), limit: LOOKED_THROUGH })
      const names = found.flatMap((row) => readKept(Seen, row) ?? [])
      return names.toSorted(mostFirst).slice(0, Math.max(0, Math.min(n, MOST)))
    },
  }
}

/** What people type comes first; what follows tells apart names that are the same but for the case, or the kind. */
function keyOf({ name, by }: SeenName): string {
  return `${folded(name)}\n${createHash('sha256')
    .update(JSON.stringify([name, by]))
    .digest('base64url')
    .slice(0, 16)}`
}

/** The most counted first, of those the latest, then by the alphabet. */
function mostFirst(a: SeenName, b: SeenName): number {
  return b.count - a.count || b.at - a.at || (a.name < b.name ? -1 : 1)
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
