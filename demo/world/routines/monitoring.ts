import { AGENTS } from '../agents.ts'
import { makeAwsId } from '../aws-id.ts'
import { issued } from '../assume-role.ts'
import { MONITORING, type Role } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, OUTSIDE, SECOND_REGION } from '../company.ts'
import { after, type Day, type Routine } from '../day.ts'
import { assumedRole, awsAccount } from '../identity.ts'
import { read } from '../pages.ts'
import { type Call, type Caller, happen, type Happening } from '../record.ts'

const READS: readonly Call[] = [
  read('ec2', 'DescribeInstances', { maxResults: 1000 }),
  read('ec2', 'DescribeVolumes', { maxResults: 500 }),
  read('ec2', 'DescribeVpcs'),
  read('elasticloadbalancing', 'DescribeTargetGroups', { pageSize: 400 }),
  read('rds', 'DescribeDBInstances', { maxRecords: 100 }),
  read('lambda', 'ListFunctions20150331', { maxItems: 50 }),
  read('sqs', 'ListQueues', { maxResults: 1000 }),
  read('dynamodb', 'ListTables', { limit: 100 }),
  read('tagging', 'GetResources', { resourcesPerPage: 100 }),
  read('monitoring', 'ListMetrics', { namespace: 'AWS/EC2' }),
]

/** Looked at every hour; the others every two. */
const BUSY: ReadonlySet<string> = new Set([ACCOUNTS.prod, ACCOUNTS.tools])

/** The vendor's crawler: the noise in every trail, from an account that is not ours. */
export const monitoring: Routine = {
  name: 'monitoring',
  live: (day) => {
    const happenings: Happening[] = []
    for (let hour = 0; hour < 24; hour++) {
      const roles = MONITORING.filter((role) => hour % 2 === 0 || BUSY.has(role.account))
      for (const role of roles) happenings.push(...crawl(day, hour, role))
    }
    return happenings
  },
}

function crawl(day: Day, hour: number, role: Role): Happening[] {
  const { random } = day
  const at = day.at(hour, 0, random.int(0, 100))
  const key = makeAwsId('ASIA', role.account, random)
  const outside: Caller = {
    identity: awsAccount(OUTSIDE.monitoringVendor, 'AROA5RZGTDHXMTXVENDOR:crawler'),
    account: role.account,
    address: ADDRESSES.vendor,
    agent: AGENTS.vendor,
  }
  const happenings = [
    happen(random, at, HOME_REGION, outside, {
      source: 'sts',
      name: 'AssumeRole',
      read: true,
      request: { roleArn: role.arn, roleSessionName: 'crawler', externalId: 'examplecorp', durationSeconds: 3600 },
      response: issued(random, at, role, 'crawler', key),
      resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
      shared: random.uuid(),
    }),
  ]
  const crawler: Caller = { ...outside, identity: assumedRole({ role, name: 'crawler', key, since: at }) }
  for (const region of hour % 4 === 0 ? [HOME_REGION, SECOND_REGION] : [HOME_REGION]) {
    for (const call of READS) {
      const throttled = random.chance(0.01)
      happenings.push(
        happen(random, after(at, random.int(2, 40)), region, crawler, {
          ...call,
          ...(throttled && { error: ['ThrottlingException', 'Rate exceeded'] as const }),
        }),
      )
    }
  }
  return happenings
}
