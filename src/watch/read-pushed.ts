import type { Event } from '../event/event.ts'
import { readRecord } from '../event/read-record.ts'
import { fields, text } from '../event/read-value.ts'

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
  | 'a notification of S3, which is not taken in'
  | 'not a record of CloudTrail'
  | 'not from AWS'
  | 'a record of another account than its envelope says'
  | 'a record that cannot be read'

export type Pushed =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'dropped'; readonly why: NotPushed }

/**
 * What a message of the queue brings. AWS itself writes the account into the envelope, and lets nobody else use a source that
 * begins with `aws.`; the record has to agree with it. Never throws.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function readPushed(body: string): Pushed {
  try {
    return readEnvelope(JSON.parse(body))
  } catch (error) {
    return dropped(error instanceof SyntaxError ? 'not JSON' : 'a record that cannot be read')
  }
}

function readEnvelope(said: unknown): Pushed {
  const envelope = fields(said)
  if (envelope === undefined) return dropped('not an event of EventBridge')
  if (isOfS3(envelope)) return dropped('a notification of S3, which is not taken in')
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

/**
 * As S3 itself sends them, and as EventBridge does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
function isOfS3(said: Readonly<Record<string, unknown>>): boolean {
  if (said.Event === 's3:TestEvent') return true
  if (said.source === 'aws.s3' && text(said['detail-type'])?.startsWith('Object ') === true) return true
  const [first] = Array.isArray(said.Records) ? (said.Records as readonly unknown[]) : []
  return fields(first)?.eventSource === 'aws:s3'
}

function dropped(why: NotPushed): Pushed {
  return { kind: 'dropped', why }
}
