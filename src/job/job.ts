import type { Instant } from '../lib/instant.ts'

/** The person who asks, as Slack knows them. */
export type Asker = {
  readonly team: string
  readonly person: string
}

/** Where an answer goes. */
export type Venue = {
  readonly channel: string
  /** The thread to answer in, where the question was asked in one. */
  readonly thread: string | undefined
  /** Slack's response_url: five uses within thirty minutes; only for replies to the asker alone. */
  readonly responseUrl: string | undefined
}

/** One piece of work, as plain data: it crosses a queue, perhaps twice. */
export type Job = {
  readonly kind: 'ask'
  /** Made from the id Slack gave the command, click or event. The same work has the same key however often it arrives. */
  readonly key: string
  /** What was typed after /whodid or the mention. */
  readonly words: string
  /** When it was asked: windows are frozen to this instant, not to when the job is done. */
  readonly askedAt: Instant
  readonly asker: Asker
  readonly venue: Venue
}
