import type { Attempts } from '../job/attempts.ts'
import type { Job } from '../job/job.ts'
import { OutOfTime } from '../job/out-of-time.ts'
import { idOf, type TakenJob, type TakenJobs } from '../job/taken-jobs.ts'
import type { Clock } from '../lib/clock.ts'
import { instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Held } from '../queues/held.ts'
import { type Queued, readQueued } from '../queues/sqs.ts'
import { holdMessage } from './hold-message.ts'

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export type SqsEvent = {
  readonly Records: readonly {
    readonly messageId: string
    readonly body: string
    readonly attributes: Readonly<Record<string, string | undefined>>
  }[]
}

export type WorkContext = { getRemainingTimeInMillis(): number }

/** The messages that are to come again. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export type BatchResult = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }

/** What a job needs. */
export type WorkOpen = {
  readonly attempts: Attempts
  readonly jobs: TakenJobs
  readonly read: (queued: Queued) => Promise<Job | undefined>
  readonly run: (job: Job, signal: AbortSignal, held: Held) => Promise<void>
  /** Tells the asker that their job ended each run of the function that began it, and ends what shows its progress. */
  readonly tellDeadly: (taken: Pick<TakenJob, 'job' | 'posts'>) => Promise<void>
}

export type Working = {
  /** Rejects where what a job needs cannot be had now. */
  readonly open: () => Promise<WorkOpen>
  /** Tells the asker that their work came to nothing. Works where nothing else does. */
  readonly tellLost: (queued: Queued) => Promise<void>
  /** Gives a name that was never given before. */
  readonly random: () => string
  readonly clock: Clock
  readonly log: Log
  /** How often a message is received before the queue puts it aside. */
  readonly receivesMost: number
  /** How long one run of the function may take: nobody is at a message for longer. */
  readonly longestMs: number
}

/** Before time runs out, looking ends, so that what was found is told: as an answer that is not whole. */
export const TELL_WITHIN_MS = 40_000

/** Does the jobs of a batch. What was not done is named, so that only that comes again. */
export function makeWork(working: Working): (event: SqsEvent, context: WorkContext) => Promise<BatchResult> {
  const { clock, log } = working
  return async (event, context) => {
    const end = new AbortController()
    const left = context.getRemainingTimeInMillis() - TELL_WITHIN_MS
    void clock.sleep(Math.max(1_000, left)).then(() => end.abort(new OutOfTime()))
    const failed = await Promise.all(
      event.Records.map(async (record) => {
        try {
          return (await doRecord(record, working, end.signal)) ? undefined : record.messageId
        } catch (error) {
          log.error({ err: error, message: record.messageId }, 'a message of the queue was not worked off')
          return record.messageId
        }
      }),
    )
    return { batchItemFailures: failed.flatMap((id) => (id === undefined ? [] : [{ itemIdentifier: id }])) }
  }
}

/** False where the message is to come again. */
async function doRecord(record: SqsEvent['Records'][number], working: Working, signal: AbortSignal): Promise<boolean> {
  const { log, clock } = working
  const { messageId } = record
  const queued = readQueued(record.body)
  if (queued === undefined) {
    log.error({ message: messageId }, 'a message of the queue cannot be read')
    return false
  }
  const isLast = Number(record.attributes.ApproximateReceiveCount ?? 1) >= working.receivesMost
  try {
    const open = await working.open()
    const { attempts } = open
    const attempt = await attempts.begin(messageId, working.longestMs)
    if (attempt === 'ended') return true
    if (attempt === 'under way' || attempt === 'told') return false
    if (attempt === 'broken off') {
      if (isLast) {
        log.error({ message: messageId }, 'a job ended each of its workers, and is not tried again')
        await tellBrokenOff(queued, open, working)
        await attempts.told(messageId)
        return false
      }
      log.error({ message: messageId }, 'a job ended its worker, and is begun again')
      await attempts.again(messageId)
      if ((await attempts.begin(messageId, working.longestMs)) !== 'new') return false
    }
    try {
      if (!(await doJob(queued, messageId, open, { ...working, signal }))) return false
    } catch (error) {
      await attempts.again(messageId)
      throw error
    }
    await attempts.end(messageId)
    return true
  } catch (error) {
    log.error({ err: error, message: messageId, at: instant(clock.now()) }, 'a job could not be begun')
    if (isLast) await working.tellLost(queued)
    return false
  }
}

/** False where someone else has taken it over meanwhile. */
async function doJob(
  queued: Queued,
  message: string,
  { read, run, jobs }: WorkOpen,
  { random, log, signal }: Pick<Working, 'random' | 'log'> & { readonly signal: AbortSignal },
): Promise<boolean> {
  const job = await read(queued)
  if (job === undefined) {
    log.info({ message }, 'nothing is asked for in what Slack sent')
    return true
  }
  const holding = await holdMessage(job, { message, time: random(), jobs, log })
  if (holding === undefined) {
    log.info({ message, key: job.key }, 'another message has this job')
    return true
  }
  // What is logged of a message before it is read has the message's id alone: this line says whose it is.
  log.debug({ message, key: job.key }, 'a message of the queue is this job')
  const { held, version } = holding
  if (!(await held.begin())) return false
  await Promise.race([run(job, signal, held), held.gone])
  if (held.isGone()) return false
  const now = await version()
  if (now !== undefined) await jobs.remove(idOf(job), now)
  return true
}

async function tellBrokenOff(queued: Queued, { read, jobs, tellDeadly }: WorkOpen, working: Working): Promise<void> {
  const job = await read(queued)
  if (job === undefined) return working.tellLost(queued)
  const kept = await jobs.get(idOf(job))
  await tellDeadly(kept?.taken ?? { job, posts: {} })
  if (kept !== undefined) await jobs.remove(idOf(job), kept.version)
}
