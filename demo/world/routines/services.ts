import { makeAwsId } from '../aws-id.ts'
import { issued } from '../assume-role.ts'
import { ROLES } from '../cast.ts'
import { ACCOUNTS, HOME_REGION, SECOND_REGION } from '../company.ts'
import { after, type Day, type Routine } from '../day.ts'
import { assumedRole, awsService } from '../identity.ts'
import { read } from '../pages.ts'
import { type Caller, happen, type Happening } from '../record.ts'

/** AWS's own services: they assume roles, act through them, and leave events that have no actor at all. */
export const services: Routine = {
  name: 'services',
  live: (day) => {
    const happenings: Happening[] = []
    for (let hour = 0; hour < 24; hour += 2) happenings.push(...scaling(day, hour))
    for (let hour = 1; hour < 24; hour += 6) happenings.push(...recording(day, hour))
    happenings.push(...rotation(day))
    return happenings
  },
}

function scaling(day: Day, hour: number): Happening[] {
  const { random } = day
  const at = day.at(hour, 1, random.int(0, 30))
  const service = 'autoscaling.amazonaws.com'
  const role = ROLES.autoScaling
  const key = makeAwsId('ASIA', role.account, random)
  const asService: Caller = { identity: awsService(service), account: role.account, address: service, agent: service }
  const fields = { invokedBy: service }
  const identity = assumedRole({ role, name: 'AutoScaling', key, since: at, fields })
  const asRole: Caller = { ...asService, identity }
  const happenings = [
    happen(random, at, HOME_REGION, asService, {
      source: 'sts',
      name: 'AssumeRole',
      read: true,
      request: { roleArn: role.arn, roleSessionName: 'AutoScaling', durationSeconds: 3600 },
      response: issued(random, at, role, 'AutoScaling', key),
      resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
    }),
    happen(random, after(at, 2), HOME_REGION, asRole, read('ec2', 'DescribeInstances', { maxResults: 1000 })),
  ]
  if (day.weekday && (hour === 6 || hour === 16)) {
    const instancesSet = { items: [{ imageId: 'ami-0a1a2a3a4a5a6a7a8', minCount: 1, maxCount: 1 }] }
    const started = {
      source: 'ec2',
      name: 'RunInstances',
      read: false,
      request: { instancesSet, instanceType: 'm7g.large' },
    }
    const stopped = {
      source: 'ec2',
      name: 'TerminateInstances',
      read: false,
      request: { instancesSet: { items: [{ instanceId: `i-0${random.hex(16)}` }] } },
    }
    happenings.push(happen(random, after(at, 5), HOME_REGION, asRole, hour === 6 ? started : stopped))
  }
  return happenings
}

function recording(day: Day, hour: number): Happening[] {
  const { random } = day
  const at = day.at(hour, 2, random.int(0, 30))
  const role = ROLES.config
  const identity = assumedRole({
    role,
    name: 'AWSConfig-Describe',
    key: makeAwsId('ASIA', role.account, random),
    since: after(at, -60),
  })
  const address = 'config.amazonaws.com'
  const caller: Caller = { identity, account: role.account, address, agent: address }
  return ['ListRoles', 'ListUsers', 'ListPolicies', 'GetAccountAuthorizationDetails'].map((name, i) =>
    happen(random, after(at, i), HOME_REGION, caller, read('iam', name)),
  )
}

/** Events of type AwsServiceEvent: `userIdentity` has no type. */
function rotation(day: Day): Happening[] {
  const { random } = day
  const account = ACCOUNTS.prod
  const service = 'secretsmanager.amazonaws.com'
  const caller: Caller = {
    identity: { accountId: account, invokedBy: service },
    account,
    address: service,
    agent: service,
  }
  const keys = 'kms.amazonaws.com'
  return [
    happen(random, day.at(3, 1), HOME_REGION, caller, {
      source: 'secretsmanager',
      name: 'SecretVersionDeletion',
      read: false,
      type: 'AwsServiceEvent',
      extra: { Name: 'prod/orders/queue', VersionId: random.uuid(), DeleteAfter: '24 Hours' },
    }),
    happen(
      random,
      day.at(3, 2),
      SECOND_REGION,
      {
        ...caller,
        identity: { accountId: account, invokedBy: 'AWS Internal' },
        address: 'AWS Internal',
        agent: 'AWS Internal',
      },
      {
        source: 'kms',
        name: 'RotateKey',
        read: false,
        type: 'AwsServiceEvent',
        details: {
          keyId: `arn:aws:kms:${SECOND_REGION}:${account}:key/6b6b6b6b-0000-4000-8000-bbbbbbbbbbbb`,
          service: keys,
        },
      },
    ),
  ]
}
