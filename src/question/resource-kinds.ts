/** A sort of resource: how its ARN ends, and where its bare name stands. */
export type ResourceKind = {
  /** The service in its ARN; `${service}.amazonaws.com` is the source of its calls. */
  readonly service: string
  /**
   * What follows an ARN's fifth colon. `name` is what calls say in place of the ARN; `id` is what tells two of one name
   * apart (a version, the six letters behind a secret's name), which a call may leave out.
   */
  readonly part: RegExp
  /** The only fields in which the bare name means this sort, where another sort's names look the same. */
  readonly fields?: ReadonlySet<string> | undefined
}

/**
 * How services spell their resources, from the ARN formats of each and from what CloudTrail's records say.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  kind('s3', /^(?<name>[^/:]+)(?:\/.*)?$/),
  kind('lambda', /^function:(?<name>[^:]+)(?::(?<id>.+))?$/),
  kind('lambda', /^layer:(?<name>[^:]+)(?::(?<id>.+))?$/),
  kind('kms', /^key\/(?<name>.+)$/),
  kind('kms', /^(?<name>alias\/.+)$/),
  kind('dynamodb', /^table\/(?<name>[^/]+)(?:\/.*)?$/),
  kind('sqs', /^(?<name>[^/:]+)$/),
  kind('sns', /^(?<name>[^/:]+)(?::.+)?$/),
  kind('ec2', /^[a-z0-9-]+\/(?<name>[^/]+)$/),
  kind('iam', /^user\/(?:.*\/)?(?<name>[^/]+)$/, 'userName newUserName'),
  kind('iam', /^role\/(?:.*\/)?(?<name>[^/]+)$/, 'roleName'),
  kind('iam', /^group\/(?:.*\/)?(?<name>[^/]+)$/, 'groupName newGroupName'),
  kind('iam', /^instance-profile\/(?:.*\/)?(?<name>[^/]+)$/, 'instanceProfileName'),
  kind('iam', /^server-certificate\/(?:.*\/)?(?<name>[^/]+)$/, 'serverCertificateName'),
  kind('iam', /^policy\/(?:.*\/)?(?<name>[^/]+)$/, 'policyName'),
  kind('rds', /^db:(?<name>.+)$/, 'dBInstanceIdentifier sourceDBInstanceIdentifier newDBInstanceIdentifier'),
  kind('rds', /^cluster:(?<name>.+)$/, 'dBClusterIdentifier sourceDBClusterIdentifier newDBClusterIdentifier'),
  kind('rds', /^snapshot:(?<name>.+)$/, 'dBSnapshotIdentifier sourceDBSnapshotIdentifier targetDBSnapshotIdentifier'),
  kind('rds', /^cluster-snapshot:(?<name>.+)$/, 'dBClusterSnapshotIdentifier'),
  kind('ecr', /^repository\/(?<name>.+)$/),
  kind('secretsmanager', /^secret:(?<name>.+?)(?:-(?<id>[A-Za-z0-9]{6}))?$/),
  kind('logs', /^log-group:(?<name>[^:]+)(?::.*)?$/),
  kind('ssm', /^parameter(?<name>\/.+)$/),
  kind('ssm', /^parameter\/(?<name>[^/]+)$/),
  kind('ssm', /^document\/(?<name>[^/]+)$/),
  kind('elasticloadbalancing', /^loadbalancer\/(?:(?:app|net|gwy)\/)?(?<name>[^/]+)(?:\/(?<id>[^/]+))?$/),
  kind('elasticloadbalancing', /^targetgroup\/(?<name>[^/]+)\/(?<id>[^/]+)$/),
  kind('cloudformation', /^stack\/(?<name>[^/]+)(?:\/(?<id>.+))?$/),
  kind('eks', /^cluster\/(?<name>[^/]+)$/),
  kind('eks', /^nodegroup\/[^/]+\/(?<name>[^/]+)\/(?<id>[^/]+)$/, 'nodegroupName'),
  kind('ecs', /^cluster\/(?<name>[^/]+)$/, 'cluster clusterName'),
  kind('ecs', /^service\/(?:[^/]+\/)?(?<name>[^/]+)$/, 'service serviceName'),
  kind('ecs', /^task\/(?:[^/]+\/)?(?<name>[^/]+)$/),
  kind('ecs', /^task-definition\/(?<name>[^/:]+)(?::(?<id>\d+))?$/, 'family taskDefinition'),
  kind('cloudtrail', /^trail\/(?<name>[^/]+)$/),
  kind('events', /^rule\/(?:[^/]+\/)?(?<name>[^/]+)$/),
  kind('states', /^stateMachine:(?<name>[^:]+)(?::(?<id>.+))?$/),
  kind('kinesis', /^stream\/(?<name>[^/]+)(?:\/.*)?$/),
  kind('firehose', /^deliverystream\/(?<name>[^/]+)$/),
  kind('route53', /^hostedzone\/(?<name>[^/]+)$/),
  kind('cloudfront', /^distribution\/(?<name>[^/]+)$/),
  kind('codebuild', /^project\/(?<name>[^/]+)$/),
  kind('es', /^domain\/(?<name>[^/]+)(?:\/.*)?$/),
  kind('elasticache', /^(?:cluster|replicationgroup):(?<name>.+)$/),
  kind('redshift', /^cluster:(?<name>.+)$/),
  kind('athena', /^workgroup\/(?<name>[^/]+)$/),
  kind('autoscaling', /^autoScalingGroup:[^:]*:autoScalingGroupName\/(?<name>.+)$/),
  kind('apigateway', /^\/(?:restapis|apis)\/(?<name>[^/]+)(?:\/.*)?$/),
  kind('guardduty', /^detector\/(?<name>[^/]+)(?:\/.*)?$/),
  kind('backup', /^backup-vault:(?<name>.+)$/),
  kind('organizations', /^account\/[^/]+\/(?<name>\d{12})$/),
]

function kind(service: string, part: RegExp, fields?: string): ResourceKind {
  return { service, part, fields: fields === undefined ? undefined : new Set(fields.split(' ')) }
}
