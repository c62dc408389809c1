import type { Clock } from '../../src/lib/clock.ts'
import type { Instant } from '../../src/lib/instant.ts'
import type { History } from './history.ts'
import type { PolicyDocument } from './policy.ts'

/** A record of the world, at its moment, or with `eventTime` only. */
export type Occurrence = { readonly at: Instant; readonly record: object }

export type FakeAccount = {
  readonly id: string
  readonly alias: string
  readonly state?: 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED'
}

/** A role that can be assumed. What is left out is as AWS has it for a new role, except that it may read everything. */
export type FakeRole = {
  readonly arn: string
  /** ARNs of users and roles, or whole accounts. Left out: the operator. */
  readonly trusts?: readonly string[]
  readonly externalId?: string
  /** In seconds; 3,600 where it is left out. */
  readonly longestSession?: number
  readonly maySetSourceIdentity?: boolean
  readonly mayTagSession?: boolean
  /** The role's own policies. Left out: everything is allowed. */
  readonly policies?: readonly PolicyDocument[]
  /** What the organisation's service control policies deny in this account. */
  readonly deniedByOrganisation?: readonly { readonly action: string; readonly regions?: readonly string[] }[]
}

/** A log group that a trail writes to. */
export type FakeLogGroup = {
  readonly account: string
  readonly region: string
  readonly name: string
  /** Whose records are in it. Left out: those of the account itself. */
  readonly accounts?: readonly string[]
  /** For an organisation's trail: its id, with which the names of the streams begin. */
  readonly organisation?: string
  /** From which Regions. Left out: all. */
  readonly regions?: readonly string[]
  readonly class?: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY'
  readonly createdAt?: Instant
  readonly retentionDays?: number
  /** Whether the trail writes data events too. */
  readonly dataEvents?: boolean
  /** In how many streams an account's records lie: busy trails have several. */
  readonly streams?: number
}

/** An Athena table over a trail's files. */
export type FakeTable = {
  readonly account: string
  readonly region: string
  readonly database: string
  /** `CREATE EXTERNAL TABLE …`: columns, partitions and projection are read from it. */
  readonly ddl: string
  readonly accounts?: readonly string[]
  readonly regions?: readonly string[]
  readonly dataEvents?: boolean
}

export type FakeWorkGroup = {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly bytesScannedCutoff?: number
  /** `s3://…` of the results; left out: results are kept by Athena. */
  readonly output?: string
  readonly enforced?: boolean
  readonly disabled?: boolean
}

/** A bucket of S3 that can be read from. */
export type FakeBucket = {
  readonly account: string
  readonly region: string
  readonly name: string
  /** An object's bytes; undefined where there is none of this key. */
  readonly object: (key: string) => Buffer | undefined | Promise<Buffer | undefined>
  /** The key of KMS that its objects are encrypted with. */
  readonly kmsKey?: string
  /** ARNs of users and roles of other accounts whom the bucket's policy lets in. */
  readonly readers?: readonly string[]
}

export type AwsOptions = {
  /** All that happened, in any order. An account sees what names it as `recipientAccountId`. */
  readonly records: (() => Iterable<Occurrence>) | readonly object[]
  /** In place of `records`: so much that it is made when it is asked for. */
  readonly history?: History
  readonly accounts: readonly FakeAccount[]
  readonly clock?: Clock
  readonly seed?: number
  /**
   * How long after it happened an event can be found; 0 where it is left out. Log groups get it after half to one and a
   * half of that, and stamp it with that moment.
   */
  readonly deliveryDelayMs?: number
  /** Off for tests that have no patience; on where it is left out. */
  readonly rateLimits?: boolean
  readonly roles?: readonly FakeRole[]
  /** Where the bot itself runs; the first account where it is left out. */
  readonly operator?: { readonly account: string; readonly user: string }
  /** Which account may ask Organizations; the first where it is left out. */
  readonly management?: string
  readonly logGroups?: readonly FakeLogGroup[]
  /** How many events FilterLogEvents looks at before it hands over a page, however empty. */
  readonly scannedPerPage?: number
  /** How much of @message Logs Insights shows; 1,000 characters where it is left out. */
  readonly messageCut?: number
  readonly tables?: readonly FakeTable[]
  readonly workGroups?: readonly FakeWorkGroup[]
  readonly buckets?: readonly FakeBucket[]
  /** How long queries (Logs Insights, Athena) wait and run, on the clock. */
  readonly queryTimes?: { readonly queuedMs: number; readonly runningMs: number }
}
