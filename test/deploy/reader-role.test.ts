import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CollectionTag, parse, type ScalarTag } from 'yaml'
import { ALLOWED, type Service } from '../../src/aws/permissions.ts'

const ROOT = join(import.meta.dirname, '../..')

type Statement = {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
  readonly Principal?: unknown
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } }
}
type Template = {
  readonly Parameters: { readonly [name: string]: { readonly Default?: string; readonly AllowedPattern?: string } }
  readonly Conditions: { readonly [name: string]: unknown }
  readonly Resources: {
    readonly [name: string]: { readonly Type: string; readonly Condition?: string; readonly Properties: Properties }
  }
}
type Properties = {
  readonly MaxSessionDuration?: number
  readonly AssumeRolePolicyDocument?: { readonly Statement: readonly [Statement, ...unknown[]] }
  readonly PolicyDocument?: { readonly Statement: readonly Statement[] }
}

const template = read()
const policies = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::RolePolicy')

type ByThisRole = Exclude<Service, 's3'>

/** What each policy of the template is for. Announced log files are read with a role of their own. */
const POLICIES: { readonly [service in ByThisRole]: readonly string[] } = {
  cloudtrail: ['EventHistoryPolicy'],
  logs: ['LogsPolicy'],
  athena: ['AthenaPolicy', 'ResultsPolicy'],
}
const KEYS = ['kms:Decrypt', 'kms:GenerateDataKey']

/** Calls that are made with the bot's own credentials, and not with the role. */
const OWN = ['AssumeRole', 'ListAccounts', 'GetItem', 'PutItem', 'DeleteItem', 'Query', 'Scan']

describe('the reader role', () => {
  it.each(Object.keys(POLICIES) as ByThisRole[])(
    'allows what the session policy for %s asks for, and no more',
    (service) => {
      const asked = ALLOWED[service].flatMap(({ actions }) => actions).filter((action) => !KEYS.includes(action))
      const granted = POLICIES[service].flatMap((name) => actionsOf(name))

      expect([...new Set(granted)].toSorted()).toEqual(asked.toSorted())
    },
  )

  it('allows every call that the code makes', () => {
    const operations = sources('src').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bnew ([A-Z]\w+)Command\(/g)].map(([, operation]) => operation ?? ''),
    )
    const allowed = new Set(policies.flatMap(([name]) => actionsOf(name)).map((action) => action.split(':')[1]))

    expect(new Set(operations).size).toBeGreaterThan(10)
    expect([...new Set(operations)].filter((operation) => !OWN.includes(operation) && !allowed.has(operation))).toEqual(
      [],
    )
  })

  it('allows nothing that changes anything but results of queries, nothing by a pattern, and each only where chosen', () => {
    const writes = policies
      .flatMap(([name]) => actionsOf(name))
      .filter((action) => !/:(Get|List|Describe|Lookup|Filter|BatchGet|Decrypt)/.test(action))

    expect([...new Set(writes)].toSorted()).toEqual([
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'kms:GenerateDataKey',
      'logs:StartQuery',
      'logs:StopQuery',
      's3:AbortMultipartUpload',
      's3:PutObject',
    ])
    expect(policies.flatMap(([name]) => actionsOf(name)).filter((action) => action.includes('*'))).toEqual([])
    for (const [, { Condition = '' }] of policies) expect(Object.keys(template.Conditions)).toContain(Condition)
  })

  it('names the resources wherever a call knows any', () => {
    const open = policies.flatMap(([, { Properties }]) =>
      (Properties.PolicyDocument?.Statement ?? []).filter(({ Resource }) => Resource === '*').flatMap(list),
    )

    expect(open.toSorted()).toEqual([
      'cloudtrail:LookupEvents',
      'lakeformation:GetDataAccess',
      'logs:DescribeLogGroups',
      'logs:GetLogRecord',
      'logs:GetQueryResults',
      'logs:StopQuery',
    ])
  })

  it('trusts the bot alone, with the external id and under its own name, for an hour', () => {
    const { AssumeRolePolicyDocument, MaxSessionDuration } = template.Resources.ReaderRole?.Properties ?? {}

    expect(MaxSessionDuration).toBe(3600)
    expect(AssumeRolePolicyDocument?.Statement[0]).toMatchObject({
      Principal: { AWS: { Ref: 'BotPrincipal' } },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
        StringLike: { 'sts:RoleSessionName': 'whodid-*' },
      },
    })
    expect(template.Parameters.ExternalId?.Default).toBeUndefined()
  })

  it('refers to nothing that is not there', () => {
    const text = readFileSync(join(ROOT, 'deploy/reader-role.yml'), 'utf8')
    const named = [
      ...[...text.matchAll(/!(?:Ref|GetAtt) "?([A-Za-z]+)/g)].map(([, name]) => name ?? ''),
      ...[...text.matchAll(/\$\{([A-Za-z]+)\}/g)].map(([, name]) => name ?? ''),
    ].filter((name) => name !== 'AWS')
    const known = new Set([...Object.keys(template.Parameters), ...Object.keys(template.Resources)])
    const conditions = [...text.matchAll(/!Condition (\w+)/g)].map(([, name]) => name ?? '')

    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !known.has(name))).toEqual([])
    expect(conditions.filter((name) => !(name in template.Conditions))).toEqual([])
  })
})

function actionsOf(name: string): readonly string[] {
  return (template.Resources[name]?.Properties.PolicyDocument?.Statement ?? []).flatMap(list)
}

function list({ Action }: Statement): readonly string[] {
  return typeof Action === 'string' ? [Action] : Action
}

/** CloudFormation's short forms as its long ones. */
function read(): Template {
  const names = ['Ref', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Condition', 'GetAtt']
  const tags = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
    { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) },
    { tag: `!${name}`, collection: 'seq', resolve: (seq) => ({ [name]: seq }) },
  ])
  return parse(readFileSync(join(ROOT, 'deploy/reader-role.yml'), 'utf8'), { customTags: tags }) as Template
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(ROOT, folder, path))
}
