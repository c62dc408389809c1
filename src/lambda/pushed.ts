import type { PushedMessage } from '../job/pushed-events.ts'
import { readSentAt } from '../queues/read-sent-at.ts'
import type { BatchResult, SqsEvent } from './work.ts'

/** The messages of a batch as SQS hands them to a function; undefined for anything else, such as a call of the schedule. */
export function readSqsBatch(event: unknown): readonly PushedMessage[] | undefined {
  const records = (event as Partial<SqsEvent> | null | undefined)?.Records
  if (!Array.isArray(records)) return undefined
  return (records as SqsEvent['Records']).map(({ messageId, body, attributes }) => ({
    id: messageId,
    body,
    sentAt: readSentAt(attributes.SentTimestamp),
  }))
}

/** All that are not done come again. */
export function sayNotDone(messages: readonly PushedMessage[], done: readonly string[]): BatchResult {
  return {
    batchItemFailures: messages.filter(({ id }) => !done.includes(id)).map(({ id }) => ({ itemIdentifier: id })),
  }
}
