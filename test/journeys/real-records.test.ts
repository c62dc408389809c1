import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion } from '../../src/job/answer-question.ts'
import { instant } from '../../src/lib/instant.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { type LogFilesOpen, openLogFiles } from '../../src/wire-log-files.ts'
import { hasRealRecords, REAL_RECORDS, WHY_SKIPPED } from '../made/shared-data.ts'

type Known = {
  readonly name: string
  readonly kind: keyof typeof WORDS
  readonly value: string
  readonly only?: 'errors' | 'writes'
  readonly answer: {
    readonly count: number
    readonly sha256: string
    readonly first: string
    readonly last: string
    readonly errors: number
    readonly writes: number
    readonly top: readonly (readonly [name: string, count: number])[]
  }
}

/** How someone would type each kind of question. */
const WORDS = {
  user: (value: string) => `user:${value}`,
  session: (value: string) => `session:${value}`,
  role: (value: string) => `role:${value}`,
  role_arn: (value: string) => value,
  key: (value: string) => value,
  type: (value: string) => `anyone type:${value}`,
  event: (value: string) => `event:${value}`,
  source: (value: string) => `from:${value}`,
  ip: (value: string) => `ip:"${value}"`,
  error: (value: string) => `error:${value}`,
  region: (value: string) => `region:${value}`,
  account: (value: string) => `account:${value}`,
}

const known: readonly Known[] = hasRealRecords
  ? JSON.parse(readFileSync(`${REAL_RECORDS}/answers.json`, 'utf8')).questions
  : []
const now = instant(Date.UTC(2026, 0))

describe.skipIf(!hasRealRecords)(`words to answer over real records${WHY_SKIPPED}`, () => {
  let files: LogFilesOpen
  beforeAll(async () => {
    files = await openLogFiles([{ name: 'real', path: `${REAL_RECORDS}/AWSLogs`, index: undefined }], [])
  })
  afterAll(() => files.close())

  it('knows 75 questions', () => {
    expect(known).toHaveLength(75)
  })

  it.each(known)('$name', async ({ kind, value, only, answer: expected }) => {
    const reading = readQuestion(`${WORDS[kind](value)} ${only ?? ''} 2014-01-01..2025-12-31`, {
      now,
      zone: 'UTC',
      accounts: [],
    })
    if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading))
    const ids: string[] = []

    const { answer, evidence } = await answerQuestion(reading.question, files.sources, {
      signal: new AbortController().signal,
      zone: 'UTC',
      askedAt: now,
      asker: 'whodid',
      onEvent: ({ id }) => ids.push(id),
    })

    expect(answer.headline.events).toBe(expected.count)
    expect(createHash('sha256').update(ids.sort().join('\n')).digest('hex')).toBe(expected.sha256)
    expect(evidence.totals.errors).toBe(expected.errors)
    expect(evidence.totals.writes).toBe(expected.writes)
    expect(answer.coverage.places).toMatchObject([{ state: 'whole', gaps: [] }])
    if (expected.count === 0) return
    expect(answer.headline).toMatchObject({ first: Date.parse(expected.first), last: Date.parse(expected.last) })
    const counts = countNames(evidence.totals.actions)
    expect(expected.top.map(([name]) => [name, counts.get(name)])).toEqual(expected.top)
    const least = expected.top.at(-1)?.[1] ?? 0
    expect([...counts.values()].filter((count) => count > least).length).toBeLessThanOrEqual(expected.top.length)
  })
})

/** How often each event name occurs. Of equally busy names the known answers keep any, so ties are not compared. */
function countNames(
  actions: readonly { readonly name: string; readonly events: number }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { name, events } of actions) counts.set(name, (counts.get(name) ?? 0) + events)
  return counts
}
