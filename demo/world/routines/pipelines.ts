import type { Instant } from '../../../src/lib/instant.ts'
import { AGENTS } from '../agents.ts'
import { assumeRole, issued } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { type Role, ROLES } from '../cast.ts'
import { ADDRESSES, HOME_REGION } from '../company.ts'
import { after, type Routine } from '../day.ts'
import { assumedRole, webIdentityUser } from '../identity.ts'
import { read } from '../pages.ts'
import type { Random } from '../random.ts'
import { type Caller, happen, type Happening } from '../record.ts'

const PROVIDER_HOST = 'token.actions.githubusercontent.com'
const REPOSITORIES = ['examplecorp/orders', 'examplecorp/web', 'examplecorp/infra']

/** Pipelines: a web identity becomes a role in tools, that role one in staging or prod, and CloudFormation does the rest. */
export const pipelines: Routine = {
  name: 'pipelines',
  live: (day) => {
    const happenings: Happening[] = []
    const runs = day.weekday ? day.random.int(8, 12) : 1
    for (let run = 0; run < runs; run++) {
      const at = day.at(8, (run * 480) / runs + day.random.int(0, 25), day.random.int(0, 59))
      happenings.push(...pipelineRun(day.random, at, run % 3 === 2 ? ROLES.ciDeployProd : ROLES.ciDeployStaging))
    }
    return happenings
  },
}

function pipelineRun(random: Random, at: Instant, target: Role): Happening[] {
  const repository = random.pick(REPOSITORIES)
  const name = `GitHubActions-${random.int(18_000_000_000, 19_000_000_000)}`
  const address = random.pick(ADDRESSES.runners)
  const entered = enter(random, at, repository, name, address)
  const hop = assumeRole(random, after(at, 6), HOME_REGION, entered.runner, {
    role: target,
    name,
    tags: [
      { key: 'Repository', value: repository },
      { key: 'Branch', value: 'main' },
    ],
  })
  const deployer: Caller = { ...hop.caller, agent: AGENTS.cdk }
  return [entered.happening, ...hop.happenings, ...deployStack(random, after(at, 10), deployer, target)]
}

function enter(random: Random, at: Instant, repository: string, name: string, address: string) {
  const role = ROLES.githubActions
  const key = makeAwsId('ASIA', role.account, random)
  const provider = `arn:aws:iam::${role.account}:oidc-provider/${PROVIDER_HOST}`
  const subject = `repo:${repository}:ref:refs/heads/main`
  const identity = webIdentityUser(provider, 'sts.amazonaws.com', subject)
  const caller: Caller = { identity, account: role.account, address, agent: AGENTS.actions }
  const happening = happen(random, at, HOME_REGION, caller, {
    source: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    read: true,
    request: { roleArn: role.arn, roleSessionName: name, durationSeconds: 3600 },
    response: {
      ...issued(random, at, role, name, key),
      subjectFromWebIdentityToken: subject,
      provider,
      audience: 'sts.amazonaws.com',
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn }],
  })
  const context = { webIdFederationData: { federatedProvider: provider, attributes: {} } }
  const runner: Caller = { ...caller, identity: assumedRole({ role, name, key, since: at, context }) }
  return { happening, runner }
}

function deployStack(random: Random, at: Instant, deployer: Caller, target: Role): Happening[] {
  const stack = `arn:aws:cloudformation:${HOME_REGION}:${target.account}:stack/orders/${random.uuid()}`
  const changeSet = { stackName: 'orders', changeSetName: `cdk-${random.hex(8)}` }
  const own = [
    read('cloudformation', 'DescribeStacks', { stackName: 'orders' }),
    read('cloudformation', 'GetTemplate', { stackName: 'orders', templateStage: 'Original' }),
    {
      source: 'cloudformation',
      name: 'CreateChangeSet',
      read: false,
      request: changeSet,
      response: { stackId: stack },
    },
    read('cloudformation', 'DescribeChangeSet', changeSet),
    { source: 'cloudformation', name: 'ExecuteChangeSet', read: false, request: changeSet },
    ...Array.from({ length: random.int(3, 8) }, () =>
      read('cloudformation', 'DescribeStackEvents', { stackName: stack }),
    ),
  ]
  const happenings = own.map((call, i) => happen(random, after(at, i * 6), HOME_REGION, deployer, call))
  const service = 'cloudformation.amazonaws.com'
  const forwarded: Caller = {
    ...deployer,
    identity: { ...deployer.identity, invokedBy: service },
    address: service,
    agent: service,
  }
  const made = [
    {
      source: 'lambda',
      name: 'UpdateFunctionCode20150331v2',
      request: { functionName: 'orders-handler', publish: false },
    },
    {
      source: 'iam',
      name: 'PutRolePolicy',
      request: { roleName: 'orders-handler', policyName: 'orders', policyDocument: '{}' },
    },
    {
      source: 'sqs',
      name: 'SetQueueAttributes',
      request: { queueUrl: `https://sqs.us-east-1.amazonaws.com/${target.account}/orders` },
    },
    { source: 'apigateway', name: 'CreateDeployment', request: { restApiId: 'a1b2c3d4e5' } },
  ]
  for (const [i, call] of made.entries()) {
    happenings.push(happen(random, after(at, 32 + i * 4), HOME_REGION, forwarded, { ...call, read: false }))
  }
  return happenings
}
