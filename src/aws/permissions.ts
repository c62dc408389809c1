/** What the clients of one kind are for. Each has credentials of its own, that may do no more than that. */
export const SERVICES = ['cloudtrail', 'logs', 'athena', 's3'] as const
export type Service = (typeof SERVICES)[number]

/** One statement of a policy: what may be done to which resources. */
export type Allowed = { readonly actions: readonly string[]; readonly resources: readonly string[] }

/**
 * What reading with one service takes. LookupEvents knows no resources; Athena reads the table from Glue and the logs from
 * S3 with the caller's own rights, and writes its results there unless it manages them itself.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
 */
export const ALLOWED: { readonly [service in Service]: readonly Allowed[] } = {
  cloudtrail: [{ actions: ['cloudtrail:LookupEvents'], resources: ['*'] }],
  logs: [
    {
      actions: [
        'logs:FilterLogEvents',
        'logs:StartQuery',
        'logs:GetQueryResults',
        'logs:StopQuery',
        'logs:GetLogRecord',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'kms:Decrypt',
      ],
      resources: ['*'],
    },
  ],
  athena: [
    {
      actions: [
        'athena:StartQueryExecution',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StopQueryExecution',
        'athena:GetWorkGroup',
        'glue:GetDatabase',
        'glue:GetTable',
        'glue:GetPartition',
        'glue:GetPartitions',
        'glue:BatchGetPartition',
        'lakeformation:GetDataAccess',
        's3:GetBucketLocation',
        's3:GetObject',
        's3:ListBucket',
        's3:PutObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
        'kms:Decrypt',
        'kms:GenerateDataKey',
      ],
      resources: ['*'],
    },
  ],
  // Log files that were announced, in the account of the archive: deploy/pushed-files.yml makes its role.
  s3: [{ actions: ['s3:GetObject', 'kms:Decrypt'], resources: ['*'] }],
}

/**
 * The session policy for one service: a session may do what the role allows *and* this allows, so that credentials for one
 * kind of question are good for no other. At most 2,048 characters.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function sessionPolicy(service: Service): string {
  const Statement = ALLOWED[service].map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  }))
  return JSON.stringify({ Version: '2012-10-17', Statement })
}
