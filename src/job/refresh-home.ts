import type { Asked } from './asked.ts'
import { home, type HomeDeps } from './home.ts'
import type { ClickJob, SubmitJob } from './job.ts'

const CHANGES = new Set(['pause', 'resume', 'unwatch', 'mute', 'watch', 'edit'])

/** After a watch was changed from a Home tab, the tab is shown anew: it would go on saying what was. Gives what was done. */
export async function refreshHome(
  job: ClickJob | SubmitJob,
  done: Asked,
  deps: HomeDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const isHome = job.venue.channel === job.asker.person
  if (isHome && done.outcome === 'done' && CHANGES.has(done.deed ?? ''))
    await home({ kind: 'home', key: job.key, askedAt: job.askedAt, asker: job.asker, venue: job.venue }, deps, signal)
  return done
}
