/** Where the company's bucket announces new files, as its settings for notifications say. */
export type Announcing = {
  /** The queue as the bot's settings name it. */
  readonly queue: string
  readonly region: string
  send(body: string): Promise<void>
}

/**
 * What EventBridge puts into a queue when a file comes into a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectCreated(
  bucket: { readonly name: string; readonly account: string; readonly region: string },
  key: string,
  size: number,
): object {
  return {
    version: '0',
    id: '00000000-0000-4000-8000-000000000002',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: bucket.account,
    time: '2026-11-23T10:00:30Z',
    region: bucket.region,
    resources: [`arn:aws:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: { key, size, etag: '00000000000000000000000000000000', sequencer: '00000000000000000A' },
      'request-id': 'EXAMPLE123456789',
      requester: 'cloudtrail.amazonaws.com',
      'source-ip-address': '192.0.2.7',
      reason: 'PutObject',
    },
  }
}
