import type { AthenaClient } from '@aws-sdk/client-athena'
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { S3Client } from '@aws-sdk/client-s3'
import { isExpired } from './errors.ts'

/** Has a client send a request that AWS found expired once more, with new credentials. */
export function renewExpired(
  client: CloudTrailClient | CloudWatchLogsClient | AthenaClient | S3Client,
  renew: () => void,
): void {
  const { middlewareStack } = client as CloudTrailClient
  middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        if (!isExpired(error)) throw error
        renew()
        return next(args)
      }
    },
    { step: 'initialize', name: 'whodidRenewsCredentials' },
  )
}
