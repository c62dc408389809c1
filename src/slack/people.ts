import type { WebClient } from '@slack/web-api'
import type { Asker } from '../job/job.ts'
import type { People } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'

type Known = Awaited<ReturnType<People['look']>>

const NOBODY: Known = { zone: undefined, email: undefined, name: undefined }
const KEPT_MS = 5 * 60_000
const KEPT_PEOPLE = 5_000

/** People as Slack knows them, remembered for five minutes. What Slack doesn't tell is undefined, never a failure. */
export function makePeople(client: WebClient, clock: Clock, log: Log): People {
  const seen = new Map<string, { readonly until: number; readonly known: Promise<Known> }>()
  return {
    async look(asker) {
      const key = `${asker.team}/${asker.person}`
      const before = seen.get(key)
      if (before !== undefined && before.until > clock.now()) return before.known
      const known = ask(asker)
      seen.delete(key)
      seen.set(key, { until: clock.now() + KEPT_MS, known })
      const oldest = seen.keys().next()
      if (seen.size > KEPT_PEOPLE && oldest.done !== true) seen.delete(oldest.value)
      // A failure isn't remembered: the next question asks again.
      if ((await known) === NOBODY) seen.delete(key)
      return known
    },
  }

  async function ask(asker: Asker): Promise<Known> {
    try {
      const { user } = await client.users.info({ user: asker.person })
      return {
        zone: user?.tz ?? undefined,
        email: user?.profile?.email ?? undefined,
        name: user?.profile?.display_name || user?.real_name || user?.name || undefined,
      }
    } catch (error) {
      log.warn({ err: error, person: asker.person }, 'slack did not say who asked')
      return NOBODY
    }
  }
}
