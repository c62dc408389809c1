import type { Instant } from '../lib/instant.ts'

/** How sure a step is, the surest first. docs/who-was-behind.md has the exact rules. */
export const CONFIDENCES = ['proven', 'likely', 'claimed', 'unknown'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** How credentials came to be. Calls are named as CloudTrail names them. */
export const HOWS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
  'SwitchRole',
  'Identity Center',
  'console sign-in',
  'access key',
  'delivered by AWS',
  'identity provider',
  'forwarded by a service',
  'a call of its own',
  'not seen',
] as const
export type How = (typeof HOWS)[number]

/**
 * Who or what acted. `name` kinds: `name` is a text that the caller chose (a session name, a source identity) and nothing
 * more; `account` is someone of an account whose own copy of the call was not seen; `nobody` is not known at all.
 */
export type Who = {
  readonly kind:
    | 'iam-user'
    | 'root'
    | 'role'
    | 'federated-user'
    | 'identity-center-user'
    | 'saml-user'
    | 'web-identity'
    | 'service'
    | 'instance'
    | 'workload'
    | 'directory-user'
    | 'account'
    | 'name'
    | 'nobody'
  /** A user's, role's or service's name; a function's or task's ARN; an instance's id; '' where there is none. */
  readonly name: string
  readonly account: string | undefined
  /** The role session's name: chosen by whoever took the role. */
  readonly session?: string | undefined
  /** AIDA…, AROA…, or the id of an Identity Center user. The same name with another id is somebody else. */
  readonly uniqueId?: string | undefined
  /** The identity provider, or the identity store. */
  readonly provider?: string | undefined
  readonly mfa?: boolean | undefined
  readonly sourceIdentity?: string | undefined
}

/** An event that shows something, and the fields of it that do. */
export type Evidence = {
  /** eventID. */
  readonly event: string
  readonly name: string
  readonly account: string
  readonly region: string
  readonly time: Instant
  readonly fields: readonly string[]
}

/**
 * Why something is missing. `not-looked`: it was not asked for yet, or a bound was met · `not-found`: it was asked for and
 * is not there · `gap`: a place that would have it did not answer in full · `ambiguous`: several fit equally well ·
 * `contradicted`: what was found cannot be true of this session · `cycle`: it goes back to itself · `bound`: the chain has
 * more steps than are followed.
 */
export type Missing = {
  readonly why: 'not-looked' | 'not-found' | 'gap' | 'ambiguous' | 'contradicted' | 'cycle' | 'bound'
  /**
   * issue: the event that gave out the credentials · caller: the copy of it in the caller's account · copy: that of another
   * call · sign-in: the console sign-in · name: what a unique id is called · key-made: who made a long-term key.
   */
  readonly what: 'issue' | 'caller' | 'copy' | 'sign-in' | 'name' | 'key-made'
  readonly key: string | undefined
  /** Whose trail would have it; undefined: not known. */
  readonly account: string | undefined
  /** In which stretch of time it would be. */
  readonly from: Instant
  readonly to: Instant
  /** The places that did not answer in full. */
  readonly unseen: readonly Unseen[]
  /** AIDA… or AROA… that has no name here. */
  readonly uniqueId?: string | undefined
}

/** A place that was asked and did not answer in full. */
export type Unseen = {
  readonly account: string | undefined
  readonly where: string
  readonly reason: string
  readonly detail: string
}

export type Candidate = { readonly who: Who; readonly event: string; readonly time: Instant }

/** One step of a chain. */
export type Hop = {
  readonly who: Who
  readonly how: How
  /** Which session; steps that are no session of their own have none. */
  readonly session: string | undefined
  /** When the credentials were given out. */
  readonly at: Instant | undefined
  /** The key of the session; undefined where the console makes one for each request. */
  readonly key: string | undefined
  /** Where the call that gave out the credentials came from; of the first step, where it was used from. */
  readonly from: { readonly address: string; readonly agent: string } | undefined
  readonly evidence: readonly Evidence[]
  /** That this step came from the one before it; of the first step, that it was this one. */
  readonly confidence: Confidence
  readonly missing: readonly Missing[]
  /** Several that fit equally: never more than candidates. */
  readonly candidates: readonly Candidate[]
}

/** How much was done. */
export type Counts = {
  readonly events: number
  readonly writes: number
  readonly denied: number
  readonly first: Instant
  readonly last: Instant
}

/** What one session goes back to: the origin first, the session itself last. */
export type Chain = {
  readonly session: string
  readonly keys: readonly string[]
  readonly counts: Counts | undefined
  /** Of these, calls that services made on its behalf. */
  readonly forwarded: Counts | undefined
  /** Of these, calls with keys of their own: they are this session's by principal and second of creation, which is likely. */
  readonly joined: Counts | undefined
  readonly hops: readonly Hop[]
  /** Of the weakest step. */
  readonly confidence: Confidence
  /** Who made the long-term key that the chain begins with, where that was seen and was somebody else. Not who used it. */
  readonly keyMade: { readonly evidence: Evidence; readonly hops: readonly Hop[] } | undefined
}

/** The weakest of them. */
export function weakest(confidences: readonly Confidence[]): Confidence {
  return CONFIDENCES[Math.max(0, ...confidences.map((each) => CONFIDENCES.indexOf(each)))] ?? 'unknown'
}
