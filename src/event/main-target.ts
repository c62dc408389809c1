import type { Event, Fields } from './event.ts'
import { fields, text } from './read-value.ts'

/**
 * Request parameters that name what a call was about, the telling ones first: `CreateAccessKey` of a `userName`,
 * `GetObject` of a `bucketName` and its `key`. Spelled as each service spells them.
 */
const TELLING = [
  'roleArn',
  'secretId',
  'bucketName',
  'userName',
  'roleName',
  'groupName',
  'instanceProfileName',
  'functionName',
  'instanceId',
  'groupId',
  'snapshotId',
  'imageId',
  'volumeId',
  'keyId',
  'stackName',
  'dBInstanceIdentifier',
  'dBClusterIdentifier',
  'dBSnapshotIdentifier',
  'tableName',
  'trailName',
  'topicArn',
  'queueUrl',
  'logGroupName',
  'repositoryName',
  'clusterName',
  'cluster',
  'detectorId',
  'policyArn',
  'policyName',
  'vpcId',
  'subnetId',
  'routeTableId',
  'internetGatewayId',
  'networkAclId',
  'hostedZoneId',
  'certificateArn',
  'loadBalancerName',
  'loadBalancerArn',
  'resourceArn',
  'resourceARN',
  'domainName',
  'parameterName',
  'documentName',
  'name',
  'arn',
  'id',
] as const

/** Lists of things, as EC2 writes them: `{ instancesSet: { items: [{ instanceId }] } }`. */
const SETS: readonly (readonly [set: string, item: string])[] = [
  ['instancesSet', 'instanceId'],
  ['snapshotSet', 'snapshotId'],
  ['volumeSet', 'volumeId'],
  ['groupSet', 'groupId'],
  ['securityGroupIdSet', 'groupId'],
  ['imagesSet', 'imageId'],
]

/** The one thing a call was done to, as written in the record, or undefined where it names none. Never a secret. */
export function mainTarget(event: Pick<Event, 'request' | 'response' | 'resources' | 'name'>): string | undefined {
  const asked = event.request
  return (
    (asked === undefined ? undefined : fromRequest(asked, event.name)) ??
    fromSets(event.response) ??
    text(event.resources[0]?.arn)
  )
}

function fromRequest(request: Fields, name: string): string | undefined {
  if (name === 'GetObject' || name === 'PutObject' || name === 'DeleteObject') {
    const bucket = text(request.bucketName)
    const key = text(request.key)
    if (bucket !== undefined && key !== undefined) return `${bucket}/${key}`
  }
  for (const key of TELLING) {
    const value = text(request[key])
    if (value !== undefined) return value
  }
  return fromSets(request)
}

function fromSets(holder: Fields | undefined): string | undefined {
  if (holder === undefined) return undefined
  for (const [set, item] of SETS) {
    const items = fields(holder[set])?.items
    if (!Array.isArray(items)) continue
    const first = text(fields(items[0])?.[item])
    if (first !== undefined) return items.length === 1 ? first : `${first} and ${items.length - 1} more`
  }
  return undefined
}
