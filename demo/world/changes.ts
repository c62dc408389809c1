import type { Random } from './random.ts'
import type { Call } from './record.ts'

/** Ordinary changes: what developers and pipelines do to things on a working day. */
export const CHANGES: readonly ((random: Random, account: string, region: string) => Call)[] = [
  (random) => {
    const instanceId = `i-0${random.hex(16)}`
    return {
      source: 'ec2',
      name: 'StopInstances',
      read: false,
      request: { instancesSet: { items: [{ instanceId }] }, force: false },
      response: {
        requestId: random.uuid(),
        instancesSet: {
          items: [
            {
              instanceId,
              currentState: { code: 64, name: 'stopping' },
              previousState: { code: 16, name: 'running' },
            },
          ],
        },
      },
    }
  },
  (random) => {
    const resource = `i-0${random.hex(16)}`
    return {
      source: 'ec2',
      name: 'CreateTags',
      read: false,
      request: {
        resourcesSet: { items: [{ resourceId: resource }] },
        tagSet: { items: [{ key: 'ticket', value: `OPS-${random.int(100, 999)}` }] },
      },
      response: { requestId: random.uuid(), _return: true },
    }
  },
  (random, account, region) => ({
    source: 'lambda',
    name: 'UpdateFunctionCode20150331v2',
    read: false,
    request: { functionName: 'orders-handler', dryRun: false, publish: true },
    response: {
      functionName: 'orders-handler',
      functionArn: `arn:aws:lambda:${region}:${account}:function:orders-handler`,
      runtime: 'nodejs24.x',
      codeSha256: `${random.word(43)}=`,
      version: String(random.int(100, 400)),
    },
  }),
  (random) => ({
    source: 's3',
    name: 'PutBucketTagging',
    read: false,
    request: {
      bucketName: 'examplecorp-assets',
      tagging: '',
      Tagging: { TagSet: { Tag: { Key: 'owner', Value: random.pick(['web', 'orders', 'data']) } } },
    },
  }),
  (random, account, region) => ({
    source: 'logs',
    name: 'PutRetentionPolicy',
    read: false,
    request: { logGroupName: `/aws/lambda/job-${random.int(1, 40)}`, retentionInDays: 30 },
    resources: [
      { accountId: account, type: 'AWS::Logs::LogGroup', ARN: `arn:aws:logs:${region}:${account}:log-group:jobs` },
    ],
  }),
  (random, account, region) => ({
    source: 'monitoring',
    name: 'PutMetricAlarm',
    read: false,
    request: {
      alarmName: `orders-${random.pick(['latency', 'errors', 'depth'])}`,
      metricName: 'Duration',
      namespace: 'AWS/Lambda',
      threshold: random.int(1, 9) * 100,
      alarmActions: [`arn:aws:sns:${region}:${account}:pager`],
    },
  }),
  (random, account) => ({
    source: 'ssm',
    name: 'PutParameter',
    read: false,
    request: {
      name: `/orders/feature/${random.pick(['refunds', 'search', 'sso'])}`,
      type: 'SecureString',
      value: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      overwrite: true,
    },
    response: { version: random.int(2, 60), tier: 'Standard' },
    resources: [{ accountId: account, ARN: `arn:aws:ssm:us-east-1:${account}:parameter/orders` }],
  }),
]

/** What goes wrong on an ordinary day. */
export const MISHAPS: readonly ((random: Random, arn: string, account: string) => Call)[] = [
  () => ({
    source: 's3',
    name: 'GetBucketPolicy',
    read: true,
    request: { bucketName: 'examplecorp-assets', policy: '', Host: 'examplecorp-assets.s3.us-east-1.amazonaws.com' },
    error: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  }),
  (random) => ({
    source: 'iam',
    name: 'GetRole',
    read: true,
    request: { roleName: `old-job-${random.int(1, 9)}` },
    error: ['NoSuchEntityException', 'The role with name old-job cannot be found.'],
  }),
  () => ({
    source: 'cloudformation',
    name: 'DescribeStacks',
    read: true,
    request: { stackName: 'orders-preview' },
    error: ['ValidationException', 'Stack with id orders-preview does not exist'],
  }),
  () => ({
    source: 'ec2',
    name: 'DescribeInstances',
    read: true,
    request: { instancesSet: {}, filterSet: {} },
    error: ['Client.RequestLimitExceeded', 'Request limit exceeded.'],
  }),
  () => ({
    source: 'lambda',
    name: 'GetFunction20150331v2',
    read: true,
    request: { functionName: 'order-handler' },
    error: ['ResourceNotFoundException', 'Function not found: order-handler'],
  }),
  (_, arn, account) => ({
    source: 'rds',
    name: 'DescribeDBSnapshots',
    read: true,
    error: [
      'AccessDenied',
      `User: ${arn} is not authorized to perform: rds:DescribeDBSnapshots on resource: arn:aws:rds:us-east-1:${account}:snapshot:* because no identity-based policy allows the rds:DescribeDBSnapshots action`,
    ],
  }),
]
