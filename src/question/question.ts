import type { Instant } from '../lib/instant.ts'
import type { BackendName } from './via.ts'
import type { Wanted } from './wanted.ts'

/** Two frozen instants, from (inclusive) to (exclusive). Never "24h": that moves. */
export type Window = { readonly from: Instant; readonly to: Instant }

/**
 * How a person named an identity. All are exact and case-sensitive, as in AWS; `prefix` where the asker wrote `name*`.
 * - name: an IAM user name, a role session name, an Identity Center or SAML user name (an e-mail address is one of these)
 * - user: an IAM user name · session: a role session name · role: a role name
 * - arn: of a role, a user, an assumed role (with or without the session), or an account's root
 * - key: AKIA…, ASIA… · uniqueId: AIDA…, AROA…, or an Identity Center user id
 * - service: `ec2.amazonaws.com` · root: type Root, whatever anyone is called
 * - person: a Slack user id, to be resolved through their e-mail before anything is looked for
 */
export const NAMED_BY = [
  'name',
  'user',
  'session',
  'role',
  'arn',
  'key',
  'uniqueId',
  'service',
  'root',
  'person',
] as const
export type NamedBy = (typeof NAMED_BY)[number]

export type Predicate =
  | { readonly kind: 'identity'; readonly by: NamedBy; readonly value: string; readonly prefix: boolean }
  /** An ARN, id or name found in resources, request or response. */
  | { readonly kind: 'resource'; readonly value: string }
  | { readonly kind: 'event'; readonly value: string; readonly prefix: boolean }
  /** eventSource in full: `ec2.amazonaws.com`. */
  | { readonly kind: 'source'; readonly value: string }
  | { readonly kind: 'error'; readonly value: string; readonly prefix: boolean }
  /** errors: has an errorCode · denied: refused for lack of rights, or a failed console sign-in · writes, reads: by readOnly, a write where it is not said */
  | { readonly kind: 'outcome'; readonly value: 'errors' | 'denied' }
  | { readonly kind: 'access'; readonly value: 'writes' | 'reads' }
  | { readonly kind: 'type'; readonly value: string }
  | { readonly kind: 'region'; readonly value: string }
  /** A twelve-digit id; an alias is resolved when the question is read. */
  | { readonly kind: 'account'; readonly value: string }
  /** An address, a CIDR block, or a word such as `AWS Internal` or `health.amazonaws.com`. */
  | { readonly kind: 'ip'; readonly value: string }
  /** Part of the user agent, letter case ignored. */
  | { readonly kind: 'agent'; readonly value: string }
  /** An id that CloudTrail or the service gave to the event, the request, or the copies of one call: whole, letter for letter. */
  | { readonly kind: 'ref'; readonly field: RefField; readonly value: string }

/** eventID (`sha256:…` where a record has none), requestID, sharedEventID. */
export const REF_FIELDS = ['event', 'request', 'shared'] as const
export type RefField = (typeof REF_FIELDS)[number]

/** One filter of a question. */
export type Term = { readonly not: boolean; readonly predicate: Predicate }

/**
 * What was asked. Terms of one kind are or-ed, kinds are and-ed, and no negated term may hold
 * (`Alice Bob event:RunInstances not region:us-east-1`). No identity term: anyone.
 */
export type Question = {
  readonly terms: readonly Term[]
  readonly window: Window
  /** The only kinds of places that may be asked (`via:athena`); undefined where it was left to us. */
  readonly via?: readonly BackendName[] | undefined
}

/** A question that was understood. */
export type Understood = {
  readonly kind: 'understood'
  readonly question: Question
  /** The window was not given, and is the default. */
  readonly defaultWindow: boolean
  /** The IANA zone in which times were read. */
  readonly zone: string
  /** Its answer, or one view of it. */
  readonly wanted: Wanted
}

/** How soon a watch tells: each time, once an hour, once a day at an hour of the asker's zone, only what stands out, only first times. */
export type WatchUrgency =
  | { readonly kind: 'each' | 'hourly' | 'stands-out' | 'first' }
  | { readonly kind: 'daily'; readonly hour: number }

/** What reading the asker's words came to. */
export type Reading =
  | Understood
  | { readonly kind: 'help'; readonly topic: string | undefined }
  /** `whodid doctor`: what can be asked, and what is missing. */
  | { readonly kind: 'doctor' }
  /** `whodid may @alice role:Admin`: whether that person (a Slack user id; the asker where undefined) may ask this here. */
  | { readonly kind: 'may'; readonly person: string | undefined; readonly asked: Understood }
  /** `whodid watch Alice writes`: a standing question; its window means nothing. */
  | { readonly kind: 'watch'; readonly asked: Understood; readonly urgency: WatchUrgency }
  /** The channel's watches. */
  | { readonly kind: 'watches' }
  | {
      readonly kind: 'change-watch'
      readonly change: 'unwatch' | 'pause' | 'resume' | 'mute' | 'unmute'
      readonly id: string
      /** How long a pause is; until it is resumed where undefined. */
      readonly forMs?: number
      /** What is not told any more, or is told again. */
      readonly mutes?: Understood
    }
  /** `whodid edit w-3fkx9a hourly Alice writes`: what is undefined stays as it is. */
  | {
      readonly kind: 'edit-watch'
      readonly id: string
      readonly asked?: Understood
      readonly urgency?: WatchUrgency
    }
  | {
      readonly kind: 'unclear'
      /** The word that was not understood, as typed. */
      readonly word: string
      /** Why, and what to do. */
      readonly hint: string
      /** The whole command with the nearest thing that would work, or undefined. */
      readonly suggestion: string | undefined
    }
