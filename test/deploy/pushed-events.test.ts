import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CollectionTag, parse, type ScalarTag, type YAMLSeq } from 'yaml'
import { ALLOWED } from '../../src/aws/permissions.ts'
import { PUSHED_KINDS } from '../../src/watch/read-pushed.ts'

type Template = {
  readonly Parameters: Readonly<Record<string, unknown>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: {
    readonly [name: string]: {
      readonly Type: string
      readonly Condition?: string
      readonly Properties: Readonly<Record<string, unknown>>
    }
  }
}

const FILES = ['pushed-events.yml', 'pushed-source.yml'] as const
const ALL = [...FILES, 'pushed-files.yml'] as const

describe('the stacks for pushed events', () => {
  it.each(FILES)('%s lets through what the bot takes, and read-only events only where chosen', (file) => {
    const { Rule } = read(file).Resources

    expect(Rule?.Properties.EventPattern).toEqual({ source: [{ prefix: 'aws.' }], 'detail-type': [...PUSHED_KINDS] })
    expect(Rule?.Properties.State).toEqual({
      If: ['ReadOnly', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'ENABLED'],
    })
  })

  it.each(ALL)('%s refers to nothing that is not there', (file) => {
    const { Parameters, Resources, Conditions } = read(file)
    const text = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8')
    const named = [...text.matchAll(/!(?:Ref|GetAtt) "?([A-Za-z]+)/g)].map(([, name]) => name ?? '')
    const known = new Set([...Object.keys(Parameters), ...Object.keys(Resources), 'AWS'])

    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !known.has(name))).toEqual([])
    const conditions = Object.values(Resources).flatMap(({ Condition = [] }) => Condition)
    expect(conditions.filter((name) => !(name in Conditions))).toEqual([])
  })

  it('encrypt the queue, let the rule alone send to it, and put aside what cannot be kept for an hour and more', () => {
    const { Queue, DeadLetters, OnlyTheRuleSends, Rule } = read('pushed-events.yml').Resources
    const { maxReceiveCount } = (Queue?.Properties.RedrivePolicy ?? {}) as { readonly maxReceiveCount: number }

    for (const queue of [Queue, DeadLetters]) expect(queue?.Properties.SqsManagedSseEnabled).toBe(true)
    expect(Queue?.Properties.VisibilityTimeout).toEqual({ If: ['OnLambda', 720, 120] })
    expect(maxReceiveCount * 120).toBeGreaterThan(3_600)
    expect(Rule?.Properties.Targets).toMatchObject([{ DeadLetterConfig: { Arn: { GetAtt: 'DeadLetters.Arn' } } }])
    const document = OnlyTheRuleSends?.Properties.PolicyDocument ?? {}
    const { Statement } = document as { readonly Statement: readonly object[] }
    expect(Statement.filter((each) => 'Effect' in each && each.Effect === 'Allow')).toMatchObject([
      { Action: 'sqs:SendMessage', Condition: { ArnEquals: { 'aws:SourceArn': { GetAtt: 'Rule.Arn' } } } },
    ])
    expect(Statement.map((each) => ('If' in each ? each.If : undefined)).filter(Boolean)).toMatchObject([
      ['ByBridge', sends('events', { ArnEquals: { 'aws:SourceArn': { GetAtt: 'FilesRule.Arn' } } }), NOTHING],
      [
        'ByBucket',
        sends('s3', {
          ArnEquals: { 'aws:SourceArn': { Sub: 'arn:${AWS::Partition}:s3:::${LogBucket}' } },
          StringEquals: {
            'aws:SourceAccount': { If: ['HereIsBucket', { Ref: 'AWS::AccountId' }, { Ref: 'LogBucketAccount' }] },
          },
        }),
        NOTHING,
      ],
      ['ByTopic', sends('sns', { ArnEquals: { 'aws:SourceArn': { Ref: 'LogTopicArn' } } }), NOTHING],
    ])
  })

  it('announce new files of the one bucket alone, wrapped where they come through a topic', () => {
    const { FilesRule, Subscription } = read('pushed-events.yml').Resources
    const { Rule, SendRole } = read('pushed-files.yml').Resources
    const EventPattern = {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [{ Ref: 'LogBucket' }] } },
    }

    for (const rule of [FilesRule, Rule])
      expect(rule).toMatchObject({ Condition: 'ByBridge', Properties: { EventPattern } })
    expect(FilesRule?.Properties.Targets).toMatchObject([{ DeadLetterConfig: { Arn: { GetAtt: 'DeadLetters.Arn' } } }])
    expect(Subscription).toMatchObject({ Condition: 'ByTopic', Properties: { RawMessageDelivery: false } })
    expect(statementsOf(SendRole)).toEqual([
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: { Ref: 'BusArn' } },
    ])
  })

  it('let the bot read the files of that bucket and prefix, and nothing else, with the external id and under its own name', () => {
    const { ReadRole } = read('pushed-files.yml').Resources
    const { AssumeRolePolicyDocument: trust } = ReadRole?.Properties ?? {}
    const OBJECTS = { Sub: 'arn:${AWS::Partition}:s3:::${LogBucket}/${LogPrefix}*' }

    expect(trust).toMatchObject({
      Statement: [
        {
          Principal: { AWS: { Ref: 'BotPrincipal' } },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
            StringLike: { 'sts:RoleSessionName': 'whodid-*' },
          },
        },
        { If: ['SetsSourceIdentity', { Action: 'sts:SetSourceIdentity' }, NOTHING] },
      ],
    })
    expect(statementsOf(ReadRole)).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS },
      { If: ['HasKey', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { Ref: 'KeyArn' } }, NOTHING] },
    ])
    expect(ALLOWED.s3.flatMap(({ actions }) => actions)).toEqual(['s3:GetObject', 'kms:Decrypt'])
    expect(documentOf(read('pushed-events.yml').Resources.FunctionMayTake).slice(1)).toEqual([
      {
        If: [
          'WithRole',
          { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'], Resource: { Ref: 'LogRoleArn' } },
          NOTHING,
        ],
      },
      { If: ['WithOwnRole', { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS }, NOTHING] },
      { If: ['WithOwnKey', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { Ref: 'LogKeyArn' } }, NOTHING] },
    ])
  })

  it('hide a message from other runs for six times as long as the function may run', () => {
    const text = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8')
    const timeout = Number(/\n( +)tick:\n(?:\1 .*\n)*?\1 {2}timeout: (\d+)/.exec(text)?.[2])

    expect(720).toBeGreaterThanOrEqual(timeout * 6)
  })
})

const NOTHING = { Ref: 'AWS::NoValue' }

function sends(service: string, Condition: object): object {
  return { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sqs:SendMessage', Condition }
}

type Resource = Template['Resources'][string] | undefined

function documentOf(resource: Resource): readonly unknown[] {
  return (
    (resource?.Properties.PolicyDocument as { readonly Statement: readonly unknown[] } | undefined)?.Statement ?? []
  )
}

function statementsOf(role: Resource): readonly unknown[] {
  const policies = (role?.Properties.Policies ?? []) as readonly { readonly PolicyDocument: { Statement: unknown[] } }[]
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
}

/** CloudFormation's short forms as its long ones. */
function read(file: string): Template {
  const names = ['Ref', 'If', 'Equals', 'Not', 'And', 'Or', 'Split', 'Select', 'Sub', 'Condition', 'GetAtt']
  const tags = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
    { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) },
    { tag: `!${name}`, collection: 'seq', resolve: (seq) => ({ [name]: (seq as YAMLSeq).toJSON() as unknown }) },
  ])
  return parse(readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8'), { customTags: tags }) as Template
}
