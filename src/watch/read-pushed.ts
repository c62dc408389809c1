import type { Event, Fields } from '../event/event.ts'
import { readRecord } from '../event/read-record.ts'
import { fields, text } from '../event/read-value.ts'
import { type Announced, type AnnouncedObject, readAnnounced, unwrapSns } from './read-announced.ts'
import { readTrailFile, type TrailFile } from './trail-file.ts'

/**
 * The kinds of events that CloudTrail hands to EventBridge with a whole record in them. Sign-ins have come under both spellings.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const PUSHED_KINDS = [
  'AWS API Call via CloudTrail',
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Console Action via CloudTrail',
  'AWS Service Event via CloudTrail',
] as const

/** Why a message is dropped. Fixed words, nothing of what the message says: they go to the log. */
export type NotPushed =
  | 'not JSON'
  | 'not an event of EventBridge'
  | 'a notification that names no new file'
  | 'a file of a bucket or prefix that is not in the settings'
  | 'a file that is no log file of CloudTrail'
  | 'a message of SNS about something else'
  | 'not a record of CloudTrail'
  | 'not from AWS'
  | 'a record of another account than its envelope says'
  | 'a record that cannot be read'

/** A bucket from which announced files are taken, and what their keys begin with. */
export type LogBucket = { readonly name: string; readonly prefix?: string | undefined }

/** A log file of CloudTrail in one of those buckets. */
export type AnnouncedFile = AnnouncedObject & TrailFile

export type Pushed =
  | { readonly kind: 'event'; readonly event: Event }
  /** Files to be read, and why others that the same message names are not. */
  | { readonly kind: 'files'; readonly files: readonly AnnouncedFile[]; readonly dropped: readonly NotPushed[] }
  | { readonly kind: 'dropped'; readonly why: NotPushed }

/**
 * What a message of the queue brings: an event, or the names of new files. AWS itself writes the account into the envelope of
 * an event, and lets nobody else use a source that begins with `aws.`; the record has to agree with it. What came through a
 * topic can be written by whoever may publish there, so that only files are taken from it: they are looked up. Never throws.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function readPushed(body: string, buckets: readonly LogBucket[] = []): Pushed {
  try {
    const said = fields(JSON.parse(body))
    if (said === undefined) return dropped('not an event of EventBridge')
    const wrapped = unwrapSns(said)
    if (wrapped !== undefined) return readTopic(wrapped.message, buckets)
    const announced = readAnnounced(said)
    return announced === undefined ? readEnvelope(said) : wantedOf(announced, buckets)
  } catch (error) {
    return dropped(error instanceof SyntaxError ? 'not JSON' : 'a record that cannot be read')
  }
}

function readTopic(message: string, buckets: readonly LogBucket[]): Pushed {
  const said = fields(JSON.parse(message))
  const announced = said === undefined ? undefined : readAnnounced(said)
  return announced === undefined ? dropped('a message of SNS about something else') : wantedOf(announced, buckets)
}

function wantedOf(announced: Announced, buckets: readonly LogBucket[]): Pushed {
  const files = new Map<string, AnnouncedFile>()
  const left: NotPushed[] = []
  for (const object of announced) {
    const file = object === undefined ? undefined : readTrailFile(object.key)
    if (object === undefined) left.push('a notification that names no new file')
    else if (!buckets.some((bucket) => isIn(bucket, object)))
      left.push('a file of a bucket or prefix that is not in the settings')
    else if (file === undefined) left.push('a file that is no log file of CloudTrail')
    else files.set(`${object.bucket}/${object.key}`, { ...object, ...file })
  }
  if (files.size > 0) return { kind: 'files', files: [...files.values()], dropped: left }
  return dropped(left[0] ?? 'a notification that names no new file')
}

function isIn({ name, prefix = '' }: LogBucket, { bucket, key }: AnnouncedObject): boolean {
  return bucket === name && key.startsWith(prefix)
}

function readEnvelope(envelope: Fields): Pushed {
  const [source, account, kind] = [text(envelope.source), text(envelope.account), text(envelope['detail-type'])]
  const record = fields(envelope.detail)
  if (
    source === undefined ||
    kind === undefined ||
    record === undefined ||
    account === undefined ||
    !ACCOUNT.test(account)
  )
    return dropped('not an event of EventBridge')
  if (!source.startsWith('aws.')) return dropped('not from AWS')
  if (!PUSHED_KINDS.some((known) => known === kind)) return dropped('not a record of CloudTrail')
  // Both are in every record of the last years; where they are not, the envelope knows.
  const whole = {
    ...record,
    recipientAccountId: text(record.recipientAccountId) ?? account,
    awsRegion: text(record.awsRegion) ?? text(envelope.region),
  }
  const event = readRecord(whole)
  if ('unreadable' in event) return dropped('a record that cannot be read')
  if (event.account !== account) return dropped('a record of another account than its envelope says')
  return { kind: 'event', event }
}

const ACCOUNT = /^\d{12}$/

function dropped(why: NotPushed): Pushed {
  return { kind: 'dropped', why }
}
