import { instant, type Instant } from '../../lib/instant.ts'

/** What the path of a log file says about it. */
export type LogKey = {
  /** undefined for loose files: their path says nothing. */
  readonly account: string | undefined
  readonly region: string | undefined
  /** When CloudTrail delivered it, from the file's name: not when its events happened. */
  readonly delivered: Instant | undefined
}

export type PathKind = 'log' | 'not-events' | 'other'

const READABLE = /\.jsonl?(\.gz)?$/i

/** `111122223333_CloudTrail_us-east-1_20261123T1405Z_AbCd.json.gz` */
const FILE = /^(\d{12})_(CloudTrail(?:-[A-Za-z]+)?)_([a-z0-9-]+)_.*?(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?Z/

/** Beside `CloudTrail` lie folders with digests of files, with insights and with aggregates: none of them holds events. */
const EVENT_FOLDERS = new Set(['CloudTrail', 'CloudTrail-NetworkActivity'])

/**
 * Whether a path is one of a log file. `not-events` are those that CloudTrail writes beside its logs: digests, insights,
 * aggregates, and what AWS Config and GuardDuty write there. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
export function kindOfPath(path: string): PathKind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const folder = FILE.exec(name)?.[2]
  if ((folder !== undefined && !EVENT_FOLDERS.has(folder)) || isOfOtherService(path)) return 'not-events'
  return READABLE.test(name) ? 'log' : 'other'
}

/** What other services deliver into the same bucket in files that are named like logs. */
const OTHER_FOLDER = /\/AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/(?:Config|GuardDuty)(?:\/|$)/
const OTHER_FILE = /^\d{12}_Config_[a-z0-9-]+_Config[A-Za-z]+_/

/** True in the folders in which AWS Config and GuardDuty keep what they find beside CloudTrail's logs. */
export function isOfOtherService(path: string): boolean {
  return OTHER_FOLDER.test(path) || OTHER_FILE.test(path.slice(path.lastIndexOf('/') + 1))
}

/** True for the folders of digests, insights and aggregates. */
export function isNotEventsFolder(name: string): boolean {
  return /^CloudTrail-[A-Za-z]+$/.test(name) && !EVENT_FOLDERS.has(name)
}

const DAY_FOLDER = /\/CloudTrail(?:-NetworkActivity)?\/([a-z0-9-]+)\/(\d{4})(?:\/(\d\d))?(?:\/(\d\d))?$/
const ACCOUNT_FOLDER = /\/AWSLogs\/(?:o-[a-z0-9]+\/)?(\d{12})(?:\/|$)/

/** Reads a log file's path, from the file's name where it has CloudTrail's form, else from its folders. */
export function readLogKey(path: string): LogKey {
  const slash = path.lastIndexOf('/')
  const named = FILE.exec(path.slice(slash + 1))
  if (named !== null) {
    const [, account, , region, year, month, day, hour, minute] = named
    const delivered = utc(year, month, day, hour, minute)
    return { account, region, delivered }
  }
  const folder = path.slice(0, slash)
  return {
    account: accountOfFolder(folder),
    region: DAY_FOLDER.exec(folder)?.[1],
    delivered: undefined,
  }
}

/** The account whose logs lie in or below a folder. */
export function accountOfFolder(folder: string): string | undefined {
  return ACCOUNT_FOLDER.exec(folder)?.[1]
}

/** The stretch of delivery days that a folder of a year, a month or a day holds; its end is exclusive. */
export function daysOfFolder(folder: string): { readonly from: Instant; readonly to: Instant } | undefined {
  const match = DAY_FOLDER.exec(folder)
  if (match === null) return undefined
  const [, , year, month, day] = match
  const from = utc(year, month ?? '01', day ?? '01')
  const next = month === undefined ? [1, 0, 0] : day === undefined ? [0, 1, 0] : [0, 0, 1]
  const to = Date.UTC(
    Number(year) + (next[0] ?? 0),
    Number(month ?? 1) - 1 + (next[1] ?? 0),
    Number(day ?? 1) + (next[2] ?? 0),
  )
  return from === undefined ? undefined : { from, to: instant(to) }
}

function utc(year = '', month = '', day = '', hour = '0', minute = '0'): Instant | undefined {
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  return Number.isNaN(ms) ? undefined : instant(ms)
}
