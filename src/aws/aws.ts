import type { AthenaClient } from '@aws-sdk/client-athena'
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'

/** Whose question it is, and where: what a session in a member account is named after, and narrowed to. */
export type Reach = {
  readonly account: string
  readonly region: string
  /** The Slack user id of the asker, or `whodid` where nobody asks. It ends up in the account's own CloudTrail. */
  readonly asker: string
}

/**
 * Clients that may read in one account and Region. Each has credentials of its own, narrowed by a session policy to what
 * that service's backend needs; they are kept until shortly before they expire. Rejects with an AwsGap where the account
 * cannot be entered: that is a gap of the answer.
 */
export type Aws = {
  cloudTrail(reach: Reach): Promise<CloudTrailClient>
  logs(reach: Reach): Promise<CloudWatchLogsClient>
  athena(reach: Reach): Promise<AthenaClient>
  close(): void
}
