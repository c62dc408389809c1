import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/backends/cloudwatch-logs/compile.ts'
import { makeLogFiles } from '../../../src/backends/log-files/backend.ts'
import type { Event } from '../../../src/event/event.ts'
import { instant } from '../../../src/lib/instant.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { NamedBy, Predicate } from '../../../src/question/question.ts'
import { hasRealRecords, REAL_RECORDS, WHY_SKIPPED } from '../../made/shared-data.ts'
import { searchOf } from './fake-logs.ts'
import { matchPattern, matchQuery } from './match-pattern.ts'

type Asked = {
  readonly name: string
  readonly kind: string
  readonly value: string
  readonly only?: 'errors' | 'writes'
}

const IDENTITIES: Readonly<Record<string, NamedBy>> = {
  user: 'user',
  session: 'session',
  role: 'role',
  role_arn: 'arn',
  key: 'key',
}

describe.skipIf(!hasRealRecords)(`real records are asked for where they hold${WHY_SKIPPED}`, async () => {
  const events: Event[] = []
  const questions: Asked[] = hasRealRecords
    ? (JSON.parse(readFileSync(`${REAL_RECORDS}/answers.json`, 'utf8')) as { questions: Asked[] }).questions
    : []
  if (hasRealRecords) {
    const files = makeLogFiles({ root: REAL_RECORDS, name: 'real records', threads: 1 })
    const search = searchOf({ account: undefined, window: { from: instant(0), to: instant(Date.UTC(2030)) } })
    for await (const page of files.search(search, new AbortController().signal)) events.push(...page.events)
    await files.close()
  }

  it.each(questions.map((asked) => [asked.name, asked] as const))('%s', (_name, { kind, value, only }) => {
    const by = IDENTITIES[kind]
    const asked = (
      by === undefined ? { kind, value, prefix: false } : { kind: 'identity', by, value, prefix: false }
    ) as Predicate
    const more: Predicate | undefined =
      only === undefined
        ? undefined
        : only === 'errors'
          ? { kind: 'outcome', value: only }
          : { kind: 'access', value: only }
    const keep = [asked, ...(more === undefined ? [] : [more])].map((predicate) => ({ not: false, predicate }))
    const { patterns, query } = compile({ keep }, { account: undefined, region: undefined })
    const missed = events.filter(holdsAll(keep)).filter(({ record }) => {
      const message = JSON.stringify(record)
      return !patterns.some((pattern) => matchPattern(pattern, message)) || !matchQuery(query, message)
    })

    expect(patterns).not.toEqual([''])
    expect(missed.map(({ record }) => record)).toEqual([])
  })
})
