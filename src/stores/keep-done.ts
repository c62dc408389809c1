import type { Done } from '../job/ports.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Rows } from './rows.ts'

/** Longer than Slack, a queue or a person sends the same thing again. */
const KEPT_MS = 25 * 3_600_000

/** Remembers in the store what was done, for all instances. */
export function keepDone(rows: Rows, now: () => Instant): Done {
  return {
    async claim(team, key) {
      // Where version 0.1 claimed it, for all workspaces together: an instance of it may still run beside this one.
      if ((await rows.get(['*', 'done'], key)) !== undefined) return false
      return rows.put([team, 'done'], { key, text: '', expires: instant(now() + KEPT_MS), was: 0 })
    },
  }
}
