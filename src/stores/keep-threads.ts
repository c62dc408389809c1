import { z } from 'zod'
import type { ThreadSaid, Threads } from '../job/keeping.ts'
import { instant, type Instant } from '../lib/instant.ts'
import { readKept } from './read-kept.ts'
import type { Rows } from './rows.ts'

/** As far back as event history goes: nobody reads on from older answers. */
const KEPT_MS = 90 * 24 * 3_600_000

const Said = z.object({
  words: z.string(),
  zone: z.string().optional(),
  person: z.string(),
  askedAt: z.number().transform(instant),
  things: z.array(z.string()).optional(),
})

/** What was last asked in each thread, for ninety days. */
export function keepThreads(rows: Rows, now: () => Instant): Threads {
  return {
    async remember(team, channel, thread, said) {
      await rows.put([team, 'threads'], {
        key: keyOf(channel, thread),
        text: JSON.stringify(said),
        expires: instant(now() + KEPT_MS),
      })
    },
    async recall(team, channel, thread) {
      const row = await rows.get([team, 'threads'], keyOf(channel, thread))
      const said = readKept(Said, row)
      return said && ({ ...said, zone: said.zone } satisfies ThreadSaid)
    },
  }
}

function keyOf(channel: string, thread: string): string {
  return JSON.stringify([channel, thread])
}
