import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { needlesFor } from '../../src/backends/log-files/needles.ts'
import { needlesOf } from '../../src/backends/cloudwatch-logs/needles.ts'
import { conditionOf } from '../../src/backends/athena/conditions.ts'
import type { Fields } from '../../src/event/event.ts'
import { keyOfResource, resourceKeys, resourceTest, textOfResource } from '../../src/question/names-resource.ts'
import { event } from '../made/records.ts'

const US = { awsRegion: 'us-east-1' }
const arn = (said: string) => `arn:aws:${said}`
const A = '111122223333'
const ENI = 'eni-0123456789abcdef0'

/** One resource a row: all that it may be asked by, and the calls in which services spell it. Each finds each. */
const SPELLED: readonly (readonly [what: string, asked: readonly string[], calls: readonly Fields[]])[] = [
  [
    'an S3 bucket',
    ['ledger', arn('s3:::ledger'), 's3://ledger', 's3://ledger/'],
    [
      asks('s3', { bucketName: 'ledger' }),
      { resources: [{ ARN: arn('s3:::ledger') }] },
      { resources: [{ ARN: arn('s3:::ledger/exports/part-1') }] },
      asks('cloudtrail', { s3BucketArn: arn('s3:::ledger') }),
    ],
  ],
  [
    'an object in S3',
    ['ledger/2026/part-1.csv', arn('s3:::ledger/2026/part-1.csv'), 's3://ledger/2026/part-1.csv'],
    [
      asks('s3', { bucketName: 'ledger', key: '2026/part-1.csv' }),
      { resources: [{ ARN: arn('s3:::ledger/2026/part-1.csv') }] },
    ],
  ],
  [
    'a Lambda function',
    ['orders', arn(`lambda:us-east-1:${A}:function:orders`)],
    [
      asks('lambda', { functionName: 'orders' }),
      asks('lambda', { functionName: arn(`lambda:us-east-1:${A}:function:orders`) }),
      asks('lambda', { functionName: arn(`lambda:us-east-1:${A}:function:orders:3`) }),
      asks('lambda', { functionName: arn(`lambda:us-east-1:${A}:function:orders:$LATEST`) }),
      asks('lambda', { functionName: `${A}:function:orders` }),
      asks('lambda', { functionName: `${A}:orders` }),
      answers('lambda', { functionArn: arn(`lambda:us-east-1:${A}:function:orders`) }),
    ],
  ],
  [
    'a KMS key',
    ['5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa', arn(`kms:us-east-1:${A}:key/5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa`)],
    [
      asks('kms', { keyId: '5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa' }),
      asks('kms', { keyId: arn(`kms:us-east-1:${A}:key/5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa`) }),
      { resources: [{ ARN: arn(`kms:us-east-1:${A}:key/5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa`) }] },
      answers('kms', { keyMetadata: { keyId: '5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa' } }),
    ],
  ],
  [
    'a KMS alias',
    ['alias/orders', arn(`kms:us-east-1:${A}:alias/orders`)],
    [asks('kms', { keyId: 'alias/orders' }), asks('kms', { aliasName: arn(`kms:us-east-1:${A}:alias/orders`) })],
  ],
  [
    'a DynamoDB table',
    ['orders', arn(`dynamodb:us-east-1:${A}:table/orders`)],
    [
      asks('dynamodb', { tableName: 'orders' }),
      asks('dynamodb', { tableName: arn(`dynamodb:us-east-1:${A}:table/orders`) }),
      { resources: [{ ARN: arn(`dynamodb:us-east-1:${A}:table/orders/index/by-day`) }] },
      { resources: [{ ARN: arn(`dynamodb:us-east-1:${A}:table/orders/stream/2026-11-23T00:00:00.000`) }] },
    ],
  ],
  [
    'an SQS queue',
    ['jobs', arn(`sqs:us-east-1:${A}:jobs`), `https://sqs.us-east-1.amazonaws.com/${A}/jobs`],
    [
      asks('sqs', { queueUrl: `https://sqs.us-east-1.amazonaws.com/${A}/jobs` }),
      asks('sqs', { queueName: 'jobs' }),
      asks('sns', { endpoint: arn(`sqs:us-east-1:${A}:jobs`) }),
      answers('sqs', { queueUrl: `https://sqs.us-east-1.amazonaws.com/${A}/jobs` }),
    ],
  ],
  [
    'an SNS topic',
    ['alarms', arn(`sns:us-east-1:${A}:alarms`)],
    [
      asks('sns', { topicArn: arn(`sns:us-east-1:${A}:alarms`) }),
      asks('sns', { name: 'alarms' }),
      asks('sns', { subscriptionArn: arn(`sns:us-east-1:${A}:alarms:5a5a5a5a-0000`) }),
    ],
  ],
  [
    'an EC2 instance',
    ['i-0123456789abcdef0', arn(`ec2:us-east-1:${A}:instance/i-0123456789abcdef0`)],
    [
      asks('ec2', { instanceId: 'i-0123456789abcdef0' }),
      asks('ec2', {
        instancesSet: { items: [{ instanceId: 'i-1111111111111111a' }, { instanceId: 'i-0123456789abcdef0' }] },
      }),
      answers('ec2', { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] } }),
      asks('ssm', { target: 'i-0123456789abcdef0' }),
      asks('elasticloadbalancing', { targets: [{ id: 'i-0123456789abcdef0' }] }),
    ],
  ],
  [
    'a security group',
    ['sg-0123456789abcdef0', arn(`ec2:us-east-1:${A}:security-group/sg-0123456789abcdef0`)],
    [
      asks('ec2', { groupId: 'sg-0123456789abcdef0' }),
      asks('ec2', { groupSet: { items: [{ groupId: 'sg-0123456789abcdef0' }] } }),
      asks('rds', { vpcSecurityGroupIds: ['sg-0123456789abcdef0'] }),
    ],
  ],
  [
    'a network interface',
    [ENI, arn(`ec2:us-east-1:${A}:network-interface/${ENI}`)],
    [asks('ec2', { networkInterfaceId: ENI })],
  ],
  [
    'an IAM user',
    ['Bob', arn(`iam::${A}:user/ops/Bob`)],
    [
      asks('iam', { userName: 'Bob' }),
      answers('iam', { user: { userName: 'Bob', arn: arn(`iam::${A}:user/ops/Bob`) } }),
      { resources: [{ ARN: arn(`iam::${A}:user/ops/Bob`) }] },
    ],
  ],
  [
    'an IAM role',
    ['Deploy', arn(`iam::${A}:role/ops/Deploy`)],
    [
      asks('iam', { roleName: 'Deploy' }),
      asks('sts', { roleArn: arn(`iam::${A}:role/ops/Deploy`) }),
      asks('lambda', { role: arn(`iam::${A}:role/ops/Deploy`) }),
    ],
  ],
  [
    'an IAM policy',
    ['Powers', arn(`iam::${A}:policy/ops/Powers`)],
    [asks('iam', { policyArn: arn(`iam::${A}:policy/ops/Powers`) }), asks('iam', { policyName: 'Powers' })],
  ],
  [
    'an RDS instance',
    ['orders-db', arn(`rds:us-east-1:${A}:db:orders-db`)],
    [
      asks('rds', { dBInstanceIdentifier: 'orders-db' }),
      asks('rds', { resourceName: arn(`rds:us-east-1:${A}:db:orders-db`) }),
      answers('rds', { dBInstanceArn: arn(`rds:us-east-1:${A}:db:orders-db`) }),
    ],
  ],
  [
    'an ECR repository',
    ['team/app', arn(`ecr:us-east-1:${A}:repository/team/app`)],
    [
      asks('ecr', { repositoryName: 'team/app' }),
      { resources: [{ ARN: arn(`ecr:us-east-1:${A}:repository/team/app`) }] },
    ],
  ],
  [
    'a secret',
    [
      'prod/db',
      arn(`secretsmanager:us-east-1:${A}:secret:prod/db-AbCdEf`),
      arn(`secretsmanager:us-east-1:${A}:secret:prod/db`),
    ],
    [
      asks('secretsmanager', { secretId: 'prod/db' }),
      asks('secretsmanager', { secretId: arn(`secretsmanager:us-east-1:${A}:secret:prod/db-AbCdEf`) }),
      asks('secretsmanager', { secretId: arn(`secretsmanager:us-east-1:${A}:secret:prod/db`) }),
      answers('secretsmanager', { aRN: arn(`secretsmanager:us-east-1:${A}:secret:prod/db-AbCdEf`) }),
    ],
  ],
  [
    'a log group',
    [
      '/aws/lambda/orders',
      arn(`logs:us-east-1:${A}:log-group:/aws/lambda/orders`),
      arn(`logs:us-east-1:${A}:log-group:/aws/lambda/orders:*`),
    ],
    [
      asks('logs', { logGroupName: '/aws/lambda/orders' }),
      asks('logs', { logGroupIdentifier: arn(`logs:us-east-1:${A}:log-group:/aws/lambda/orders`) }),
      asks('cloudtrail', { cloudWatchLogsLogGroupArn: arn(`logs:us-east-1:${A}:log-group:/aws/lambda/orders:*`) }),
    ],
  ],
  [
    'a parameter',
    ['/orders/flag', arn(`ssm:us-east-1:${A}:parameter/orders/flag`)],
    [asks('ssm', { name: '/orders/flag' }), { resources: [{ ARN: arn(`ssm:us-east-1:${A}:parameter/orders/flag`) }] }],
  ],
  [
    'a load balancer',
    ['web', arn(`elasticloadbalancing:us-east-1:${A}:loadbalancer/app/web/50dc6c495c0c9188`)],
    [
      asks('elasticloadbalancing', { name: 'web' }),
      asks('elasticloadbalancing', {
        loadBalancerArn: arn(`elasticloadbalancing:us-east-1:${A}:loadbalancer/app/web/50dc6c495c0c9188`),
      }),
    ],
  ],
  [
    'a stack',
    ['orders', arn(`cloudformation:us-east-1:${A}:stack/orders/5a5a5a5a-0000`)],
    [
      asks('cloudformation', { stackName: 'orders' }),
      asks('cloudformation', { stackName: arn(`cloudformation:us-east-1:${A}:stack/orders/5a5a5a5a-0000`) }),
      answers('cloudformation', { stackId: arn(`cloudformation:us-east-1:${A}:stack/orders/5a5a5a5a-0000`) }),
    ],
  ],
  [
    'an EKS cluster',
    ['apps', arn(`eks:us-east-1:${A}:cluster/apps`)],
    [asks('eks', { name: 'apps' }), answers('eks', { cluster: { arn: arn(`eks:us-east-1:${A}:cluster/apps`) } })],
  ],
  [
    'an ECS cluster',
    ['batch', arn(`ecs:us-east-1:${A}:cluster/batch`)],
    [
      asks('ecs', { cluster: 'batch' }),
      asks('ecs', { cluster: arn(`ecs:us-east-1:${A}:cluster/batch`) }),
      asks('ecs', { clusterName: 'batch' }),
    ],
  ],
  [
    'a trail',
    ['main', arn(`cloudtrail:us-east-1:${A}:trail/main`)],
    [asks('cloudtrail', { name: 'main' }), asks('cloudtrail', { name: arn(`cloudtrail:us-east-1:${A}:trail/main`) })],
  ],
  [
    'a hosted zone',
    ['Z0123FAKE', arn('route53:::hostedzone/Z0123FAKE')],
    [
      asks('route53', { hostedZoneId: 'Z0123FAKE' }),
      answers('route53', { hostedZone: { id: '/hostedzone/Z0123FAKE' } }),
    ],
  ],
]

const PAIRS = SPELLED.flatMap(([what, asked, calls]) =>
  asked.flatMap((one) => calls.map((call) => [what, one, call] as const)),
)

test.each(PAIRS)('%s: asked as %s, it is found in %j', (_, asked, call) => {
  expect(resourceTest(asked)(event({ ...US, ...call }))).toBe(true)
})

const STRANGERS: readonly (readonly [why: string, asked: string, call: Fields])[] = [
  ['a longer name', 'ledger', asks('s3', { bucketName: 'ledger-2' })],
  ['a bucket whose key ends so', 'ledger', asks('s3', { bucketName: 'other', key: 'x/ledgers' })],
  ['the same object in another bucket', 'ledger/part-1', asks('s3', { bucketName: 'other', key: 'part-1' })],
  ['another object', arn('s3:::ledger/a/part-1'), asks('s3', { bucketName: 'ledger', key: 'b/part-1' })],
  ['a bare name in another service', arn('s3:::ledger'), asks('iam', { userName: 'ledger' })],
  ['a user called as the role', arn(`iam::${A}:role/deploy`), asks('iam', { userName: 'deploy' })],
  ['a role called as the user', arn(`iam::${A}:user/deploy`), asks('iam', { roleName: 'deploy' })],
  ['the role of another account', arn('iam::444455556666:role/Deploy'), asks('iam', { roleName: 'Deploy' })],
  [
    'the function of another Region',
    arn(`lambda:eu-west-1:${A}:function:orders`),
    asks('lambda', { functionName: 'orders' }),
  ],
  [
    'a cluster called as the instance',
    arn(`rds:us-east-1:${A}:db:orders`),
    asks('rds', { dBClusterIdentifier: 'orders' }),
  ],
  [
    'another version',
    arn(`lambda:us-east-1:${A}:function:f:3`),
    asks('lambda', { functionName: arn(`lambda:us-east-1:${A}:function:f:4`) }),
  ],
  [
    'a secret made again',
    arn(`secretsmanager:us-east-1:${A}:secret:db-AAAAAA`),
    asks('secretsmanager', { secretId: arn(`secretsmanager:us-east-1:${A}:secret:db-BBBBBB`) }),
  ],
  [
    'the queue of another account',
    `https://sqs.us-east-1.amazonaws.com/444455556666/jobs`,
    asks('sqs', { queueUrl: `https://sqs.us-east-1.amazonaws.com/${A}/jobs` }),
  ],
  [
    'another repository of the team',
    arn(`ecr:us-east-1:${A}:repository/team/app`),
    asks('ecr', { repositoryName: 'other/app' }),
  ],
]

test.each(STRANGERS)('%s is another resource: %s', (_, asked, call) => {
  expect(resourceTest(asked)(event({ ...US, ...call }))).toBe(false)
})

describe('whoever narrows finds at least what the question finds:', () => {
  it.each(PAIRS)('%s asked as %s in %j', (_, asked, call) => {
    const found = event({ ...US, ...call })
    const text = JSON.stringify(found.record)

    expect(text).toContain(textOfResource(asked))
    expect(
      needlesFor([{ not: false, predicate: { kind: 'resource', value: asked } }])?.every((needle) =>
        text.includes(needle),
      ) ?? true,
    ).toBe(true)
    expect(needlesOf({ kind: 'resource', value: asked })?.some((needle) => text.includes(needle)) ?? true).toBe(true)
    expect(conditionOf({ kind: 'resource', value: asked })?.values.every((value) => text.includes(value)) ?? true).toBe(
      true,
    )
    expect(resourceKeys(found)).toContain(keyOfResource(asked))
  })

  it('also for names nobody thought of', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]{1,4}(?:[-_.][A-Za-z0-9]{1,4}){0,2}$/)
    const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'))
    const said = fc.oneof(
      path,
      path.map((one) => `/${one}`),
      fc
        .tuple(
          fc.constantFrom('s3', 'ecr', 'secretsmanager', 'lambda', 'iam', 'sns', 'logs', 'glue', 'ssm'),
          path,
          fc.constantFrom(':', '/'),
        )
        .map(([service, one, between]) => arn(`${service}:us-east-1:${A}:${word1(service)}${between}${one}`)),
      path.map((one) => `s3://${one}`),
      word.map((one) => `https://sqs.us-east-1.amazonaws.com/${A}/${one}`),
    )
    fc.assert(
      fc.property(
        said,
        said,
        fc.constantFrom('s3', 'ecr', 'iam', 'lambda', 'ssm', 'glue'),
        (asked, written, source) => {
          const found = event({ ...US, ...asks(source, { name: written, bucketName: 'a', key: 'b' }) })
          if (!resourceTest(asked)(found)) return
          expect(JSON.stringify(found.record)).toContain(textOfResource(asked))
          expect(resourceKeys(found)).toContain(keyOfResource(asked))
        },
      ),
      { numRuns: 3_000, examples: [['a/b', 'x', 's3']] },
    )
  })
})

function word1(service: string): string {
  const TYPES: Readonly<Record<string, string>> = {
    ecr: 'repository',
    secretsmanager: 'secret',
    lambda: 'function',
    iam: 'role',
    logs: 'log-group',
    ssm: 'parameter',
  }
  return TYPES[service] ?? 'thing'
}

function asks(service: string, requestParameters: Fields): Fields {
  return { eventSource: `${service}.amazonaws.com`, requestParameters }
}

function answers(service: string, responseElements: Fields): Fields {
  return { eventSource: `${service}.amazonaws.com`, requestParameters: null, responseElements }
}
