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
  'networkInterfaceId',
  'natGatewayId',
  'allocationId',
  'associationId',
  'resourceName',
  'bucket',
  'name',
  'arn',
  'id',
  'resourceId',
] as const

/** Lists of names, as most services write them: `{ instanceIds: ['i-1', 'i-2'] }`. */
const LISTS = [
  'instanceIds',
  'resourceIdList',
  'trailNameList',
  'names',
  'autoScalingGroupNames',
  'repositoryNames',
] as const

/** Named only where nothing else is: what was run, not on what. */
const LAST = ['documentName'] as const

/** What EC2 made, as it answers: `{ vpc: { vpcId } }`. Before what it was made in. */
const MADE: readonly (readonly [made: string, id: string])[] = [
  ['vpc', 'vpcId'],
  ['subnet', 'subnetId'],
  ['internetGateway', 'internetGatewayId'],
  ['routeTable', 'routeTableId'],
  ['networkInterface', 'networkInterfaceId'],
  ['networkAcl', 'networkAclId'],
  ['customerGateway', 'customerGatewayId'],
  ['vpnGateway', 'vpnGatewayId'],
]

/** Lists of things, as EC2 writes them: `{ instancesSet: { items: [{ instanceId }] } }`. */
const SETS: readonly (readonly [set: string, item: string])[] = [
  ['instancesSet', 'instanceId'],
  ['snapshotSet', 'snapshotId'],
  ['volumeSet', 'volumeId'],
  ['groupSet', 'groupId'],
  ['securityGroupIdSet', 'groupId'],
  ['imagesSet', 'imageId'],
  ['vpcSet', 'vpcId'],
  ['subnetSet', 'subnetId'],
  ['internetGatewayIdSet', 'internetGatewayId'],
  ['networkInterfaceIdSet', 'networkInterfaceId'],
  ['routeTableIdSet', 'routeTableId'],
  ['allocationIdsSet', 'allocationId'],
  ['resourcesSet', 'resourceId'],
]

/** The one thing a call was done to, as written in the record, or undefined where it names none. Never a secret. */
export function mainTarget(event: Pick<Event, 'request' | 'response' | 'resources' | 'name'>): string | undefined {
  const asked = event.request
  return (
    (event.name.startsWith('Create') ? made(event.response) : undefined) ??
    (asked === undefined ? undefined : fromRequest(asked, event.name)) ??
    fromSets(event.response) ??
    text(event.resources[0]?.arn)
  )
}

function fromRequest(request: Fields, name: string): string | undefined {
  if (OF_OBJECTS.test(name)) {
    const bucket = text(request.bucketName)
    const key = text(request.key)
    if (bucket !== undefined && key !== undefined) return `${bucket}/${key}`
  }
  for (const key of TELLING) {
    const value = text(request[key])
    if (value !== undefined) return value
  }
  return fromLists(request) ?? fromSets(request) ?? LAST.map((key) => text(request[key])).find(Boolean)
}

/** Calls of S3 on one object. */
const OF_OBJECTS = /Object(?:Acl|Tagging|Attributes|Torrent|LegalHold|Retention|Content)?$|MultipartUpload$|^UploadPart/

function made(response: Fields | undefined): string | undefined {
  for (const [name, id] of MADE) {
    const found = text(fields(response?.[name])?.[id])
    if (found !== undefined) return found
  }
  return undefined
}

function fromLists(request: Fields): string | undefined {
  for (const key of LISTS) {
    const list = request[key]
    const first = Array.isArray(list) ? text(list[0]) : undefined
    if (Array.isArray(list) && first !== undefined) return andMore(first, list.length)
  }
  return undefined
}

function andMore(first: string, count: number): string {
  return count === 1 ? first : `${first} and ${count - 1} more`
}

function fromSets(holder: Fields | undefined): string | undefined {
  if (holder === undefined) return undefined
  for (const [set, item] of SETS) {
    const items = fields(holder[set])?.items
    if (!Array.isArray(items)) continue
    const first = text(fields(items[0])?.[item])
    if (first !== undefined) return andMore(first, items.length)
  }
  return undefined
}
