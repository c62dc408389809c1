import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CollectionTag, parse, type ScalarTag, type YAMLSeq } from 'yaml'
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

describe('the stacks for pushed events', () => {
  it.each(FILES)('%s lets through what the bot takes, and read-only events only where chosen', (file) => {
    const { Rule } = read(file).Resources

    expect(Rule?.Properties.EventPattern).toEqual({ source: [{ prefix: 'aws.' }], 'detail-type': [...PUSHED_KINDS] })
    expect(Rule?.Properties.State).toEqual({
      If: ['ReadOnly', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'ENABLED'],
    })
  })

  it.each(FILES)('%s refers to nothing that is not there', (file) => {
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
  })

  it('hide a message from other runs for six times as long as the function may run', () => {
    const text = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8')
    const timeout = Number(/\n  tick:\n(?: {4}.*\n)*? {4}timeout: (\d+)/.exec(text)?.[1])

    expect(720).toBeGreaterThanOrEqual(timeout * 6)
  })
})

/** CloudFormation's short forms as its long ones. */
function read(file: string): Template {
  const names = ['Ref', 'If', 'Equals', 'Not', 'Or', 'Split', 'GetAtt']
  const tags = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
    { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) },
    { tag: `!${name}`, collection: 'seq', resolve: (seq) => ({ [name]: (seq as YAMLSeq).toJSON() as unknown }) },
  ])
  return parse(readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8'), { customTags: tags }) as Template
}
