import type { Attempts } from '../job/attempts.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Rows, Shelf } from './rows.ts'

const SHELF: Shelf = ['*', 'attempt']
/** Longer than a queue keeps a message. */
const KEPT_MS = 15 * 24 * 3_600_000
const ENDED = 'ended'
const TOLD = 'told'

/** How far the messages of a queue got, for all instances. */
export function keepAttempts(rows: Rows, now: () => Instant): Attempts {
  const row = (key: string, text: string) => ({ key, text, expires: instant(now() + KEPT_MS) })
  return {
    async begin(key, longestMs) {
      if (await rows.put(SHELF, { ...row(key, String(now())), was: 0 })) return 'new'
      const text = (await rows.get(SHELF, key))?.text ?? ''
      if (text === ENDED || text === TOLD) return text
      return now() - Number(text) < longestMs ? 'under way' : 'broken off'
    },
    end: async (key) => void (await rows.put(SHELF, row(key, ENDED))),
    told: async (key) => void (await rows.put(SHELF, row(key, TOLD))),
    again: async (key) => void (await rows.remove(SHELF, key)),
  }
}
