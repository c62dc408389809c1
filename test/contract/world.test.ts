import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTS, HOME_REGION, SECOND_REGION, THIRD_REGION } from '../../demo/world/company.ts'
import { deliver } from '../../demo/world/deliver.ts'
import { makeWorld } from '../../demo/world/make-world.ts'
import type { Happening, TrailRecord } from '../../demo/world/record.ts'
import { expected, questionOf } from './asking.ts'
import { keepsContract } from './backend.ts'
import { at, type Ground, openGround, WAYS } from './ground.ts'
import { ODD_RECORDS } from './odd-records.ts'
import { staysHonest } from './trouble.ts'
import { saysWhatItCannotSee } from './unseen.ts'
import { WORLD_QUESTIONS } from './world-questions.ts'

/** Everything happened by six, and is asked for half an hour later, when all of it has been delivered. */
const END = at('2026-11-23T18:00:00Z')
const NOW = at('2026-11-23T18:30:00Z')

describe('over the demo’s company', () => {
  let ground: Ground
  beforeAll(async () => {
    const odd = ODD_RECORDS.map((record) => ({
      at: at(String(record['eventTime'])),
      record: record as unknown as TrailRecord,
    }))
    const happenings: Happening[] = [...makeWorld({ now: END, days: 2 }).happenings(), ...odd].sort(
      (a, b) => a.at - b.at,
    )
    ground = await openGround({
      now: NOW,
      accounts: Object.entries(ACCOUNTS).map(([alias, id]) => ({ id, alias })),
      regions: [HOME_REGION, SECOND_REGION, THIRD_REGION],
      delivered: [...deliver(happenings)],
      delayMs: 300_000,
    })
  }, 60_000)
  afterAll(() => ground.close())

  it('there are questions of every kind, with and without an answer', () => {
    const counts = (words: string) => expected(questionOf(words, ground), ground.events).length

    expect(WORLD_QUESTIONS.some.filter((words) => counts(words) === 0)).toEqual([])
    expect(WORLD_QUESTIONS.none.filter((words) => counts(words) > 0)).toEqual([])
    expect(WORLD_QUESTIONS.some.length).toBeGreaterThanOrEqual(60)
  })

  for (const way of WAYS)
    keepsContract(way, { ground: () => ground, questions: [...WORLD_QUESTIONS.some, ...WORLD_QUESTIONS.none] })

  for (const way of WAYS) {
    staysHonest(way, () => ground)
    saysWhatItCannotSee(way, () => ground)
  }

  it('nothing was asked that AWS does not know', () => {
    expect(ground.aws.problems).toEqual([])
  })
})
