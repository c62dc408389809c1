import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { overBudgetMessage } from '../../src/message/over-budget-message.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { type Budgets, chargesOf, microDollars } from '../../src/policy/budget.ts'

const AT = instant(Date.UTC(2026, 10, 23, 14, 25))
const BUDGETS: Budgets = {
  person: { questions: 3, dollars: 1 },
  channel: { questions: 5, dollars: 2 },
  workspace: { questions: 9, dollars: 4 },
}
const WHO = { person: 'U1', channel: 'C1' }

describe('what a question takes', () => {
  it('comes out of the budgets of its asker, the channel and the workspace: questions by the hour, dollars by the day', () => {
    const charges = chargesOf(WHO, { questions: 1, dollars: 0.25 }, AT, BUDGETS)

    expect(charges.map(({ purse, of, amount, most, until }) => [purse, of, amount, most, until])).toEqual([
      ['person', 'questions', 1, 3, Date.UTC(2026, 10, 23, 15)],
      ['person', 'dollars', 250_000, 1_000_000, Date.UTC(2026, 10, 24)],
      ['channel', 'questions', 1, 5, Date.UTC(2026, 10, 23, 15)],
      ['channel', 'dollars', 250_000, 2_000_000, Date.UTC(2026, 10, 24)],
      ['workspace', 'questions', 1, 9, Date.UTC(2026, 10, 23, 15)],
      ['workspace', 'dollars', 250_000, 4_000_000, Date.UTC(2026, 10, 24)],
    ])
  })

  it('is no dollar where it costs nothing', () => {
    const charges = chargesOf(WHO, { questions: 1, dollars: 0 }, AT, BUDGETS)

    expect(charges.filter(({ of }) => of === 'dollars')).toEqual([])
  })

  it('never costs nothing where it costs a little, and sums of cents are exact', () => {
    expect(microDollars(0.000_000_1)).toBe(1)
    expect(Array.from({ length: 10 }, () => microDollars(0.1)).reduce((sum, one) => sum + one)).toBe(microDollars(1))
  })

  it('has a key of its own for each budget and each hour or day, whatever the names', () => {
    const names = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(names, names, names, names, (person, channel, other, place) => {
        const keys = (who: typeof WHO, at = AT) =>
          chargesOf(who, { questions: 1, dollars: 1 }, at, BUDGETS).map(({ key }) => key)
        const mine = keys({ person, channel })
        expect(new Set(mine).size).toBe(6)
        const theirs = keys({ person: other, channel: place })
        expect(mine.some((key, n) => n < 2 && theirs.includes(key))).toBe(person === other)
        const later = keys({ person, channel }, instant(AT + 24 * 3_600_000))
        expect(mine.filter((key) => later.includes(key))).toEqual([])
      }),
    )
  })
})

describe('whoever met a budget', () => {
  it.each([
    [{ questions: 1, dollars: 0 }, 0, /You have asked 3 questions in this hour[^]*15:00[^]*Nothing was looked for/],
    [{ questions: 1, dollars: 0 }, 1, /This channel has asked 5 questions/],
    [{ questions: 0, dollars: 0.25 }, 0, /You have \$1\.00 a day[^]*would cost about \$0\.25[^]*2026-11-24/],
    [{ questions: 0, dollars: 0.25 }, 2, /This workspace has \$4\.00 a day/],
  ])('%j, budget %i, is told which, how much and until when', (amounts, n, said) => {
    const charge = chargesOf(WHO, amounts, AT, BUDGETS)[n]
    if (charge === undefined) throw new Error('no such charge')
    const message = overBudgetMessage(charge)

    expect(validateMessage(message)).toEqual([])
    expect(message.text).toMatch(said)
  })
})
