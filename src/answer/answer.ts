import type { Cost, Gap, Ledger, SeenName } from '../find/backend.ts'
import type { ActionCount, Count, Totals } from '../find/totals.ts'
import type { Instant } from '../lib/instant.ts'
import type { BackendName } from '../plan/plan.ts'
import type { ActorKind, KindEvidence } from '../event/kind-of-actor.ts'
import type { NamedBy, Question, Window } from '../question/question.ts'
import type { ThroughSessions } from './through-sessions.ts'
import type { FirstTimes } from './first-time.ts'
import type { ResourceStory } from './resource-story.ts'
import type { Timeline } from './timeline.ts'

/**
 * What was found, in the order in which a responder needs it. Plain data: it can be kept, compared and said in any way.
 * Counts are exact even where the list of events was capped, unless a field says otherwise.
 */
export type Answer = {
  readonly question: Question
  /** The IANA zone that days and hours are told in. */
  readonly zone: string
  readonly askedAt: Instant
  readonly headline: Headline
  /** Who acted, most active first. */
  readonly who: readonly Identity[]
  /** One bare name was asked for and several different identities answer to it. */
  readonly ambiguous: boolean
  readonly standsOut: readonly StandOutGroup[]
  /** Calls that changed something and worked; sign-ins and role-taking are no changes. */
  readonly changes: readonly ActionCount[]
  readonly refusals: readonly Refusal[]
  /** Calls that failed for any other reason. */
  readonly failures: readonly ActionCount[]
  /** Roles taken, tokens fetched and console sign-ins that worked, of the listed events; most frequent first. */
  readonly entries: readonly Entry[]
  /** Changes and refusals one by one, newest first; of the listed events, at most LATEST. */
  readonly latest: readonly Sample[]
  readonly origins: Origins
  /** Identities, addresses, keys and so on that are in no list, counted together; absent where all are listed. */
  readonly rest?: Totals['rest']
  readonly reads: Reads
  readonly activity: Activity
  /** What sort of actors made the calls, most calls first; of the listed events. */
  readonly kinds?: readonly KindCount[] | undefined
  /** Calls that a service made with somebody's rights; of the listed events. */
  readonly onBehalf?: OnBehalf | undefined
  /** What became of the resource that was asked for; undefined where none was, or several. */
  readonly resource?: ResourceStory | undefined
  /** What happened in its order, like put with like; undefined where there is no story in it. */
  readonly timeline?: Timeline | undefined
  /** What this identity had not done before; undefined as long as nobody looked back. */
  readonly firstTimes?: FirstTimes | undefined
  /** What it did through sessions that it opened, where that was followed. */
  readonly throughSessions?: ThroughSessions | undefined
  readonly coverage: Coverage
  /** Why there was nothing, where there was nothing. */
  readonly miss: Miss | undefined
}

/** How many changes and refusals are told one by one. */
export const LATEST = 100

type Headline = {
  readonly events: number
  readonly changes: number
  readonly refusals: number
  readonly failures: number
  /** Reads that worked. */
  readonly reads: number
  /** Ways in that were taken: console sign-ins, and roles and tokens. Together with the four above they are all events. */
  readonly signIns: number
  readonly roles: number
  readonly first: Instant | undefined
  readonly last: Instant | undefined
  readonly accounts: readonly Counted[]
  readonly regions: readonly Counted[]
}

/** A value with how often it was seen; an account has its alias. */
export type Counted = Count & { readonly value: string; readonly alias: string | undefined }

/** Who acted: `value` is the label that is counted by, with the account's id; `told` the same for people. */
export type Identity = Count & {
  readonly value: string
  readonly told: string
  /** The session name in it was chosen by its user: a claim, no proof. */
  readonly claimed: boolean
}

/** What met one rule: how often it was done, how often only tried. */
export type StandOutGroup = {
  readonly rule: string
  readonly title: string
  readonly why: string
  readonly severity: 'high' | 'medium'
  readonly done: number
  readonly tried: number
  /** False where the list was capped and more may have met the rule: the counts are then "at least". */
  readonly exact: boolean
  readonly first: Instant
  readonly last: Instant
  /** Every call that met the rule, with its count, so that no rare one hides behind a frequent one. */
  readonly calls: readonly (readonly [name: string, events: number])[]
  /** What was done before what was tried, each kind of call and target once before any twice, then newest first. */
  readonly samples: readonly Sample[]
}

/** A way in that was taken: who became what, how often. */
export type Entry = {
  readonly source: string
  readonly name: string
  readonly target: string | undefined
  readonly actor: string
  readonly events: number
  readonly first: Instant
  readonly last: Instant
}

/** One event, as far as an answer tells it. Nothing of the request but its main target. */
export type Sample = {
  readonly id: string
  readonly time: Instant
  readonly source: string
  readonly name: string
  readonly target: string | undefined
  readonly actor: string
  /** The actor without its account, where that is the first of `accounts`. */
  readonly who: string
  readonly address: string
  /** All the accounts that recorded it: two for a call across accounts. */
  readonly accounts: readonly string[]
  readonly region: string
  readonly error: string | undefined
}

/** What in AWS refused a call, as far as its error message tells. */
export type RefusalReason =
  | 'explicit deny in an SCP'
  | 'no SCP allows it'
  | 'explicit deny in an RCP'
  | 'no RCP allows it'
  | 'explicit deny in a permissions boundary'
  | 'no permissions boundary allows it'
  | 'explicit deny in a session policy'
  | 'no session policy allows it'
  | 'explicit deny in a resource policy'
  | 'no resource policy allows it'
  | 'explicit deny in a VPC endpoint policy'
  | 'no VPC endpoint policy allows it'
  | 'explicit deny in an identity policy'
  | 'no identity policy allows it'
  | 'the role’s trust policy does not allow it'
  | 'S3 Block Public Access prevents it'
  | 'explicit deny'
  | 'wrong password or MFA code'
  | 'no such user'
  | 'reason not given'

export type Refusal = {
  readonly action: ActionCount
  /** Read from the error messages of the listed events, most frequent first. */
  readonly reasons: readonly (readonly [reason: RefusalReason, events: number])[]
}

export type Origins = {
  readonly addresses: readonly Counted[]
  /** User agents, by the sort of tool they show. */
  readonly tools: readonly Tool[]
  readonly keys: readonly Counted[]
}

export type Tool = {
  readonly label: string
  readonly events: number
  readonly writes: number
  readonly denied: number
  readonly first: Instant
  readonly last: Instant
  /** As written in the events, most frequent first. */
  readonly agents: readonly (readonly [agent: string, events: number])[]
}

/** How many events one kind of actor made, and the fields that say so, most frequent first. */
export type KindCount = {
  readonly kind: ActorKind
  readonly events: number
  readonly evidence: readonly (readonly [evidence: KindEvidence, events: number])[]
}

export type OnBehalf = {
  readonly events: number
  readonly services: readonly (readonly [service: string, events: number])[]
  /** The list was capped: there may be more. */
  readonly atLeast: boolean
}

export type Reads = {
  readonly events: number
  readonly actions: readonly ActionCount[]
  /** Looking around in the console: many reads in a few seconds, told as one. Of the listed events. */
  readonly bursts: readonly Burst[]
  /** How many reads the bursts hold together. */
  readonly inBursts: number
  /** The list was capped: there may be more bursts. */
  readonly ofListedOnly: boolean
}

export type Burst = {
  readonly from: Instant
  readonly to: Instant
  readonly events: number
  /** The pages of the console that were opened, as far as the calls tell: `IAM ▸ Users`. */
  readonly pages?: readonly string[] | undefined
  /** The services that were read, most frequent first. */
  readonly sources: readonly (readonly [source: string, events: number])[]
  readonly actor: string
}

/** Events over time in even steps of the asker's own hours or days. */
export type Activity = {
  readonly stepMinutes: number
  readonly buckets: readonly Bucket[]
}

export type Bucket = {
  readonly from: Instant
  readonly to: Instant
  readonly events: number
  readonly writes: number
  readonly denied: number
}

/** Classes of event that a trail has to be told to log. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
export const OTHER_CLASSES = ['data', 'network-activity', 'insights'] as const
export type OtherClass = (typeof OTHER_CLASSES)[number]

export type Coverage = {
  /** The plan in words: what was asked, how many places, why there. Undefined where it says no more than the places do. */
  readonly plan: string | undefined
  /** What looking cost, where it cost anything. */
  readonly cost: Cost | undefined
  readonly places: readonly PlaceLooked[]
  readonly asked: number
  readonly answered: number
  readonly partly: number
  readonly failed: number
  /** The account and Region pairs that were really looked at. */
  readonly looked: readonly string[]
  readonly capped: boolean
  readonly listed: number
  /** The newest event seen anywhere that was looked at, matching or not. */
  readonly newest: Instant | undefined
  /** The window ends so close to now that events may still be on their way. */
  readonly mayBeLate: boolean
  readonly notCovered: readonly OtherClass[]
  readonly ledger: Ledger
  readonly twins: number
}

export type PlaceLooked = {
  readonly backend: BackendName
  readonly place: string
  readonly account: string | undefined
  readonly alias: string | undefined
  readonly region: string | undefined
  readonly window: Window
  readonly state: 'whole' | 'partly' | 'failed'
  readonly gaps: readonly Gap[]
  readonly newest: Instant | undefined
  readonly ledger: Ledger
}

/** Why zero might be wrong, the likeliest first. */
export type Miss = {
  readonly asked: readonly { readonly by: NamedBy; readonly value: string; readonly prefix: boolean }[]
  readonly near: readonly SeenName[]
  readonly reasons: readonly MissReason[]
}

/** Why nothing was found; in the order of likelihood. */
export type MissReason =
  | 'gaps'
  | 'other-case'
  | 'odd-letters'
  | 'other-kind'
  | 'near-names'
  | 'role-asked-as-name'
  | 'session-asked-as-user'
  | 'filters'
  | 'delivery-delay'
  | 'before-oldest'
  | 'other-place'
  | 'data-events'
