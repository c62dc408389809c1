import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { realFiles } from '../backends/athena/stored.ts'
import { hasRealRecords, REAL_RECORDS, WHY_SKIPPED } from '../made/shared-data.ts'
import { expected, questionOf } from './asking.ts'
import { keepsContract } from './backend.ts'
import { at, type Ground, openGround, type Way, WAYS } from './ground.ts'

const DAY = 86_400_000
/** The newest of the records are within the ninety days before, the rest is not. */
const NOW = at('2024-06-01T00:00:00Z')
const WINDOW = '2014-06-05..2024-05-31'

const KINDS: Readonly<Record<string, (value: string) => string>> = {
  user: (value) => `user:${value}`,
  session: (value) => `session:${value}`,
  role: (value) => `role:${value}`,
  role_arn: (value) => value,
  key: (value) => value,
  type: (value) => `anyone type:${value}`,
  event: (value) => `event:${value}`,
  source: (value) => `from:${value}`,
  ip: (value) => `ip:"${value}"`,
  error: (value) => `error:${value}`,
  region: (value) => `region:${value}`,
  account: (value) => `account:${value}`,
}

type Known = { readonly kind: string; readonly value: string; readonly only?: string }

const QUESTIONS = hasRealRecords
  ? (JSON.parse(readFileSync(`${REAL_RECORDS}/answers.json`, 'utf8')) as { questions: Known[] }).questions.map(
      ({ kind, value, only = '' }) => `${KINDS[kind]?.(value) ?? ''} ${only} ${WINDOW}`,
    )
  : []

describe.skipIf(!hasRealRecords)(`over records of real accounts${WHY_SKIPPED}`, () => {
  let ground: Ground
  beforeAll(async () => {
    const delivered = realFiles()
    const places = delivered.map(({ key }) => /(\d{12})\/CloudTrail\/([^/]+)\//.exec(key) ?? [])
    const accounts = [...new Set(places.map(([, account = '']) => account))]
    ground = await openGround({
      now: NOW,
      accounts: accounts.map((id) => ({ id, alias: `account-${id.slice(0, 6)}` })),
      regions: [...new Set(places.map(([, , region = '']) => region))],
      delivered,
      retentionDays: 3_653,
    })
  }, 60_000)
  afterAll(() => ground.close())

  it('there are questions, and nearly all have an answer', () => {
    expect(QUESTIONS).toHaveLength(75)
    const answered = QUESTIONS.filter((words) => expected(questionOf(words, ground), ground.events).length > 0)
    expect(answered.length).toBeGreaterThan(70)
  })

  for (const way of WAYS) {
    const keepsFrom = ({ backend }: Way) => (backend === 'event-history' ? instant(NOW - 90 * DAY) : undefined)
    keepsContract(way, { ground: () => ground, questions: QUESTIONS, keepsFrom })
  }

  it('nothing was asked that AWS does not know', () => {
    expect(ground.aws.problems).toEqual([])
  })
})
