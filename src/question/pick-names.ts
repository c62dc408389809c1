import { identity } from './event-question.ts'
import type { Predicate } from './question.ts'

type Identity = Extract<Predicate, { kind: 'identity' }>

/** What a text names by a label: `userName: alice`, `IAM user alice`, `InstanceId = i-…`. A name without a label is none. */
export function pickNames(text: string): { readonly who: readonly Identity[]; readonly things: readonly string[] } {
  const who = LABELS.flatMap(([by, pattern]) =>
    [...text.matchAll(pattern)]
      .slice(0, 50)
      .map(([, name = '']) => trimmed(name))
      .filter((name) => name.length > 1 && !NO_NAME.test(name) && !NO_PERSON.test(name))
      .map((name) => identity(by === 'name' && IS_ROLE.test(text) ? 'role' : by, name)),
  )
  const things = THINGS.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .slice(0, 50)
      .map(([, name = '']) => trimmed(name))
      .filter((name) => name.length > 2 && !NO_NAME.test(name) && !name.endsWith('.amazonaws.com')),
  )
  return { who, things }
}

const SIGN = '"?\\**\\s{0,2}[:=]\\s{0,2}["\'`*]{0,3}'
const NAME = '([\\w+=,.@-]{2,64})'

const LABELS: readonly (readonly ['user' | 'name' | 'session' | 'role', RegExp])[] = [
  ['name', new RegExp(`(?<![a-z])user[ _]?(?:name)?${SIGN}${NAME}(?![\\w/:])`, 'gi')],
  ['user', new RegExp(`\\bIAM user[: ]{1,2}["'\`*]{0,3}${NAME}(?![\\w/:])`, 'gi')],
  ['user', new RegExp(`\\bby (?:the )?user ["'\`*]{0,3}${NAME}(?![\\w/:])`, 'gi')],
  ['session', new RegExp(`\\b(?:role ?)?session ?name${SIGN}${NAME}(?![\\w/:])`, 'gi')],
  ['role', new RegExp(`\\brole(?: ?name)?${SIGN}${NAME}(?![\\w/:])`, 'gi')],
]

/** Dimensions of alarms and parameters of calls that name one resource. */
const DIMENSION =
  'InstanceId|FunctionName|DBInstanceIdentifier|DBClusterIdentifier|BucketName|TableName|QueueName|TopicName|ClusterName|ServiceName|LoadBalancerName|AutoScalingGroupName|StreamName|DomainName|SecretId|KeyId|GroupId|StackName|TrailName|S3 Bucket|Bucket|LogGroupName|SecurityGroupId'
const VALUE = '([\\w+=.@/:-]{3,200})'
const THINGS: readonly RegExp[] = [
  new RegExp(`(?<![A-Za-z])(?:${DIMENSION})${SIGN}${VALUE}`, 'gi'),
  new RegExp(`"name"\\s{0,2}:\\s{0,2}"(?:${DIMENSION})",\\s{0,20}"value"\\s{0,2}:\\s{0,2}"${VALUE}"`, 'gi'),
  new RegExp(`"value"\\s{0,2}:\\s{0,2}"${VALUE}",\\s{0,20}"name"\\s{0,2}:\\s{0,2}"(?:${DIMENSION})"`, 'gi'),
]

/** GuardDuty gives a role's name as a user's. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_AccessKeyDetails.html */
const IS_ROLE = /"userType"\s{0,2}:\s{0,2}"(?:AssumedRole|Role)"/
/** What stands behind a label in place of a name. */
const NO_NAME = /^(?:null|none|n\/a|undefined|unknown|true|false|redacted|type|arn)$/i
/** An ARN, a key or an address is picked out by its shape. */
const NO_PERSON = /^(?:arn:|A(?:KIA|SIA|IDA|ROA)[A-Z0-9]{12,}|\d+$|\d+\.\d+\.\d+\.\d+$)/

function trimmed(name: string): string {
  return name.replace(/[.,:/=-]+$/, '')
}
