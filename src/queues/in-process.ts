import type { Job } from '../job/job.ts'
import type { Queue } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { FairLine } from './fair-line.ts'

export type InProcessSettings = {
  /** Does a job. The signal is aborted where it has to end because the process does. */
  readonly run: (job: Job, signal: AbortSignal) => Promise<void>
  /** Tells the asker that their job came to nothing: it threw, or the process ends before its turn. */
  readonly onFailed: (job: Job, error: unknown) => Promise<void>
  readonly clock: Clock
  readonly log: Log
  /** How many jobs are done at once, and how many of one person. */
  readonly atOnce?: number
  readonly atOnceEach?: number
  /** How many may wait, and how many of one person. */
  readonly waiting?: number
  readonly waitingEach?: number
}

export type InProcessQueue = Queue & {
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
  /** Takes no more, does what it has; what isn't done within the grace is given up, and its asker told. */
  stop(graceMs: number): Promise<void>
}

/** Thrown by `put`: the asker is to try again later. */
export class QueueRefusal extends Error {
  override readonly name = 'QueueRefusal'
}

/** Jobs in this process, a few at once, in turns between the people who ask. What it holds is lost if the process dies. */
export function makeInProcessQueue(settings: InProcessSettings): InProcessQueue {
  const { run, onFailed, clock, log, atOnce = 4, atOnceEach = 2, waiting = 500, waitingEach = 60 } = settings
  const line = new FairLine<Job>(atOnceEach)
  const running = new Set<Promise<void>>()
  const end = new AbortController()
  let stopping = false

  return {
    async put(job) {
      const person = personOf(job)
      if (stopping) throw new QueueRefusal('the bot is stopping')
      if (line.size >= waiting) throw new QueueRefusal(`${waiting} questions are waiting`)
      if (line.sizeOf(person) >= waitingEach)
        throw new QueueRefusal(`${waitingEach} questions of one person are waiting`)
      line.add(person, job)
      // Later, so that whoever put it can say so first.
      setImmediate(startNext)
    },
    idle: drain,
    async stop(graceMs) {
      stopping = true
      const drained = drain()
      await Promise.race([drained, clock.sleep(graceMs)])
      end.abort(new QueueRefusal('the bot is stopping'))
      const left = line.empty()
      if (left.length > 0) log.warn({ jobs: left.length }, 'jobs were given up at the end')
      await Promise.all(left.map((job) => failed(job, end.signal.reason)))
      await drained
    },
  }

  function startNext(): void {
    while (running.size < atOnce && !end.signal.aborted) {
      const next = line.next()
      if (next === undefined) return
      const work = doJob(next.item).finally(() => {
        running.delete(work)
        line.done(next.person)
        startNext()
      })
      running.add(work)
    }
  }

  async function doJob(job: Job): Promise<void> {
    try {
      await run(job, end.signal)
    } catch (error) {
      log.error({ err: error, key: job.key }, 'a job failed')
      await failed(job, error)
    }
  }

  async function failed(job: Job, error: unknown): Promise<void> {
    try {
      await onFailed(job, error)
    } catch (second) {
      log.error({ err: second, key: job.key }, 'the asker could not be told that a job failed')
    }
  }

  async function drain(): Promise<void> {
    startNext()
    while (running.size > 0) {
      await Promise.all(running)
      startNext()
    }
  }
}

function personOf(job: Job): string {
  return `${job.asker.team}/${job.asker.person}`
}
