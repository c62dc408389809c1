import type { Fields } from '../history.ts'
import { word } from '../history.ts'
import type { FakeBucket } from '../options.ts'
import { refusalOf } from '../principal.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground, Operation, Service } from '../service.ts'

/** Buckets that are read from, as S3 has it: GetObject, and nothing else yet. */
export function makeS3(ground: Ground): Service {
  return {
    name: 's3',
    target: '2006-03-01',
    protocol: 'rest-xml',
    throttled: 'SlowDown',
    operations: { GetObject: getObject(ground) },
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function getObject(ground: Ground): Operation {
  return {
    // For each prefix of a bucket; here for all of them together.
    aSecond: 5_500,
    wants(ask) {
      const { kmsKey, region } = bucketOf(ground, ask)
      const read = { action: 's3:GetObject', resource: arnOf(ask, `/${word(ask.input['Key'])}`), region }
      return kmsKey === undefined ? [read] : [read, { action: 'kms:Decrypt', resource: kmsKey, region }]
    },
    async run(ask): Promise<Fields> {
      const bucket = bucketOf(ground, ask)
      const body = await bucket.object(word(ask.input['Key']))
      if (body !== undefined) return { Body: body }
      // Whether an object is there is told to those alone who may list the bucket.
      const listing = { action: 's3:ListBucket', resource: arnOf(ask, ''), region: bucket.region }
      if (refusalOf(ask.principal, listing) !== undefined) throw new Refusal('AccessDenied', 'Access Denied', 403)
      throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404)
    },
  }
}

/** The bucket that is asked, in its own Region, by someone whom it lets in. */
function bucketOf({ options }: Ground, { input, principal, region }: Ask): FakeBucket {
  const bucket = options.buckets?.find(({ name }) => name === word(input['Bucket']))
  if (bucket === undefined) throw new Refusal('NoSuchBucket', 'The specified bucket does not exist', 404)
  const caller = principal.role?.arn ?? principal.arn
  if (principal.account !== bucket.account && bucket.readers?.includes(caller) !== true)
    throw new Refusal('AccessDenied', 'Access Denied', 403)
  if (region !== bucket.region) {
    const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.'
    throw new Refusal('PermanentRedirect', message, 301, { 'x-amz-bucket-region': bucket.region })
  }
  return bucket
}

function arnOf({ input }: Ask, rest: string): string {
  return `arn:aws:s3:::${word(input['Bucket'])}${rest}`
}
