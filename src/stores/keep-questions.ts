import type { Questions } from '../job/keeping.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Rows } from './rows.ts'

/** A message's buttons work for this long. */
const KEPT_MS = 90 * 24 * 3_600_000

/** Words that are too long for a button, under ids that `newId` makes: at least 128 bits of chance, in URL-safe letters. */
export function keepQuestions(rows: Rows, now: () => Instant, newId: () => string): Questions {
  return {
    async keep(team, words) {
      const key = newId()
      const row = { key, text: words, expires: instant(now() + KEPT_MS), was: 0 }
      if (await rows.put([team, 'questions'], row)) return key
      throw new Error('an id that has to be new was there before: its source of chance is broken')
    },
    read: async (team, id) => (await rows.get([team, 'questions'], id))?.text,
  }
}
