import type { Done } from '../job/ports.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Rows } from './rows.ts'

/** Longer than Slack, a queue or a person sends the same thing again. */
const KEPT_MS = 25 * 3_600_000

/** Remembers in the store what was done, for all instances. Keys come from Slack's own ids, which no two workspaces share. */
export function keepDone(rows: Rows, now: () => Instant): Done {
  return {
    claim: (key) => rows.put(['*', 'done'], { key, text: '', expires: instant(now() + KEPT_MS), was: 0 }),
  }
}
