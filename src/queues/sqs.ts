import type { Job } from '../job/job.ts'
import type { Queue } from '../job/ports.ts'
import { readJob } from '../job/read-job.ts'
import { instant, type Instant } from '../lib/instant.ts'

/** What Slack sent, verified and not read yet. */
export type Sent = {
  readonly kind: 'sent'
  /** When it came: windows are frozen to this instant. */
  readonly at: Instant
  readonly body: Readonly<Record<string, unknown>>
}

/** A message of the queue. */
export type Queued = Sent | { readonly kind: 'job'; readonly job: Job }

/** Makes one call of SQS, and resolves when the message is safe. */
type SendMessage = (input: { readonly QueueUrl: string; readonly MessageBody: string }) => Promise<unknown>

export type SqsQueue = Queue & { send(sent: Sent): Promise<void> }

/**
 * Jobs in a standard queue: each at least once, in no order. Who makes each once is the worker, by the job's key.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function makeSqsQueue(url: string, sendMessage: SendMessage): SqsQueue {
  const put = async (queued: Queued) => {
    await sendMessage({ QueueUrl: url, MessageBody: JSON.stringify(queued) })
  }
  return { put: (job) => put({ kind: 'job', job }), send: put }
}

/** A message as `makeSqsQueue` writes them, also of the version before. Undefined for anything else. */
export function readQueued(text: string): Queued | undefined {
  try {
    const { kind, at, body, job } = JSON.parse(text) as Record<string, unknown>
    if (kind === 'sent' && typeof at === 'number' && isRecord(body)) return { kind, at: instant(at), body }
    const read = kind === 'job' ? readJob(job) : undefined
    return read?.kind === 'job' ? read : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
