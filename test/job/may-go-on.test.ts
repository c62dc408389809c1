import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src/find/backend.ts'
import type { Evidence } from '../../src/find/finding.ts'
import type { Answered, Sources } from '../../src/job/answer-question.ts'
import type { Budget } from '../../src/job/budget.ts'
import { leftFor } from '../../src/job/go-on.ts'
import { mayGoOn } from '../../src/job/may-go-on.ts'
import { OutOfTime } from '../../src/job/out-of-time.ts'
import { keyOfRest, nameSearch, planOfRest } from '../../src/job/rest.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Plan, Search } from '../../src/plan/plan.ts'

const WORK = {
  key: 'command:1',
  askedAt: instant(0),
  asker: { team: 'T1', person: 'U1' },
  venue: { channel: 'C1', thread: undefined, responseUrl: undefined },
}
const DOLLARS = 0.4
const ATHENA = search('athena', 'us-east-1')
const HISTORY = search('event-history', 'us-east-1')
const DONE = search('event-history', 'eu-central-1')
const PLAN = { searches: [ATHENA, HISTORY, DONE], why: '' } as unknown as Plan
const SOURCES = {
  backends: new Map<string, Partial<Backend>>([
    ['athena', { estimate: () => ({ cost: { bytes: 8e10, dollars: DOLLARS } }) }],
    ['event-history', {}],
  ]),
} as unknown as Sources
const goOn = async () => true

describe('what is left of a question', () => {
  it('is all of it within what was agreed, else what is free, and never what has ended', () => {
    const left = (dollars: number) =>
      leftFor(WORK, answered([ATHENA, HISTORY]), dollars, { goOn, sources: SOURCES }, out())

    expect(left(DOLLARS)?.plan.searches).toEqual([ATHENA, HISTORY])
    expect(left(DOLLARS)?.said).toEqual({ places: 2, all: 3, paid: 0 })
    expect(left(DOLLARS - 0.01)?.plan.searches).toEqual([HISTORY])
    expect(left(DOLLARS - 0.01)?.said).toEqual({ places: 1, all: 3, paid: 1 })
  })

  it.each([
    ['only what is paid for', answered([ATHENA]), out(), WORK, goOn],
    ['nothing', answered([]), out(), WORK, goOn],
    ['everything, as no place came to its end', answered([ATHENA, HISTORY, DONE]), out(), WORK, goOn],
    ['what someone has stopped', answered([HISTORY]), AbortSignal.abort(new Error('stopped')), WORK, goOn],
    ['a place that failed by itself', answered([HISTORY], 'denied'), out(), WORK, goOn],
    ['what a third part left', answered([HISTORY]), out(), { ...WORK, rest: restOf(3) }, goOn],
    ['what a process left', answered([HISTORY]), out(), WORK, undefined],
  ])('does not go on where that is %s', (_, made, signal, work, on) => {
    expect(leftFor(work, made, 0, { goOn: on, sources: SOURCES }, signal)).toBeUndefined()
  })
})

describe('going on', () => {
  it('takes what is paid for out of the budget, and leaves it out where that is used up or more than was agreed', async () => {
    const taken: number[] = []
    const settled: (number | undefined)[] = []
    const budget = (kind: 'taken' | 'over') =>
      ({
        take: async (_: unknown, { questions, dollars }: { readonly questions: number; readonly dollars: number }) => {
          expect(questions).toBe(0)
          if (kind === 'taken') taken.push(dollars)
          return { kind, settle: async (cost: number | undefined) => void settled.push(cost) }
        },
      }) as unknown as Budget
    const rest = (dollars: number) => ({ dollars })

    const paid = await mayGoOn(WORK, PLAN, rest(DOLLARS), { budget: budget('taken'), sources: SOURCES })
    await paid.settle(0.1)
    expect([paid.plan.searches, paid.paid, taken, settled]).toEqual([PLAN.searches, 0, [DOLLARS], [0.1]])
    for (const [kind, dollars] of [
      ['over', DOLLARS],
      ['taken', DOLLARS - 0.01],
    ] as const) {
      const free = await mayGoOn(WORK, PLAN, rest(dollars), { budget: budget(kind), sources: SOURCES })
      expect([free.plan.searches, free.paid]).toEqual([[HISTORY, DONE], 1])
    }
    expect(taken).toEqual([DOLLARS])
  })

  it('looks in the places that are left and still there, and is another job where others are', () => {
    const places = [ATHENA, HISTORY].map(nameSearch)
    const gone = nameSearch(search('event-history', 'af-south-1'))

    expect(planOfRest(PLAN, { ...restOf(2), places: [...places, gone] })).toMatchObject({
      plan: { searches: [ATHENA, HISTORY] },
      gone: 1,
    })
    const key = (part: number, which: readonly string[]) => keyOfRest({ of: 'command:1', part, places: which })
    expect(key(2, places)).toBe(key(2, places.toReversed()))
    expect(new Set([key(2, places), key(3, places), key(2, places.slice(1))]).size).toBe(3)
  })
})

function search(backend: string, region: string): Search {
  return { backend, place: 'here', account: '111122223333', region } as unknown as Search
}

function restOf(part: number) {
  return { part, of: WORK.key, places: [], all: 3, dollars: 0 }
}

function out(): AbortSignal {
  return AbortSignal.abort(new OutOfTime())
}

function answered(left: readonly Search[], reason = 'cancelled'): Answered {
  const findings = PLAN.searches.map((each) =>
    left.includes(each)
      ? { search: each, complete: false, gaps: [{ reason }] }
      : { search: each, complete: true, gaps: [] },
  )
  return { plan: PLAN, evidence: { findings } as unknown as Evidence } as unknown as Answered
}
