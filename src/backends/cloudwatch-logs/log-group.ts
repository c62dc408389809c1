import type { Gap } from '../../find/backend.ts'
import { type Instant, instant, sayInstant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import type { Window } from '../../question/question.ts'

/**
 * What a log group was made as. Only STANDARD has FilterLogEvents; DELIVERY can't be asked at all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 */
export const LOG_CLASSES = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] as const
export type LogClass = (typeof LOG_CLASSES)[number]

/** A log group that a trail writes to. */
export type LogGroup = {
  /** What answers call it: the `place` of its searches. */
  readonly place: string
  /** Where the group is asked: a trail of all Regions writes all of them into one group, in its home Region. */
  readonly account: string
  readonly region: string
  /** Its name, or its ARN, which a group in another account than the one that is entered needs. */
  readonly group: string
  /** It holds more accounts than its own. */
  readonly organizationTrail: boolean
  /** `o-…`: with it, an account of an organization's trail is found by its streams alone, without reading the others. */
  readonly organizationId?: string | undefined
  readonly logClass?: LogClass | undefined
  /** undefined: kept for ever. */
  readonly retentionDays?: number | undefined
  /** storedBytes by the days it has been kept, where that is known. */
  readonly bytesPerDay?: number | undefined
  /** What 10^12 bytes that Logs Insights scans cost in this Region. By default 5. */
  readonly dollarsPerTb?: number | undefined
}

const DAY_MS = 86_400_000

/** The group that a search is about. Another name is a mistake in the wiring. */
export function groupOf(groups: readonly LogGroup[], search: Search): LogGroup {
  const group = groups.find(({ place }) => place === search.place)
  if (group === undefined) throw new Error(`there is no log group called ${search.place}`)
  return group
}

/** The part of a group that a search is about; undefined where it is all that the group holds. */
export type Scope = { readonly account: string | undefined; readonly region: string | undefined }

export function scopeOf(group: LogGroup, { account, region }: Search): Scope {
  const isAll = !group.organizationTrail && account === group.account
  return { account: isAll ? undefined : account, region }
}

/**
 * What the names of an account's streams may begin with; undefined where that isn't known, and all streams are read.
 * CloudTrail calls them `111122223333_CloudTrail_us-east-1`, and those of an organization's members have its id in front.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-log-group-log-stream-naming-for-cloudtrail.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function streamPrefixesOf(group: LogGroup, { account }: Scope): readonly [string, ...string[]] | undefined {
  if (account === undefined || !group.organizationTrail || group.organizationId === undefined) return undefined
  const stream = `${account}_CloudTrail_`
  return [`${group.organizationId}_${stream}`, stream]
}

/** How calls name a group. */
export function identifierOf(group: string) {
  return group.startsWith('arn:') ? { logGroupIdentifier: group } : { logGroupName: group }
}

/** What the group still keeps of a window, and a gap for what it has dropped. */
export function keptOf(group: LogGroup, window: Window, now: Instant): { window: Window; gaps: readonly Gap[] } {
  const { retentionDays, place } = group
  const oldest = retentionDays === undefined ? window.from : instant(now - retentionDays * DAY_MS)
  if (window.from >= oldest) return { window, gaps: [] }
  const detail = `The log group keeps ${retentionDays} days, so nothing from before ${sayInstant(oldest)} is in it.`
  const kept = { from: instant(Math.min(oldest, window.to)), to: window.to }
  return { window: kept, gaps: [{ reason: 'retention', where: place, detail, count: 1 }] }
}
