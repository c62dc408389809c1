import type { Instant } from '../lib/instant.ts'
import type { Term } from '../question/question.ts'
import type { BackendName } from '../question/via.ts'

/**
 * A standing question of a channel. All of it is plain JSON data. Whoever set it is checked at every telling, not only
 * when it was set.
 */
export type Watch = {
  /** The workspace, or the enterprise. Nothing is ever read across it. */
  readonly team: string
  readonly id: string
  readonly channel: string
  /** The Slack user id of whoever set it. */
  readonly owner: string
  /** The key of the work that set it: begun again after a crash, the same work finds its own watch. */
  readonly setBy?: string | undefined
  /** What is watched; `person` terms are resolved before a watch is kept. */
  readonly terms: readonly Term[]
  readonly via?: readonly BackendName[] | undefined
  /** What it asked before it was changed, the oldest first. */
  readonly earlier?: readonly Earlier[] | undefined
  readonly urgency: Urgency
  /** Events from before are not told. */
  readonly since: Instant
  /** An event for which all terms of one of these hold is not told. */
  readonly mutes: readonly (readonly Term[])[]
  readonly hold?: Hold | undefined
  /** What its owner was last told of: the same is not told again within a day. */
  readonly toldOf?: { readonly reason: LostRight; readonly at: Instant } | undefined
  /** When its last hold ended; set until what was collected meanwhile is told. */
  readonly released?: Instant | undefined
  /** Unwatched. The row goes once nothing untold refers to it. */
  readonly ended?: Instant | undefined
}

/** A question that a watch asks of what happened before `until`: CloudTrail may deliver it long after. */
export type Earlier = {
  readonly terms: readonly Term[]
  readonly via?: readonly BackendName[] | undefined
  /** What was muted then, besides what is muted now. */
  readonly mutes?: Watch['mutes'] | undefined
  readonly until: Instant
}

/**
 * How soon it tells. What stands out is told at once by all of them, except by `first`, which tells only what this
 * identity was not seen doing before.
 */
export type Urgency =
  | { readonly kind: 'each' }
  /** On the full hour. */
  | { readonly kind: 'hourly' }
  /** At this hour (0–23) on the clocks of an IANA zone. */
  | { readonly kind: 'daily'; readonly hour: number; readonly zone: string }
  | { readonly kind: 'stands-out' }
  | { readonly kind: 'first' }

export const LOST_RIGHTS = ['owner-gone', 'no-rights', 'archived', 'shared', 'not-in-channel', 'no-channel'] as const
export type LostRight = (typeof LOST_RIGHTS)[number]

/** Why it tells nothing for now. What it matches is collected meanwhile, and told as a digest when the hold ends. */
export type Hold =
  | { readonly kind: 'paused'; readonly at: Instant; readonly until: Instant | undefined }
  /** The owner, or the channel, lost the right. `told` once the owner knows. */
  | { readonly kind: 'suspended'; readonly at: Instant; readonly reason: LostRight; readonly told: boolean }

/**
 * How far one place has been looked at, for one workspace. `to` never passes anything that could not be seen.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html: about five minutes late, not
 * guaranteed, and in no order. That is why every look goes back behind `to`.
 */
export type Cursor = {
  readonly team: string
  /** Names one place for good: `event-history/111122223333/us-east-1`. */
  readonly place: string
  /** Everything delivered until the last look, with an event time before this, was seen. */
  readonly to: Instant
  /** When the last look that went a day back, and the last that went a week back, was begun. */
  readonly dayLook: Instant
  readonly weekLook: Instant
  /** When the last look was begun. */
  readonly lookedAt: Instant
  /** Set while something could not be seen. */
  readonly gap?: LookGap | undefined
}

/** Something that could not be seen, and cannot still. */
export type LookGap = {
  /** The first look that failed. */
  readonly since: Instant
  /** The first moment that was not seen. */
  readonly from: Instant
  /** One of the reasons of a gap in an answer. */
  readonly reason: string
  readonly detail: string
  /** How often it was tried in a row, and when it is tried again. */
  readonly tries: number
  readonly again: Instant
}

/** An event that some watches of a channel asked for. It is told in that channel once, however many they are. */
export type Sighting = {
  /** sharedEventID where there is one (copies of one call are told once), else eventID. At most 128 characters. */
  readonly key: string
  /** eventID */
  readonly event: string
  readonly time: Instant
  /** When we first had it. */
  readonly seenAt: Instant
  /** The ids of the watches that asked for it, the most urgent first. */
  readonly watches: readonly string[]
  readonly lane: Lane
  /** What is said of it. Cut to a bounded size; about 400 bytes. */
  readonly said: Said
  /** Ids of the rules it meets, the gravest first; empty for most. */
  readonly standsOut: readonly string[]
  /** It came more than a quarter of an hour after it happened, and not because we were away. */
  readonly late: boolean
}

/** What a sighting keeps of its event, to say it later. Text of the log: only ever shown as text. */
export type Said = {
  readonly who: string
  readonly name: string
  readonly source: string
  readonly account: string
  readonly region: string
  readonly address: string
  readonly target: string | undefined
  readonly error: string | undefined
  readonly write: boolean
}

/** Where an untold sighting waits, so that those that wait for tomorrow are not read every minute. */
export type Lane = 'now' | `later:${string}` | `held:${string}`

/** Everything about telling in one channel, in one row, so that each change of it is one conditional write. */
export type Book = {
  readonly team: string
  readonly channel: string
  /** How many tellings there were. */
  readonly count: number
  /** The one telling that is on its way. There is never a second. */
  readonly open?: Telling | undefined
  /** Root messages whose quiet period is not over; at most forty. */
  readonly roots: readonly Root[]
  /** When the last message was sent, for Slack's pace of one a second and channel. */
  readonly sentAt: Instant
  /** When messages of the last hour were sent, for telling a flood; at most sixty. */
  readonly recent: readonly Instant[]
  /** Set while the channel is told less often, because there was too much. */
  readonly flood?: { readonly since: Instant; readonly next: Instant } | undefined
  /** Gaps that this channel was told of, and not yet of their end. */
  readonly gaps: readonly { readonly place: string; readonly since: Instant; readonly from: Instant }[]
}

/** One message on its way. It is written down before it is sent, so that a crash leaves a trace of it. */
export type Telling = {
  /** Carried by the message as metadata, so that it can be found again. */
  readonly key: string
  readonly to:
    | { readonly kind: 'channel'; readonly thread?: string | undefined }
    | { readonly kind: 'person'; readonly person: string }
  readonly content: Content
  /**
   * - intent: it is being sent, or was, and nobody knows
   * - unposted: Slack does not have it; it may be sent at `again`
   * - sent: Slack has it; its sightings are yet to be marked
   */
  readonly state: 'intent' | 'unposted' | 'sent'
  readonly attempts: number
  /** The first attempt, and the last. */
  readonly first: Instant
  readonly at: Instant
  readonly again: Instant
  /** The message, once Slack has it. */
  readonly ts?: string | undefined
  /** It is sent again although it may have been posted: the message says so. */
  readonly perhapsRepeated: boolean
}

export type Content =
  | {
      readonly kind: 'events'
      readonly watch: string
      readonly who: string
      /** The thread it belongs to; undefined where it opens one. */
      readonly root: string | undefined
      /** Keys of its sightings, at most twenty. */
      readonly keys: readonly string[]
    }
  | {
      readonly kind: 'digest'
      readonly why: DigestReason
      /** Keys of its sightings, at most ten thousand. */
      readonly keys: readonly string[]
    }
  | { readonly kind: 'notice'; readonly notices: readonly Notice[] }

export type DigestReason = 'due' | 'burst' | 'flood' | 'held'

export type Notice =
  | {
      readonly kind: 'gap'
      readonly place: string
      readonly since: Instant
      readonly from: Instant
      readonly reason: string
      readonly detail: string
    }
  | { readonly kind: 'gap-over'; readonly place: string; readonly since: Instant; readonly from: Instant }
  | { readonly kind: 'suspended'; readonly watch: string; readonly at: Instant; readonly reason: LostRight }
  | { readonly kind: 'slowed'; readonly since: Instant }

/** A message that is edited in place while one identity goes on within a quiet period. */
export type Root = {
  /** The key of the telling that opened it. */
  readonly key: string
  readonly ts: string
  readonly watch: string
  readonly who: string
  readonly count: number
  readonly first: Instant
  readonly last: Instant
  /** When it was last added to. The quiet period counts from here. */
  readonly at: Instant
  /** Region names and numbers of events by name; bounded, the rest counted as `…`. */
  readonly regions: readonly string[]
  readonly names: readonly (readonly [name: string, count: number])[]
  /** Ids of the rules that any of its events met. */
  readonly rules?: readonly string[] | undefined
  /** Keys of what the root said first, and goes on saying: at most twenty. */
  readonly opening: readonly string[]
  /** How many of `count` the message in Slack shows. */
  readonly shown: number
}
