/**
 * CloudTrail does not send larger events to CloudWatch Logs, and nothing in the group says that there was one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export const NEVER_DELIVERED = 'Events larger than 256 KB are never sent to CloudWatch Logs.'
