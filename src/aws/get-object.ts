import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { AwsGap } from './aws-gap.ts'
import { type BucketOptions, makeBucketClients } from './bucket-clients.ts'
import { gapOf, isThrottle, isTransient } from './errors.ts'
import { patiently } from './patiently.ts'

/** Gives an object of a bucket, if it has at most so many bytes. Rejects with an AwsGap that says why not. */
export type GetObject = (bucket: string, key: string, most: number) => Promise<Buffer>

const TRIES = 3

/**
 * Reads objects of the buckets that are named, and of no others.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function makeGetObject(options: BucketOptions): GetObject {
  const { clock, random } = options
  const clientOf = makeBucketClients(options)
  return async (bucket, key, most) => {
    const client = clientOf(bucket)
    if (client === undefined) throw new AwsGap('denied', `The bucket ${bucket} is not in the settings.`)
    try {
      return await patiently(() => get(client, bucket, key, most), {
        clock,
        signal: NEVER,
        again: (error) => isThrottle(error) || isTransient(error),
        tries: TRIES,
        ...(random === undefined ? {} : { random }),
      })
    } catch (error) {
      throw asGap(error, bucket)
    }
  }
}

/** A message of the queue waits for it: it is read, or its time runs out. */
const NEVER = new AbortController().signal

async function get(client: S3Client, Bucket: string, Key: string, most: number): Promise<Buffer> {
  const { Body: body, ContentLength: length } = await client.send(new GetObjectCommand({ Bucket, Key }))
  if (body === undefined) throw new AwsGap('failed', 'S3 gave nothing.')
  const parts: Uint8Array[] = []
  let size = 0
  // Ended early, it closes the connection.
  for await (const part of body as AsyncIterable<Uint8Array>) {
    size += part.length
    if (Math.max(size, length ?? 0) > most) throw new AwsGap('too-large', `It has more than ${most} bytes.`)
    parts.push(part)
  }
  if (length !== undefined && size < length) throw new AwsGap('truncated', 'The connection ended before the file did.')
  return Buffer.concat(parts, size)
}

/** Who may not list a bucket is refused where an object is not there: whether it is, is not for them to know. */
function asGap(error: unknown, bucket: string): AwsGap {
  if (error instanceof AwsGap) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'NoSuchKey') return new AwsGap('missing', 'It is not there any more.', error)
  if (name === 'NoSuchBucket') return new AwsGap('missing', `There is no bucket ${bucket}.`, error)
  const { reason, detail } = gapOf(error, bucket)
  const isBare = name === 'AccessDenied' && !/ to perform: /.test((error as Error).message)
  return new AwsGap(reason, isBare ? 'S3 denies it, or it is not there and may not be listed.' : detail, error)
}
