import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from '../../../src/backends/cloudwatch-logs/compile.ts'
import { NEVER_DELIVERED } from '../../../src/backends/cloudwatch-logs/coverage.ts'
import type { Predicate } from '../../../src/question/question.ts'

const [, section = ''] = readFileSync('docs/backends.md', 'utf8').split('\n## CloudWatch Logs\n')
const who = (by: 'user' | 'name'): Predicate => ({ kind: 'identity', by, value: 'Alice', prefix: false })
const CALL: Predicate = { kind: 'event', value: 'DescribeInstances', prefix: false }

test('the docs say what a log group never holds', () => {
  expect(section.replaceAll('\n', ' ')).toContain(NEVER_DELIVERED)
})

test.each<[question: string, predicates: readonly Predicate[]]>([
  ['`user:Alice`', [who('user')]],
  ['`Alice`:', [who('name')]],
  ['`user:Alice event:DescribeInstances`', [who('user'), CALL]],
  ['`event:DescribeInstances on Alice`', [{ kind: 'resource', value: 'Alice' }, CALL]],
])('the pattern that the docs give for %s is the one that is sent', (question, predicates) => {
  const keep = predicates.map((predicate) => ({ not: false, predicate }))
  const row = section.split('\n').find((line) => line.startsWith(`| ${question}`)) ?? ''

  const { patterns } = compile({ keep }, { account: undefined, region: undefined })

  expect(row.replaceAll('\\|', '|')).toContain(`| \`${patterns[0]}\``)
})
