import type { Attempts } from '../job/attempts.ts'
import type { Job } from '../job/job.ts'
import { instant } from '../lib/instant.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type Queued, readQueued } from '../queues/sqs.ts'

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

export type Working = {
  /** Opens what a job needs; rejects where that cannot be had now. */
  readonly open: () => Promise<{
    readonly attempts: Attempts
    readonly read: (queued: Queued) => Promise<Job | undefined>
    readonly run: (job: Job, signal: AbortSignal) => Promise<void>
  }>
  /** Tells the asker that their work came to nothing. Works where nothing else does. */
  readonly tellLost: (queued: Queued) => Promise<void>
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
    void clock.sleep(Math.max(1_000, left)).then(() => end.abort(new Error('the time of the function runs out')))
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
    const { attempts, read, run } = await working.open()
    const attempt = await attempts.begin(messageId, working.longestMs)
    if (attempt === 'ended') return true
    if (attempt === 'under way' || attempt === 'told') return false
    if (attempt === 'broken off') {
      log.error({ message: messageId }, 'a job ended its worker, and is not tried again')
      await working.tellLost(queued)
      await attempts.told(messageId)
      return false
    }
    try {
      const job = await read(queued)
      if (job === undefined) log.info({ message: messageId }, 'nothing is asked for in what Slack sent')
      else await run(job, signal)
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
