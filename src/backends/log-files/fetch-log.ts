import { AwsGap } from '../../aws/aws-gap.ts'
import type { GetObject } from '../../aws/get-object.ts'
import { type Delivered, readDelivered } from './read-delivered.ts'
import { type Limits, LIMITS } from './read-log.ts'

/** Fetches a log file from its bucket and reads it. What S3 refuses is the file's fault; only a defect throws. */
export async function fetchLog(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  getObject: GetObject,
  limits: Limits = LIMITS,
): Promise<Delivered> {
  let packed: Buffer
  try {
    packed = await getObject(bucket, key, limits.expandedBytes)
  } catch (error) {
    if (!(error instanceof AwsGap)) throw error
    return { pages: [], fault: { reason: error.reason, detail: error.message } }
  }
  return readDelivered(packed, key, limits)
}
