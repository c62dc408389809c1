import { AGENTS } from '../agents.ts'
import { makeAwsId } from '../aws-id.ts'
import { type Role, ROLES } from '../cast.ts'
import { ADDRESSES, HOME_REGION, SECOND_REGION } from '../company.ts'
import { after, type Day, type Routine } from '../day.ts'
import { assumedRole } from '../identity.ts'
import { read } from '../pages.ts'
import { makeRandom } from '../random.ts'
import { type Caller, happen, type Happening } from '../record.ts'

const INSTANCES: readonly {
  readonly id: string
  readonly role: Role
  readonly region: string
  readonly every: number
}[] = [
  { id: 'i-0aaaa1111bbbb2222', role: ROLES.appServer, region: HOME_REGION, every: 10 },
  { id: 'i-0bbbb2222cccc3333', role: ROLES.appServer, region: HOME_REGION, every: 60 },
  { id: 'i-0cccc3333dddd4444', role: ROLES.appServer, region: SECOND_REGION, every: 60 },
  { id: 'i-0dddd4444eeee5555', role: ROLES.stagingServer, region: HOME_REGION, every: 60 },
]

/** Instances: the role's session is named for the instance, and no event ever issued its key. */
export const instances: Routine = {
  name: 'instances',
  live: (day) => INSTANCES.flatMap((instance) => instanceDay(day, instance)),
}

function instanceDay(day: Day, instance: (typeof INSTANCES)[number]): Happening[] {
  const { random } = day
  const happenings: Happening[] = []
  for (let minute = 0; minute < 1440; minute += instance.every) {
    const at = day.at(0, minute, random.int(0, 50))
    const since = day.at(Math.floor(minute / 360) * 6)
    const caller: Caller = {
      identity: assumedRole({
        role: instance.role,
        name: instance.id,
        key: makeAwsId('ASIA', instance.role.account, makeRandom(instance.id, since)),
        since,
        context: { ec2RoleDelivery: '2.0' },
      }),
      account: instance.role.account,
      address: ADDRESSES.nat,
      agent: AGENTS.ssm,
    }
    const request = {
      instanceId: instance.id,
      agentStatus: 'Active',
      agentVersion: '3.3.3050.0',
      platformType: 'Linux',
    }
    happenings.push(
      happen(random, at, instance.region, caller, {
        source: 'ssm',
        name: 'UpdateInstanceInformation',
        read: false,
        request,
      }),
    )
    if (minute % 120 === 0) {
      const get = read('ssm', 'GetParametersByPath', { path: '/orders', recursive: true, withDecryption: true })
      happenings.push(happen(random, after(at, 4), instance.region, { ...caller, agent: AGENTS.java }, get))
    }
  }
  return happenings
}

const WORKERS = [
  {
    role: ROLES.ordersHandler,
    name: 'orders-handler',
    agent: AGENTS.node,
    issuer: 'AWS::Lambda::Function',
    source: `arn:aws:lambda:us-east-1:${ROLES.ordersHandler.account}:function:orders-handler`,
  },
  {
    role: ROLES.reportWorker,
    name: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    agent: AGENTS.java,
    issuer: 'AWS::ECS::Task',
    source: `arn:aws:ecs:us-east-1:${ROLES.reportWorker.account}:task/reports/0f1e2d3c4b5a69788796a5b4c3d2e1f0`,
  },
]

/** Functions and tasks: `inScopeOf` says what the session's credentials were made for. */
export const workers: Routine = {
  name: 'workers',
  live: (day) => {
    const happenings: Happening[] = []
    for (const worker of WORKERS) {
      for (let hour = 0; hour < 24; hour++) {
        const at = day.at(hour, 30, day.random.int(0, 100))
        happenings.push(...workerHour(day, at, worker))
      }
    }
    return happenings
  },
}

function workerHour(day: Day, at: Day['start'], worker: (typeof WORKERS)[number]): Happening[] {
  const { random } = day
  const { role, name, agent } = worker
  const key = makeAwsId('ASIA', role.account, random)
  const inScopeOf = {
    sourceArn: worker.source,
    sourceAccount: role.account,
    issuerType: worker.issuer,
    credentialsIssuedTo: worker.source,
  }
  const identity = assumedRole({ role, name, key, since: after(at, -600), fields: { inScopeOf } })
  const caller: Caller = { identity, account: role.account, address: ADDRESSES.nat, agent }
  const secret = read('secretsmanager', 'GetSecretValue', { secretId: 'prod/orders/queue' })
  const keyArn = `arn:aws:kms:us-east-1:${role.account}:key/5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa`
  const forwarded: Caller = {
    ...caller,
    identity: { ...identity, invokedBy: 'secretsmanager.amazonaws.com' },
    address: 'secretsmanager.amazonaws.com',
    agent: 'secretsmanager.amazonaws.com',
  }
  return [
    happen(random, at, HOME_REGION, caller, secret),
    happen(random, after(at, 1), HOME_REGION, forwarded, {
      ...read('kms', 'Decrypt', {
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        encryptionContext: {
          SecretARN: `arn:aws:secretsmanager:us-east-1:${role.account}:secret:prod/orders/queue-AbCdEf`,
        },
      }),
      resources: [{ accountId: role.account, type: 'AWS::KMS::Key', ARN: keyArn }],
    }),
    happen(random, after(at, 3), HOME_REGION, caller, read('dynamodb', 'DescribeTable', { tableName: 'orders' })),
  ]
}
