import { type Instant, instant } from '../lib/instant.ts'

/** When a message came into its queue: SQS writes SentTimestamp as milliseconds, in a string. Undefined where it says nothing. */
export function readSentAt(said: string | undefined): Instant | undefined {
  return said !== undefined && /^\d{10,15}$/.test(said) ? instant(Number(said)) : undefined
}
