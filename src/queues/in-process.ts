import type { Job } from '../job/job.ts'
import type { Queue } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { FairLine } from './fair-line.ts'
import type { Held } from './held.ts'
import type { HoldJobs } from './hold-jobs.ts'

export type InProcessSettings = {
  /** Does a job. The signal is aborted where it has to end because the process does. `held` where it is kept. */
  readonly run: (job: Job, signal: AbortSignal, held?: Held) => Promise<void>
  /** Where jobs are kept until they are done; without it, they are lost if the process dies. */
  readonly holding?: HoldJobs | undefined
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
  /** Goes on with what was left, and looks for more of it; at once where nothing is kept. */
  start(): Promise<void>
  /** Takes no more, does what it has; what isn't done within the grace is left or given up, and its asker told. */
  stop(graceMs: number): Promise<void>
}

/** Thrown by `put`: the asker is to try again later. */
export class QueueRefusal extends Error {
  override readonly name = 'QueueRefusal'
}

/**
 * Jobs in this process, a few at once, in turns between the people who ask. What was left by a process that died is done
 * one after the other: were one of them what it died of, the others don't die with it.
 */
export function makeInProcessQueue(settings: InProcessSettings): InProcessQueue {
  const { run, onFailed, holding, clock, log, atOnce = 4, atOnceEach = 2, waiting = 500, waitingEach = 60 } = settings
  const line = new FairLine<Job>(atOnceEach)
  const left: Job[] = []
  let leftUnderWay = false
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
      if (holding !== undefined && !(await holding.take(job))) return
      line.add(person, job)
      // Later, so that whoever put it can say so first.
      setImmediate(startNext)
    },
    start: async () =>
      holding?.start((job) => {
        left.push(job)
        startNext()
      }),
    idle: drain,
    async stop(graceMs) {
      stopping = true
      const drained = drain()
      await Promise.race([drained, clock.sleep(graceMs)])
      // First, for what is aborted must not be told as if it were whole.
      await holding?.leave()
      end.abort(new QueueRefusal('the bot is stopping'))
      const waiting = line.empty()
      if (holding === undefined) {
        if (waiting.length > 0) log.warn({ jobs: waiting.length }, 'jobs were given up at the end')
        await Promise.all(waiting.map((job) => failed(job, end.signal.reason)))
      }
      await drained
    },
  }

  function startNext(): void {
    while (running.size < atOnce && !end.signal.aborted) {
      const again = leftUnderWay ? undefined : left.shift()
      const next = again === undefined ? line.next() : undefined
      if (again !== undefined) startLeft(again)
      else if (next !== undefined) start(next.item, () => line.done(next.person))
      else return
    }
  }

  function startLeft(job: Job): void {
    leftUnderWay = true
    start(job, () => (leftUnderWay = false))
  }

  function start(job: Job, onEnd: () => void): void {
    const work = doJob(job).finally(() => {
      running.delete(work)
      onEnd()
      startNext()
    })
    running.add(work)
  }

  async function doJob(job: Job): Promise<void> {
    try {
      if (holding === undefined) await run(job, end.signal)
      else await holding.work(job, (held) => run(job, end.signal, held))
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
