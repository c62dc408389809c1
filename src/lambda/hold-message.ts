import type { Job } from '../job/job.ts'
import { idOf, type TakenJobs } from '../job/taken-jobs.ts'
import type { Log } from '../lib/log.ts'
import { type Held, holdJob } from '../queues/held.ts'

export type HoldSettings = {
  /** The message's own id, the same each time it is received. */
  readonly message: string
  /** Of this time alone. */
  readonly time: string
  readonly jobs: TakenJobs
  readonly log: Log
}

/**
 * The job of a message in the hands of one run of the function, with all that was posted for it before: by a run that was
 * killed, if there was one. Undefined where it came with another message too, which has it.
 */
export async function holdMessage(
  job: Job,
  { message, time, jobs, log }: HoldSettings,
): Promise<{ readonly held: Held; readonly version: () => Promise<number | undefined> } | undefined> {
  const holder = `${message}#${time}`
  const id = idOf(job)
  const version = async () => {
    const now = await jobs.get(id)
    return now?.taken.holder === holder ? now.version : undefined
  }
  const fresh = { job, holder, begun: 0, left: 0, posts: {} }
  if (await jobs.keep(fresh)) return { held: holdJob({ taken: fresh, version: 1 }, jobs, log), version }
  const kept = await jobs.get(id)
  if (kept === undefined || !kept.taken.holder.startsWith(`${message}#`)) return undefined
  const taken = { ...kept.taken, holder }
  if (!(await jobs.change(taken, kept.version))) return undefined
  return { held: holdJob({ taken, version: kept.version + 1 }, jobs, log, true), version }
}
