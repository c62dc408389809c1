import type { Message } from '../message/message.ts'
import type { Asker, Job, Venue } from './job.ts'

/** A message that Slack has. */
export type Posted = { readonly channel: string; readonly ts: string }

/**
 * What became of something sent to Slack. Only `unposted` may be sent again without a second look; `unknown` may have
 * been posted: a timeout, a cut connection, a 5xx.
 */
export type Sent =
  | { readonly kind: 'posted'; readonly posted: Posted }
  | {
      readonly kind: 'unposted'
      readonly reason: UnpostedReason
      readonly detail: string
      readonly retryAfterMs?: number
    }
  | { readonly kind: 'unknown'; readonly detail: string }

export const UNPOSTED_REASONS = [
  'not-in-channel',
  'archived',
  'no-channel',
  'restricted',
  'rate-limited',
  'unreachable',
  'no-rights',
  'app-dead',
  'refused',
  'expired',
] as const
export type UnpostedReason = (typeof UNPOSTED_REASONS)[number]

/**
 * The one road out to Slack. Each message is validated before it is sent and sent again as plain text where Slack
 * refuses its blocks. Nothing is retried blindly.
 */
export type Outbox = {
  /** A new message in a channel, or in a thread of it. The same key is posted once by this process. */
  post(
    venue: { readonly channel: string; readonly thread?: string | undefined },
    message: Message,
    key: string,
  ): Promise<Sent>
  /** Replaces a message. Paced: between edits of one message the latest wins and earlier ones are skipped. */
  edit(posted: Posted, message: Message): Promise<Sent>
  /** To the asker alone: by response_url while it lasts, else an ephemeral message, else a direct message. */
  whisper(venue: Venue, asker: Asker, message: Message): Promise<Sent>
}

/** What is known of people in Slack. */
export type People = {
  /** IANA zone, e-mail and name; a field that Slack does not give (no scope, not set) is undefined. */
  look(asker: Asker): Promise<{
    readonly zone: string | undefined
    readonly email: string | undefined
    readonly name: string | undefined
  }>
}

/** Takes jobs, at least once each. `put` resolves when the job is safe, so that Slack may be told so. */
export type Queue = {
  put(job: Job): Promise<void>
}

/** Remembers what was done. The first to claim a key gets true; later ones false, for at least a day. */
export type Done = {
  claim(key: string): Promise<boolean>
}
