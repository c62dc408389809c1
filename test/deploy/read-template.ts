import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CollectionTag, isCollection, parse, type ScalarTag } from 'yaml'
import type { Stack } from './lint-template.ts'

const ROOT = join(import.meta.dirname, '../..')

const SHORT = ['Ref', 'Condition'] as const
const FUNCTIONS = ['Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'GetAtt', 'Select', 'Split', 'FindInMap'] as const

/**
 * A template of `deploy/` with CloudFormation's short forms as its long ones: `!Sub` as `Fn::Sub`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function readTemplate(path: string): Stack {
  const tags = [
    ...SHORT.map((name) => [name, name] as const),
    ...FUNCTIONS.map((name) => [name, `Fn::${name}`] as const),
  ]
  const customTags = tags.flatMap(([short, long]): (ScalarTag | CollectionTag)[] => [
    { tag: `!${short}`, resolve: (value: string) => ({ [long]: value }) },
    {
      tag: `!${short}`,
      collection: 'seq',
      resolve: (seq) => ({ [long]: isCollection(seq) ? (seq.toJSON() as unknown) : seq }),
    },
  ])
  return parse(readFileSync(join(ROOT, path), 'utf8'), { customTags }) as Stack
}
