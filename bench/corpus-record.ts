/** Numbers that look random and are the same each time. */
export type Dice = () => number

export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const RARE_KEY = 'AKIAFAKERARE00000001'
export const PERSON = 'Alice'
const PEOPLE = [PERSON, ...Array.from({ length: 60 }, (_, i) => `person${String(i).padStart(2, '0')}`)]
const ROLES = [
  'Deploy',
  'Admin',
  'ReadOnly',
  'web-task',
  'batch-task',
  'lambda-orders',
  'lambda-mail',
  'backup',
  'scanner',
  'node-group',
]
const AGENTS = [
  'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/b,E cfg/retry-mode#standard',
  'Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#5.10.245-245.983.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.11 Botocore/1.40.1',
  'aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#arm64 api/ec2#1.254.1 m/E,g',
  'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1 aws-sdk-go-v2/1.39.2',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
]
type Call = readonly [service: string, name: string]

const READS: readonly Call[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeVolumes'],
  ['s3', 'GetBucketAcl'],
  ['s3', 'ListBuckets'],
  ['iam', 'GetRole'],
  ['iam', 'ListAttachedRolePolicies'],
  ['sts', 'GetCallerIdentity'],
  ['kms', 'Decrypt'],
  ['ssm', 'GetParameter'],
  ['secretsmanager', 'GetSecretValue'],
  ['dynamodb', 'DescribeTable'],
  ['logs', 'DescribeLogStreams'],
]
const WRITES: readonly Call[] = [
  ['sts', 'AssumeRole'],
  ['ec2', 'RunInstances'],
  ['ec2', 'CreateTags'],
  ['ec2', 'AuthorizeSecurityGroupIngress'],
  ['s3', 'PutBucketPolicy'],
  ['iam', 'PutRolePolicy'],
  ['lambda', 'UpdateFunctionCode20150331v2'],
  ['logs', 'CreateLogStream'],
]

/** One CloudTrail record as JSON, some 1.5 kB of it, as published records of real accounts have. */
export function recordJson(dice: Dice, account: string, region: string, at: number, varied: boolean): string {
  const isRead = !varied && dice() < 0.8
  const [service, name] = pick(dice, isRead ? READS : WRITES)
  const refused = dice() < 0.03
  const eventTime = new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z')
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: dice() < 0.25 ? person(dice, account) : session(dice, account, eventTime),
    eventTime,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: `198.51.${int(dice, 256)}.${int(dice, 256)}`,
    userAgent: pick(dice, AGENTS) + (varied ? ` run/${uuid(dice)}` : ''),
    ...(refused ? { errorCode: 'AccessDenied', errorMessage: refusal(service, name, account) } : {}),
    requestParameters: varied ? { bucketName: uuid(dice) } : request(dice, name, account, region),
    responseElements: isRead ? null : { requestId: uuid(dice), _return: true },
    requestID: uuid(dice),
    eventID: uuid(dice),
    readOnly: isRead,
    resources: [
      { accountId: account, type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${region}:${account}:key/${uuid(dice)}` },
    ],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...(varied ? { sharedEventID: uuid(dice) } : {}),
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.${region}.amazonaws.com`,
    },
  })
}

function person(dice: Dice, account: string) {
  const userName = pick(dice, PEOPLE)
  const rare = userName === PERSON && dice() < 0.06
  return {
    type: 'IAMUser',
    principalId: `AIDAFAKE${userName.toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    accessKeyId: rare ? RARE_KEY : `AKIAFAKE${userName.toUpperCase().padEnd(12, '0').slice(0, 12)}`,
    userName,
  }
}

function session(dice: Dice, account: string, eventTime: string) {
  const role = pick(dice, ROLES)
  const name = dice() < 0.3 ? pick(dice, PEOPLE) : `i-0${hex(dice, 16)}`
  const unique = `AROAFAKE${role.toUpperCase()}`
  return {
    type: 'AssumedRole',
    principalId: `${unique}:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    accessKeyId: `ASIAFAKE${hex(dice, 12).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: unique,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: eventTime, mfaAuthenticated: 'false' },
    },
  }
}

function request(dice: Dice, name: string, account: string, region: string): object {
  if (name === 'PutRolePolicy' || name === 'PutBucketPolicy') {
    const statement = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::data-${hex(dice, 6)}/*`,
    }
    return {
      roleName: pick(dice, ROLES),
      policyName: 'inline',
      policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }
  }
  if (name === 'AssumeRole') {
    return {
      roleArn: `arn:aws:iam::${account}:role/${pick(dice, ROLES)}`,
      roleSessionName: `i-0${hex(dice, 16)}`,
      durationSeconds: 3600,
    }
  }
  return {
    instancesSet: { items: Array.from({ length: 1 + int(dice, 4) }, () => ({ instanceId: `i-0${hex(dice, 16)}` })) },
    filterSet: { items: [{ name: 'vpc-id', valueSet: { items: [{ value: `vpc-0${hex(dice, 16)}` }] } }] },
    region,
  }
}

function refusal(service: string, name: string, account: string): string {
  return `User: arn:aws:iam::${account}:user/someone is not authorized to perform: ${service}:${name} because no identity-based policy allows the action`
}

function pick<T>(dice: Dice, from: readonly T[]): T {
  const one = from[int(dice, from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

export function int(dice: Dice, below: number): number {
  return Math.floor(dice() * below)
}

function hex(dice: Dice, digits: number): string {
  let text = ''
  while (text.length < digits) text += int(dice, 0x1000000).toString(16).padStart(6, '0')
  return text.slice(0, digits)
}

function uuid(dice: Dice): string {
  const digits = hex(dice, 32)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`
}
