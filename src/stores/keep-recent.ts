import { createHash } from 'node:crypto'
import type { Asked, Recent } from '../job/keeping.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Rows } from './rows.ts'

const KEPT_MS = 30 * 24 * 3_600_000
const MOST = 50
/** How far back the list looks for questions that are not the same. */
const LOOKED_THROUGH = 200

/** What each person asked in the last thirty days. */
export function keepRecent(rows: Rows, now: () => Instant): Recent {
  return {
    async add(team, person, { words, askedAt }) {
      // By time first: the latest are at the end. What follows makes two questions of one instant two.
      const key = `${String(askedAt).padStart(15, '0')} ${createHash('sha256').update(words).digest('base64url')}`
      await rows.put([team, 'recent', person], { key, text: words, expires: instant(now() + KEPT_MS) })
    },
    async list(team, person, n) {
      const rowsBack = await rows.list([team, 'recent', person], { backwards: true, limit: LOOKED_THROUGH })
      const latest = new Map<string, Asked>()
      for (const { key, text } of rowsBack) {
        if (!latest.has(text)) latest.set(text, { words: text, askedAt: instant(Number(key.slice(0, 15))) })
      }
      return [...latest.values()].slice(0, Math.max(0, Math.min(n, MOST)))
    },
  }
}
