import { type Instant, instant } from '../lib/instant.ts'

/** What the key of one of CloudTrail's log files says. */
export type TrailFile = {
  /** Whose events are in it. */
  readonly account: string
  readonly region: string
  /** The five minutes for which it was delivered; its events happened before, most of them shortly before. */
  readonly delivered: Instant
}

/**
 * The key of a log file as CloudTrail makes it: of a trail or an organization's trail, of management, data or network events,
 * below any prefix. Account and Region stand in it twice, and have to agree. Digests, Insights and aggregates are none.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const KEY =
  /^(?:[\w!.*'() -]+\/)*AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?(\d{12})\/(CloudTrail(?:-NetworkActivity)?)\/([a-z]{2,4}(?:-[a-z]+){1,4}-\d{1,2})\/\d{4}\/\d\d\/\d\d\/\1_\2_\3_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[A-Za-z0-9]{1,64}\.json\.gz$/

/** S3 allows keys of 1,024 bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST = 1_024

/** Reads a key, not encoded in any way; undefined for every key that CloudTrail does not make for a file of events. */
export function readTrailFile(key: string): TrailFile | undefined {
  if (key.length > LONGEST || /(^|\/)\.{1,2}\//.test(key)) return undefined
  const [, account, , region, year, month, day, hour, minute] = KEY.exec(key) ?? []
  if (account === undefined || region === undefined) return undefined
  const delivered = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  return { account, region, delivered: instant(delivered) }
}
