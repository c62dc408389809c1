import { instant } from '../../src/lib/instant.ts'

export const BUCKET = 'example-cloudtrail'

/** The key of a log file as CloudTrail makes it. */
export function logKey({
  account = '111122223333',
  region = 'eu-central-1',
  at = '2026-11-23T10:05:00Z',
  unique = 'AbCdEfGhIjKlMnOp',
  prefix = '',
  organisation = '',
  kind = 'CloudTrail',
} = {}): string {
  const stamp = `${at.slice(0, 16).replaceAll(/[-:]/g, '')}Z`
  const folder = `${prefix}AWSLogs/${organisation === '' ? '' : `${organisation}/`}${account}/${kind}/${region}`
  return `${folder}/${at.slice(0, 10).replaceAll('-', '/')}/${account}_${kind}_${region}_${stamp}_${unique}.json.gz`
}

/** When a file of such a key was delivered. */
export const deliveredAt = (at: string) => instant(Date.parse(at))

type Named = { readonly bucket?: string; readonly keys: readonly string[] }

/** As S3 itself puts it into a queue: keys are encoded as forms are. */
export function fromS3({ bucket = BUCKET, keys }: Named, eventName = 'ObjectCreated:Put'): object {
  return {
    Records: keys.map((key) => ({
      eventVersion: '2.5',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-23T10:05:30.000Z',
      eventName,
      userIdentity: { principalId: 'AWS:AROAFAKE:regionalDeliverySession' },
      requestParameters: { sourceIPAddress: '192.0.2.7' },
      responseElements: { 'x-amz-request-id': 'EXAMPLE', 'x-amz-id-2': 'EXAMPLE' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'whodid',
        bucket: { name: bucket, ownerIdentity: { principalId: 'EXAMPLE' }, arn: `arn:aws:s3:::${bucket}` },
        object: { key: formEncoded(key), size: 1024, eTag: '0'.repeat(32), sequencer: '0A1B2C3D4E5F678901' },
      },
    })),
  }
}

function formEncoded(key: string): string {
  return key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join('/')
}

/** As CloudTrail tells its topic. */
export function fromTrail({ bucket = BUCKET, keys }: Named): object {
  return { s3Bucket: bucket, s3ObjectKey: keys }
}

/** What SNS wraps around it on the way into a queue. */
export function fromTopic(message: object | string): object {
  return {
    Type: 'Notification',
    MessageId: '00000000-0000-4000-8000-000000000003',
    TopicArn: 'arn:aws:sns:us-east-1:111122223333:example-trail',
    Subject: 'Amazon S3 Notification',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-11-23T10:05:31.000Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem',
    UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
  }
}

/** What S3 sends when somebody asks it to announce. */
export const S3_TEST = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-11-23T10:00:00.000Z',
  Bucket: BUCKET,
  RequestId: 'EXAMPLE',
  HostId: 'EXAMPLE',
}
