import type { PushedMessage } from '../job/pushed-events.ts'
import { readSentAt } from './read-sent-at.ts'

/** Makes one call of SQS in its JSON protocol, as X-Amz-Target names it, and gives the reply. */
type CallSqs = (target: string, input: object) => Promise<unknown>

export type Received = PushedMessage & { readonly receipt: string }

export type PushedQueue = {
  /** Waits up to ten seconds for the first; at most ten. */
  receive(): Promise<readonly Received[]>
  /** Deletes these. Gives how many were not: they come again, and are told once all the same. */
  remove(messages: readonly Received[]): Promise<number>
}

/** Below the twenty that SQS allows, so that ending does not take as long. */
const WAIT_S = 10

/**
 * The queue that EventBridge puts events into.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 */
export function makePushedQueue(url: string, call: CallSqs, waitSeconds = WAIT_S): PushedQueue {
  return {
    async receive() {
      const reply = (await call('AmazonSQS.ReceiveMessage', {
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      })) as Reply
      return (reply.Messages ?? []).map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
        id: MessageId,
        receipt: ReceiptHandle,
        body: Body ?? '',
        sentAt: readSentAt(Attributes?.SentTimestamp),
      }))
    },
    async remove(messages) {
      if (messages.length === 0) return 0
      const Entries = messages.map(({ receipt }, at) => ({ Id: String(at), ReceiptHandle: receipt }))
      const reply = (await call('AmazonSQS.DeleteMessageBatch', { QueueUrl: url, Entries })) as Deleted
      return reply.Failed?.length ?? 0
    },
  }
}

type Reply = {
  readonly Messages?: readonly {
    readonly MessageId: string
    readonly ReceiptHandle: string
    readonly Body?: string
    readonly Attributes?: { readonly SentTimestamp?: string }
  }[]
}
type Deleted = { readonly Failed?: readonly unknown[] }
