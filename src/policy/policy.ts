/** How much of an event may be told. */
export const DETAILS = ['counts', 'events', 'raw'] as const
export type Detail = (typeof DETAILS)[number]

/** Kinds of identity that a rule tells apart. A bare name may be any of the first three. */
export const IDENTITY_KINDS = ['people', 'roles', 'services', 'root'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** What a rule lets those it is about do. */
export type Grant = {
  /** Account ids; undefined: all. */
  readonly accounts: readonly string[] | undefined
  /** Undefined: all. */
  readonly identities: readonly IdentityKind[] | undefined
  /** counts: how often, where, when · events: one by one, with what they were done to · raw: whole records, too. */
  readonly detail: Detail
  readonly watches: boolean
  readonly exports: boolean
  /** The most that one question may cost, in dollars. */
  readonly dollars: number
}

/** Who may do what where. A rule is about whoever matches all of what it names. */
export type Rule = {
  /** What refusals and the audit call it. */
  readonly name: string
  /** Ids of workspaces (T…) and of Enterprise Grid organizations (E…). Undefined: the one workspace of the bot. */
  readonly workspaces?: readonly string[] | undefined
  /** Ids of channels; `dm` for direct messages and the Home tab. Undefined: anywhere. */
  readonly channels: readonly string[] | undefined
  /** Slack ids of people. */
  readonly people: readonly string[]
  /** Slack ids of user groups. */
  readonly groups: readonly string[]
  /** Everyone of the workspace who is no guest. */
  readonly everyone: boolean
  readonly may: Grant
}

/** Who asks, as far as Slack tells. */
export type Who = {
  readonly person: string
  readonly groups: readonly string[]
  /** Undefined where Slack did not tell. */
  readonly standing: Standing | undefined
}

/** What someone is in the workspace. Only members may ask. */
export type Standing = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated'

/** Where it is asked. */
export type Where = {
  readonly channel: string
  readonly direct: boolean
  /** People of other companies read there, or Slack did not say whether they do. Left out: nobody does, or nobody may know. */
  readonly shared?: 'yes' | 'unknown' | undefined
}
