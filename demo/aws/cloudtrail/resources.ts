import { type Fields, word } from '../history.ts'

export type Resource = { readonly type: string; readonly name: string }

/**
 * What event history lists as an event's resources. For AssumeRole*, CreateUser and CreateAccessKey this is as captured
 * from AWS; for the rest it is `resources` of the record and the parameters that usually name a thing, which is a guess.
 */
export function resourcesOf(fields: Fields): readonly Resource[] {
  const name = word(fields['eventName'])
  const response = part(fields, 'responseElements')
  const request = part(fields, 'requestParameters')
  const found: Resource[] = []
  const add = (type: string, value: unknown) => {
    if (typeof value === 'string' && value !== '') found.push({ type, name: value })
  }
  add('AWS::IAM::AccessKey', part(response, 'credentials')['accessKeyId'])
  if (name.startsWith('AssumeRole')) {
    const session = part(response, 'assumedRoleUser')
    const id = session['assumedRoleId']
    add('AWS::STS::AssumedRole', session['arn'])
    add('AWS::STS::AssumedRole', id)
    if (typeof id === 'string') add('AWS::STS::AssumedRole', request['roleSessionName'] ?? id.split(':')[1])
    add('AWS::IAM::Role', request['roleArn'])
    return found
  }
  if (name === 'CreateUser') {
    const user = part(response, 'user')
    for (const field of ['arn', 'userId', 'userName']) add('AWS::IAM::User', user[field])
    return found
  }
  add('AWS::IAM::AccessKey', part(response, 'accessKey')['accessKeyId'])
  for (const [parameter, type] of NAMED) add(type, request[parameter])
  if (fields['eventSource'] === 'cloudtrail.amazonaws.com') add('AWS::CloudTrail::Trail', request['name'])
  for (const field of ['instancesSet', 'groupSet']) {
    const items = part(request, field)['items'] ?? part(response, field)['items']
    for (const item of Array.isArray(items) ? (items as Fields[]) : []) {
      add('AWS::EC2::Instance', item['instanceId'])
      add('AWS::EC2::SecurityGroup', item['groupId'])
    }
  }
  for (const item of Array.isArray(fields['resources']) ? (fields['resources'] as Fields[]) : [])
    add(word(item['type']), item['ARN'])
  return found
}

const NAMED: readonly (readonly [parameter: string, type: string])[] = [
  ['userName', 'AWS::IAM::User'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['roleName', 'AWS::IAM::Role'],
  ['groupName', 'AWS::IAM::Group'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['bucketName', 'AWS::S3::Bucket'],
  ['instanceId', 'AWS::EC2::Instance'],
  ['groupId', 'AWS::EC2::SecurityGroup'],
  ['functionName', 'AWS::Lambda::Function'],
  ['tableName', 'AWS::DynamoDB::Table'],
  ['stackName', 'AWS::CloudFormation::Stack'],
  ['secretId', 'AWS::SecretsManager::Secret'],
]

function part(fields: Fields, name: string): Fields {
  const value = fields[name]
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
