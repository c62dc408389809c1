import type { Message } from '../message/message.ts'
import type { View } from '../message/view.ts'
import type { Standing } from '../policy/policy.ts'
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
  /** Puts another view in the place of one that is open. */
  showView(viewId: string, view: View): Promise<Sent>
  /** A person's Home tab. */
  showHome(asker: Asker, view: View): Promise<Sent>
  /** Files in a channel or thread, as one message. Each is read once, in pieces. */
  upload(
    venue: { readonly channel: string; readonly thread?: string | undefined },
    files: readonly Upload[],
    said: string,
    key: string,
  ): Promise<Sent>
}

/** A file to be uploaded. https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export type Upload = {
  readonly name: string
  readonly title: string
  /** Slack wants to know the length before it takes the bytes. */
  readonly bytes: Uint8Array
}

/**
 * Carries a question through Slack and back: sealed, so that only what we put on a button is taken from it, and bound to
 * the workspace. A question that is too long to be carried is kept, and its id carried.
 */
export type Carrier = {
  /**
   * At most 240 characters, for a block_id; undefined where it could not be kept. `isKept`: the words are not in it, whatever
   * their length, but its id alone; it has some sixty characters then.
   */
  carry(team: string, words: string, isKept?: boolean): Promise<string | undefined>
  /** The words, if we sealed them for this workspace and, where they were kept, still have them. */
  read(team: string, token: string): Promise<string | undefined>
}

/** What is known of people in Slack. */
export type People = {
  /** IANA zone, e-mail and name; a field that Slack does not give (no scope, not set) is undefined. */
  look(asker: Asker): Promise<{
    readonly zone: string | undefined
    readonly email: string | undefined
    readonly name: string | undefined
    /** What they are in the workspace. */
    readonly standing: Standing | undefined
  }>
  /** Which of these user groups someone is in. Rejects where Slack does not tell. */
  groups(asker: Asker, among: readonly string[]): Promise<readonly string[]>
}

/** Takes jobs, at least once each. `put` resolves when the job is safe, so that Slack may be told so. */
export type Queue = {
  put(job: Job): Promise<void>
}

/** Remembers what was done in each workspace. The first to claim a key gets true; later ones false, for at least a day. */
export type Done = {
  claim(team: string, key: string): Promise<boolean>
}
