import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bundled } from '../../deploy/lambda/bundle.ts'
import { lintTemplate } from './lint-template.ts'
import { packageStack, type Resource, type Template } from './package-stack.ts'

const ROOT = join(import.meta.dirname, '../..')

type Statement = {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
}

/** What AWS itself does with a function's role. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents']
const POLLED = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage']
/** While someone waits. */
const FRONT = ['slack', 'install']
const NOT_IN_FRONT = /duckdb|@slack\/bolt|node_modules\/undici|backends\//
/** A file of a trail is read there as it is announced; folders of them are not, and there is no engine for them. */
const NOT_BUNDLED =
  /duckdb|@slack\/bolt|node_modules\/undici|backends\/log-files\/(?!(?:fault-of-shape|parse-record|read-log|walk-records|read-delivered|fetch-log)\.ts)/
/** Asked for together with AssumeRole where the settings say sourceIdentity. */
const WITH_ROLE = ['sts:SetSourceIdentity']

/** Calls that are made with the function's own role; all others are made with the reader role. */
const OWN_CLIENTS = { sts: 'sts', dynamodb: 'dynamodb', organizations: 'organizations' } as const

const STACKS = {
  one: { functions: ['Slack', 'Work', 'Tick'], secrets: ['SLACK_BOT_TOKEN_ARN', 'SLACK_SIGNING_SECRET_ARN'] },
  several: {
    functions: ['Slack', 'Work', 'Tick', 'Install'],
    secrets: ['SLACK_CLIENT_SECRET_ARN', 'SLACK_SIGNING_SECRET_ARN', 'WHODID_INSTALLATION_KEY_ARN'],
  },
} as const

describe.each(['one', 'several'] as const)('the stack for %s', (workspaces) => {
  const { functions, secrets } = STACKS[workspaces]
  let template: Template
  let bundles: readonly Bundled[]
  beforeAll(async () => {
    const packaged = await packageStack(workspaces)
    template = packaged.template
    bundles = packaged.bundles.filter(({ name }) => functions.map((each) => each.toLowerCase()).includes(name))
  }, 60_000)

  /** What stands in the code of a bundle and is never done by its function. */
  const neverCalls = (name: string): readonly string[] => {
    // The pages keep an installation, and take none away.
    if (name === 'install') return ['DeleteItem', 'Query', 'Scan'].map((call) => `dynamodb:${call}`)
    // No question is answered by the tick, and so none goes on in another job.
    const jobs = name === 'tick' ? ['sqs:SendMessage'] : []
    // The worker is told that a workspace threw the bot out, the tick may find it gone: only where it was installed by OAuth.
    return (name === 'work' || name === 'tick') && workspaces === 'several' ? jobs : ['dynamodb:Scan', ...jobs]
  }

  it('is clean by AWS’s description of its resource types', () => {
    expect(Object.keys(template.Resources).length).toBeGreaterThan(20)
    expect(lintTemplate(template)).toEqual([])
  })

  it('has every queue encrypted, and every queue but that of the dead letters with one for them', () => {
    const queues = ofType('AWS::SQS::Queue')
    const dead = new Set(queues.flatMap(([, { Properties }]) => targetOf(Properties)))

    expect(queues).toHaveLength(2)
    for (const [name, { Properties }] of queues) {
      expect([name, Properties.SqsManagedSseEnabled]).toEqual([name, true])
      expect([name, dead.has(name) || Properties.RedrivePolicy !== undefined]).toEqual([name, true])
    }
    expect([...dead]).toEqual(['DeadLetters'])
  })

  it('hides a message for longer than its function may run, and takes back only what was not done', () => {
    const [[, mapping] = []] = ofType('AWS::Lambda::EventSourceMapping')
    const work = functionOf('Work')
    const queue = template.Resources.Queue?.Properties ?? {}

    expect(Number(queue.VisibilityTimeout)).toBeGreaterThan(Number(work.Timeout))
    expect(mapping?.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
    expect(mapping?.Properties.ScalingConfig).toEqual({ MaximumConcurrency: work.ReservedConcurrentExecutions })
    expect(environmentOf('Work').WHODID_RECEIVES_MOST).toBe(
      String((queue.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount),
    )
    expect(environmentOf('Work').WHODID_LONGEST_SECONDS).toBe(String(work.Timeout))
  })

  it('gives each function a role of its own that allows what its code calls, and nothing else', () => {
    for (const { name, sources } of bundles) {
      const role = roleOf(name)
      const polled = name === 'work' ? POLLED : []
      const reads = name === 'slack' || name === 'install' ? [] : WITH_ROLE
      const called = callsIn(sources).filter((call) => !neverCalls(name).includes(call))
      const allowed = statementsOf(role).flatMap(actionsOf)

      expect([name, [...new Set(allowed)].toSorted()]).toEqual([
        name,
        [...new Set([...called, ...LOGS, ...polled, ...reads])].toSorted(),
      ])
    }
    expect(new Set(bundles.map(({ name }) => roleOf(name))).size).toBe(functions.length)
  })

  it('names the resources wherever a call knows any, and allows nothing by a pattern', () => {
    const all = ofType('AWS::IAM::Role').flatMap(([name]) => statementsOf(name))

    expect(all.length).toBeGreaterThan(10)
    expect(all.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([])
    expect(all.filter(({ Resource }) => Resource === '*').flatMap(actionsOf)).toEqual([
      'organizations:ListAccounts',
      'organizations:ListAccounts',
    ])
    const patterns = all.filter(({ Resource }) => Resource !== '*' && JSON.stringify(Resource).includes('*'))
    // Log streams have names that nobody knows before.
    expect(patterns.flatMap(actionsOf).filter((action) => !LOGS.includes(action))).toEqual([])
    for (const { Resource } of patterns)
      expect(JSON.stringify(Resource)).toMatch(/whodid-prod-(slack|work|tick|install):\*"\}$/)
  })

  it.runIf(workspaces === 'several')('lets the pages know neither what signs requests, nor any account', () => {
    const text = JSON.stringify(statementsOf(roleOf('install')))

    expect(text).not.toMatch(/sts:|organizations:|sqs:|secret:whodid-AbCdEf/)
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => String(Properties.RouteKey))
    expect(routes.toSorted()).toEqual(['GET /slack/install', 'GET /slack/oauth_redirect', 'POST /slack/events'])
  })

  it('trusts Lambda alone', () => {
    for (const [, { Properties }] of ofType('AWS::IAM::Role'))
      expect(Properties.AssumeRolePolicyDocument).toMatchObject({
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      })
  })

  it('runs each function on Node 24, with room kept for it, and its log kept for ninety days', () => {
    const logs = ofType('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties)

    for (const name of functions) {
      const { Runtime, ReservedConcurrentExecutions, FunctionName, Architectures } = functionOf(name)
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']])
      expect(Number(ReservedConcurrentExecutions)).toBeGreaterThan(0)
      expect(logs).toContainEqual({ LogGroupName: `/aws/lambda/${String(FunctionName)}`, RetentionInDays: 90 })
    }
  })

  it('knows of secrets no more than where they are', () => {
    for (const name of functions) {
      const names = Object.keys(environmentOf(name)).filter((each) => /TOKEN|SECRET|KEY/.test(each))
      expect(names.toSorted()).toEqual(secrets)
    }
    expect(JSON.stringify(template)).not.toMatch(/xox[a-z]-|AKIA/)
  })

  it('keeps the table encrypted, and recoverable', () => {
    expect(template.Resources.Table?.Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    })
  })

  it('has an alarm for the dead letters, for what waits, and for every function that fails or finds no room', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      const [dimension] = Properties.Dimensions as readonly { readonly Value: unknown }[]
      return `${String(Properties.MetricName)} of ${nameIn(dimension?.Value)}`
    })

    expect(alarms.toSorted()).toEqual(
      [
        '5xx of HttpApi',
        'ApproximateAgeOfOldestMessage of Queue',
        'ApproximateNumberOfMessagesVisible of DeadLetters',
        'Duration of SlackLambdaFunction',
        ...functions.flatMap((name) => [`Errors of ${name}LambdaFunction`, `Throttles of ${name}LambdaFunction`]),
      ].toSorted(),
    )
  })

  it('refers to nothing that is not there', () => {
    const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters)])
    const named = [...namesIn(template)].filter((name) => !name.startsWith('AWS::'))
    const conditions = [...JSON.stringify(template).matchAll(/"Fn::If":\["(\w+)"/g)].map(([, name]) => name ?? '')

    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((name) => !known.has(name))).toEqual([])
    expect(conditions.filter((name) => !(name in template.Conditions))).toEqual([])
  })

  it('has bundles without the engine for log files, without Bolt, and small where Slack waits', () => {
    for (const { name, bytes, eagerBytes, sources } of bundles) {
      expect(sources.filter((path) => (FRONT.includes(name) ? NOT_IN_FRONT : NOT_BUNDLED).test(path))).toEqual([])
      expect([name, bytes < 1_500_000 || name !== 'slack']).toEqual([name, true])
      expect([name, name === 'slack' && eagerBytes !== undefined && eagerBytes < 50_000]).toEqual([
        name,
        name === 'slack',
      ])
    }
  })

  function ofType(type: string): readonly (readonly [string, Resource])[] {
    return Object.entries(template.Resources).filter(([, { Type }]) => Type === type)
  }

  function functionOf(name: string): Resource['Properties'] {
    return template.Resources[`${name}LambdaFunction`]?.Properties ?? {}
  }

  function environmentOf(name: string): Readonly<Record<string, unknown>> {
    return (functionOf(name).Environment as { readonly Variables: Record<string, unknown> }).Variables
  }

  function roleOf(name: string): string {
    return nameIn(functionOf(`${name[0]?.toUpperCase()}${name.slice(1)}`).Role)
  }

  function statementsOf(role: string): readonly Statement[] {
    const text = JSON.stringify(template.Resources[role]?.Properties.Policies)
    const found: Statement[] = []
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'Effect' in value && 'Action' in value)
        found.push(value as unknown as Statement)
      return value
    })
    return found
  }
})

function actionsOf({ Effect, Action }: Statement): readonly string[] {
  expect(Effect).toBe('Allow')
  return typeof Action === 'string' ? [Action] : Action
}

/** Calls that our own files in a bundle make with the role of the function. */
function callsIn(sources: readonly string[]): readonly string[] {
  const targets = { AmazonSQS: 'sqs', AmazonSSM: 'ssm', secretsmanager: 'secretsmanager' } as const
  return sources
    .filter((path) => path.startsWith('src/'))
    .flatMap((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const clients = Object.keys(OWN_CLIENTS).filter((name) => text.includes(`@aws-sdk/client-${name}'`))
      const commands = [...text.matchAll(/\bnew ([A-Z]\w+)Command\(/g)].map(([, call]) => call ?? '')
      const named = [...text.matchAll(/'(AmazonSQS|AmazonSSM|secretsmanager)\.([A-Z]\w+)'/g)]
      return [
        ...clients.flatMap((client) => commands.map((call) => `${client}:${call}`)),
        ...named.map(([, target, call]) => `${targets[target as keyof typeof targets]}:${call ?? ''}`),
      ]
    })
}

function targetOf({ RedrivePolicy }: Resource['Properties']): readonly string[] {
  return RedrivePolicy === undefined
    ? []
    : [nameIn((RedrivePolicy as { deadLetterTargetArn: unknown }).deadLetterTargetArn)]
}

/** The resource that a Ref or GetAtt is of. */
function nameIn(value: unknown): string {
  return [...namesIn(value)][0] ?? ''
}

function* namesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') yield String(inner)
    else if (key === 'Fn::GetAtt') yield String(Array.isArray(inner) ? inner[0] : inner).split('.')[0] ?? ''
    else if (key === 'Fn::Sub') {
      const text = String(Array.isArray(inner) ? inner[0] : inner)
      for (const [, name = ''] of text.matchAll(/\$\{([\w:]+)/g)) yield name
    } else yield* namesIn(inner)
  }
}
