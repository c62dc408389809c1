import type { Instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'
import type { Redact } from '../policy/redact.ts'
import type { Audit } from './audit.ts'
import type { Authorize } from './authorize.ts'
import type { Budget } from './budget.ts'
import type { Sources } from './answer-question.ts'
import type { EventClick } from './event-click.ts'
import type { AskJob, Asker, Venue } from './job.ts'
import type { Keeping } from './keeping.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { Carrier, Outbox, People } from './ports.ts'
import type { Rest } from './rest.ts'
import type { Watching } from './watching.ts'

/** What every reply needs of the outside. */
export type ReplyDeps = {
  readonly outbox: Outbox
  readonly people: People
  readonly sources: Sources
  readonly carrier: Carrier
  /** Those two as they tell access key ids whole: `toldAs` says to whom. */
  readonly whole: { readonly outbox: Outbox; readonly carrier: Carrier }
  readonly keeping: Keeping
  readonly now: () => Instant
  readonly sleep: (ms: number) => Promise<void>
  /** The window where none is given, in milliseconds. */
  readonly defaultWindowMs: number
  /** How far to look back for first times, in days; 0: not at all. */
  readonly firstTimeDays: number
  /** Whether what was done through sessions is added to an answer. */
  readonly followsSessions: boolean
  readonly log: Log
  /** What a question may cost before its asker is asked. */
  readonly freeDollars: number
  readonly authorize: Authorize
  readonly audit: Audit
  /** How much may still be asked and spent. */
  readonly budget: Budget
  /** Takes secrets out of events before they are shown or exported. */
  readonly redact: Redact
  readonly kept: KeptAnswers
  /**
   * Goes on in another job where the time of this one runs out; undefined where it has no end. False where someone has
   * stopped it meanwhile. Resolves when the job is safe.
   */
  readonly goOn?: ((job: AskJob) => Promise<boolean>) | undefined
  /** Of whodid: for reports. */
  readonly version: string
  /** Where watches are kept; undefined where there are none. */
  readonly watching?: Watching | undefined
  /** What can be asked, and what is missing. */
  readonly doctor: (signal: AbortSignal) => Promise<Message>
}

/** The piece of work that a reply answers, whichever way it came. */
export type Work = {
  readonly key: string
  readonly askedAt: Instant
  readonly asker: Asker
  readonly venue: Venue
  /** The view that the reply goes into; into the channel where there is none. */
  readonly view?: string | undefined
  /** The question of the message or view that was clicked, sealed. */
  readonly token?: string | undefined
  /** What was clicked in a list of events, or at one of them. */
  readonly clicked?: EventClick | undefined
  /** The asker has seen what it costs. */
  readonly approved?: boolean | undefined
  /** Only what an earlier job did not come to is looked for. */
  readonly rest?: Rest | undefined
  /** Of all identities of whoever is asked about, as far as the log proves them. */
  readonly widen?: boolean | undefined
  /** Only accounts that the asker may ask about are looked in. */
  readonly narrowed?: boolean | undefined
  /** Said at the top of the reply: how a follow-up was understood. */
  readonly understoodAs?: string | undefined
}
