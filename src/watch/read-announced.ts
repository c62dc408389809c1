import type { Fields } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'

/** An object of S3 that came into being, as a message of the queue says. Its key is not encoded. */
export type AnnouncedObject = { readonly bucket: string; readonly key: string }

/** What a message says of objects: undefined in the list for one that is named in no way that can be read, or is gone. */
export type Announced = readonly (AnnouncedObject | undefined)[]

/**
 * Reads the ways in which a new file is announced: by S3 itself, by S3 through EventBridge, and by CloudTrail through SNS.
 * Undefined where a message is none of these. A test of S3 (`s3:TestEvent`) announces nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export function readAnnounced(said: Fields): Announced | undefined {
  if (said.Event === 's3:TestEvent') return []
  if (said.source === 'aws.s3' && text(said['detail-type'])?.startsWith('Object ') === true)
    return [throughBridge(said)]
  if (Array.isArray(said.s3ObjectKey)) return said.s3ObjectKey.map((key) => objectOf(said.s3Bucket, text(key)))
  if (!Array.isArray(said.Records)) return undefined
  const records = (said.Records as readonly unknown[]).map(fields)
  return records.some((record) => record?.eventSource === 'aws:s3') ? records.map(fromS3) : undefined
}

function throughBridge(said: Fields): AnnouncedObject | undefined {
  const detail = fields(said.detail)
  if (said['detail-type'] !== 'Object Created') return undefined
  return objectOf(fields(detail?.bucket)?.name, text(fields(detail?.object)?.key))
}

/** S3 itself encodes keys as forms are, and nobody else does. */
function fromS3(record: Fields | undefined): AnnouncedObject | undefined {
  const name = text(record?.eventName) ?? ''
  if (record?.eventSource !== 'aws:s3' || !/^(s3:)?ObjectCreated:/.test(name)) return undefined
  const s3 = fields(record.s3)
  return objectOf(fields(s3?.bucket)?.name, decoded(text(fields(s3?.object)?.key)))
}

function decoded(key: string | undefined): string | undefined {
  try {
    return key === undefined ? undefined : decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function objectOf(bucket: unknown, key: string | undefined): AnnouncedObject | undefined {
  const name = text(bucket)
  return name === undefined || key === undefined ? undefined : { bucket: name, key }
}

/**
 * What SNS wraps around a message, unless it is told to deliver it raw: the message itself. Undefined where there is nothing
 * around it. https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export function unwrapSns(said: Fields): { readonly message: string } | undefined {
  const message = text(said.Message)
  if (said.Type !== 'Notification' || message === undefined || text(said.TopicArn) === undefined) return undefined
  return { message }
}
