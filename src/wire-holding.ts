import { randomBytes } from 'node:crypto'
import type { Job } from './job/job.ts'
import type { JobDeps } from './job/run-job.ts'
import type { TakenJobs } from './job/taken-jobs.ts'
import { tellLeft, tellLost } from './job/tell-lost.ts'
import type { WatchSlack } from './job/watch-ports.ts'
import type { Clock } from './lib/clock.ts'
import { instant } from './lib/instant.ts'
import type { Log } from './lib/log.ts'
import type { Held } from './queues/held.ts'
import { type HoldJobs, holdJobs } from './queues/hold-jobs.ts'

type Reply = Pick<JobDeps, 'outbox' | 'audit' | 'now'>

/** Jobs of this process in the store, as long as it outlives the process; undefined where it doesn't. */
export function makeHolding(
  jobs: TakenJobs | undefined,
  depsOf: (job: Job) => Promise<Reply | undefined>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): HoldJobs | undefined {
  if (jobs === undefined) return undefined
  return holdJobs({
    jobs,
    holder: randomBytes(9).toString('base64url'),
    async onLost(taken, why) {
      const deps = await depsOf(taken.job)
      if (deps !== undefined) await tellLost(taken, why, deps)
    },
    async onLeft(taken) {
      const deps = await depsOf(taken.job)
      if (deps !== undefined) await tellLeft(taken, deps.outbox)
    },
    clock,
    log,
  })
}

/** Slack's clock and ours differ a little. */
const BEFORE_MS = 60_000

/** What it takes to do a job that may have been begun before: it posts nothing a second time. */
export function depsFor(held: Held | undefined, job: Job, deps: JobDeps, slack: Pick<WatchSlack, 'lookBack'>): JobDeps {
  if (held === undefined) return deps
  const from = instant(job.askedAt - BEFORE_MS)
  return {
    ...deps,
    outbox: held.outbox(deps.outbox, (venue, key) =>
      slack.lookBack({ channel: venue.channel, thread: venue.thread }, key, from),
    ),
  }
}
