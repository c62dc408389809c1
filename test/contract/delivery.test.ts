import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTS, HOME_REGION, SECOND_REGION, THIRD_REGION } from '../../demo/world/company.ts'
import { deliver } from '../../demo/world/deliver.ts'
import { makeWorld } from '../../demo/world/make-world.ts'
import { askVia, expected, idsOf, questionOf } from './asking.ts'
import { expectLedger } from './backend.ts'
import { at, type Ground, openGround, WAYS } from './ground.ts'

const NOW = at('2026-11-23T18:00:00Z')
/** CloudTrail's five minutes; some events take half as long and some half as long again. */
const DELAY_MS = 300_000
const MINUTE = 60_000

describe('the last minutes, of which CloudTrail has delivered a part,', () => {
  let ground: Ground
  beforeAll(async () => {
    const files = [...deliver(makeWorld({ now: NOW, days: 1 }).happenings())]
    const isHere = ({ deliveredAt }: (typeof files)[number]) => deliveredAt <= NOW
    ground = await openGround({
      now: NOW,
      accounts: Object.entries(ACCOUNTS).map(([alias, id]) => ({ id, alias })),
      regions: [HOME_REGION, SECOND_REGION, THIRD_REGION],
      delivered: files.filter(isHere),
      undelivered: files.filter((file) => !isHere(file)).flatMap(({ records }) => records),
      delayMs: DELAY_MS,
    })
  }, 60_000)
  afterAll(() => ground.close())

  it.each(WAYS)('by $name: all that was delivered is there, and the answer says that more may come', async (way) => {
    const question = questionOf('anyone 2h', ground)
    const all = new Set(idsOf(expected(question, ground.events)))
    // What is in the files was in no hurry: it is more than a quarter of an hour old, or has come by chance.
    const old = expected(question, ground.events).filter(({ time }) => time < NOW - 20 * MINUTE)

    const asked = await askVia(way, question, ground)

    expect(old.map(({ id }) => id).filter((id) => !asked.ids.includes(id))).toEqual([])
    expect(asked.answer.coverage.mayBeLate).toBe(true)
    expect(asked.answer.coverage.newest ?? 0).toBeLessThan(NOW)
    const more = asked.ids.filter((id) => !all.has(id))
    expect(way.backend === 'log-files' ? more : []).toEqual([])
    expectLedger(asked)
  })
})
