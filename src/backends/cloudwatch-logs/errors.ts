import { AwsGap } from '../../aws/aws-gap.ts'
import { gapOf } from '../../aws/errors.ts'

/** As many queries as an account may have are running. */
export function isFull(error: unknown): boolean {
  return nameOf(error) === 'LimitExceededException'
}

/** The log group has no FilterLogEvents: its class is INFREQUENT_ACCESS, whatever the settings say. */
export function isNotForThisClass(error: unknown): boolean {
  return nameOf(error instanceof AwsGap ? error.cause : error) === 'InvalidOperationException'
}

/**
 * What went wrong with a call, as an answer says it.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export function awsGapOf(error: unknown): AwsGap {
  if (error instanceof AwsGap) return error
  switch (nameOf(error)) {
    case 'ResourceNotFoundException':
      return new AwsGap('missing', 'There is no such log group: is it in another account or Region?', error)
    case 'LimitExceededException':
      return new AwsGap('throttled', 'Logs Insights was busy with other queries of the account for too long.', error)
    default: {
      const { reason, detail } = gapOf(error, '')
      return new AwsGap(reason, detail, error)
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
