import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintTemplate, type Stack } from './lint-template.ts'
import { readTemplate } from './read-template.ts'

const FOLDER = join(import.meta.dirname, '../../deploy')
/** What is put into the packaged stack by serverless.yml is no template by itself: serverless.test.ts lints the whole. */
const WHOLE = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.yml') && !path.startsWith('lambda/') && !path.startsWith('container/'),
)

describe('by AWS’s description of its resource types', () => {
  it.each(WHOLE)('deploy/%s is clean', (path) => {
    expect(lintTemplate(readTemplate(`deploy/${path}`))).toEqual([])
  })
})

describe('the linter', () => {
  const queue = (Properties: { readonly [name: string]: unknown }, more: Partial<Stack> = {}): Stack => ({
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } },
    ...more,
  })
  const rows: readonly (readonly [string, Stack, readonly string[]])[] = [
    ['nothing', queue({ VisibilityTimeout: 30, Tags: [{ Key: 'app', Value: 'whodid' }] }), []],
    ['a type', { Resources: { Queue: { Type: 'AWS::SQS::Qeue' } } }, ['Queue: there is no type AWS::SQS::Qeue']],
    ['a property', queue({ VisibilityTimout: 30 }), ['Queue: there is no property VisibilityTimout']],
    ['a list', queue({ Tags: { app: 'whodid' } }), ['Queue.Tags: a list is expected']],
    ['a part', queue({ Tags: [{ Key: 'app' }] }), ['Queue.Tags[0]: Value has to be there']],
    ['a number', queue({ VisibilityTimeout: 'long' }), ['Queue.VisibilityTimeout: a whole number is expected']],
    [
      'one side of a choice',
      queue({ FifoQueue: { 'Fn::If': ['Ordered', 'yes', true] } }, { Conditions: { Ordered: {} } }),
      ['Queue.FifoQueue: boolean is expected'],
    ],
    [
      'a value',
      { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { State: 'ON' } } } },
      ['Rule.State: one of DISABLED, ENABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS is expected'],
    ],
    ['a reference', queue({ QueueName: { Ref: 'Nmae' } }), ['Nmae is named and is not there']],
    [
      'a name in a text',
      queue({ QueueName: { 'Fn::Sub': '${Nmae}-${AWS::Region}-${!Literal}' } }),
      ['Nmae is named and is not there'],
    ],
    [
      'an attribute',
      queue({ QueueName: { 'Fn::GetAtt': ['Queue', 'Nmae'] } }),
      ['Queue: AWS::SQS::Queue has no attribute Nmae'],
    ],
    ['a condition', queue({ FifoQueue: { 'Fn::If': ['Ordered', true, false] } }), ['there is no condition Ordered']],
    [
      'a parameter that nothing uses',
      queue({}, { Parameters: { Name: { Type: 'String' } } }),
      ['nothing uses parameter Name'],
    ],
  ]

  it.each(rows)('says %s', (_, stack, complaints) => {
    expect(lintTemplate(stack)).toEqual(complaints)
  })
})
