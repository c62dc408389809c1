import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBudget, type Spending } from '../../src/job/budget.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Budgets } from '../../src/policy/budget.ts'
import { keepSpending } from '../../src/stores/keep-spending.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'

const HOUR = 3_600_000
const AT = Date.UTC(2026, 10, 23, 14, 25)
const BUDGETS: Budgets = {
  person: { questions: 3, dollars: 1 },
  channel: { questions: 5, dollars: 2 },
  workspace: { questions: 9, dollars: 4 },
}

describe('a budget', () => {
  it('is told when it is met, and is there again in the next hour', async () => {
    const { take, later } = open()
    for (let n = 0; n < 3; n += 1) expect((await take('U1', 'C1')).kind).toBe('taken')

    expect(await take('U1', 'C2')).toMatchObject({
      kind: 'over',
      charge: { purse: 'person', of: 'questions', most: 3 },
    })
    expect((await take('U2', 'C1')).kind).toBe('taken')
    later(HOUR)
    expect((await take('U1', 'C1')).kind).toBe('taken')
  })

  it('that is met in dollars leaves what costs nothing, and what was refused took nothing', async () => {
    const { take } = open()
    expect((await take('U1', 'C1', 0.9)).kind).toBe('taken')
    expect(await take('U1', 'C1', 0.2)).toMatchObject({ kind: 'over', charge: { purse: 'person', of: 'dollars' } })

    expect((await take('U1', 'C1', 0.1)).kind).toBe('taken')
    expect((await take('U1', 'C1', 0)).kind).toBe('taken')
    expect(await take('U1', 'C1', 0)).toMatchObject({ kind: 'over', charge: { of: 'questions' } })
  })

  it('counts what it cost in the end, not what was expected', async () => {
    const { take } = open()
    const first = await take('U1', 'C1', 0.9)
    if (first.kind === 'taken') await first.settle(0.1)
    expect((await take('U1', 'C1', 0.85)).kind).toBe('taken')

    const dearer = await take('U2', 'C1', 0)
    if (dearer.kind === 'taken') await dearer.settle(3)
    expect(await take('U2', 'C2', 0.01)).toMatchObject({ kind: 'over', charge: { purse: 'person', of: 'dollars' } })
  })

  it('of one workspace is not that of another', async () => {
    const { take } = open()
    for (let n = 0; n < 3; n += 1) await take('U1', 'C1')

    expect((await take('U1', 'C1', 0, 'T2')).kind).toBe('taken')
  })

  it('that cannot be kept lets nothing through', async () => {
    const away: Spending = { add: () => Promise.reject(new Error('away')) }
    const budget = makeBudget(away, BUDGETS, () => instant(AT))

    await expect(budget.take(work('U1', 'C1'), { questions: 1, dollars: 0 })).rejects.toThrow('away')
  })

  it('is never passed, however many ask at once on however many instances, and nothing refused is lost to others', async () => {
    const asks = fc.array(
      fc.record({
        person: fc.constantFrom('U1', 'U2', 'U3'),
        channel: fc.constantFrom('C1', 'C2'),
        dollars: fc.constantFrom(0, 0.3, 0.7, 1.2),
      }),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(asks, async (list) => {
        const { take } = open()
        const taken = await Promise.all(list.map(({ person, channel, dollars }) => take(person, channel, dollars)))
        const passed = list.filter((_, n) => taken[n]?.kind === 'taken')
        const sums = (those: typeof list) =>
          [those.length, those.reduce((sum, { dollars }) => sum + dollars, 0)] as const
        for (const [those, { questions, dollars }] of [
          [passed.filter(({ person }) => person === 'U1'), BUDGETS.person],
          [passed.filter(({ channel }) => channel === 'C1'), BUDGETS.channel],
          [passed, BUDGETS.workspace],
        ] as const) {
          expect(sums(those)[0]).toBeLessThanOrEqual(questions)
          expect(sums(those)[1]).toBeLessThanOrEqual(dollars + 1e-9)
        }
        expect(passed.length > 0 || list.every(({ dollars }) => dollars > 1)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

function open() {
  let at = AT
  const now = () => instant(at)
  // Two instances over one store.
  const rows = openMemory(now)
  const budgets = [1, 2].map(() => makeBudget(keepSpending(rows), BUDGETS, now))
  let turn = 0
  return {
    take: (person: string, channel: string, dollars = 0, team = 'T1') =>
      budgets[(turn += 1) % 2]!.take(work(person, channel, team), { questions: 1, dollars }),
    later: (ms: number) => void (at += ms),
  }
}

function work(person: string, channel: string, team = 'T1') {
  return { asker: { team, person }, venue: { channel, thread: undefined, responseUrl: undefined } }
}
