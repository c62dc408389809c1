import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src/find/backend.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { makeBudget, type Spending } from '../../src/job/budget.ts'
import { mayLook, type MayLookDeps, mostAfter } from '../../src/job/may-look.ts'
import { makePay, paidFirst, payNothing } from '../../src/job/pay.ts'
import type { Sent } from '../../src/job/ports.ts'
import { trace } from '../../src/job/trace.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Message } from '../../src/message/message.ts'
import type { Grant } from '../../src/policy/policy.ts'
import type { Question } from '../../src/question/question.ts'
import type { Wanted } from '../../src/question/wanted.ts'
import { keepSpending } from '../../src/stores/keep-spending.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { eventsOf, makeStory, PROD, REGIONS, TEN, TOOLS } from '../chain/made-story.ts'
import { memoryPlaces } from '../chain/memory-places.ts'

const HOUR = 3_600_000
const WINDOW = { from: instant(TEN - HOUR), to: instant(TEN + HOUR) }
const ACCOUNTS = [TOOLS, PROD].map((id) => ({ id, alias: undefined }))
const WORK = {
  key: 'command:1',
  askedAt: WINDOW.to,
  asker: { team: 'T1', person: 'U1' },
  venue: { channel: 'C1', thread: undefined, responseUrl: undefined },
}
const MOST = { questions: 1_000, dollars: 1_000 }
const ALL: Question = { terms: [], window: WINDOW }

describe('what follows a question', () => {
  it('costs no more than it may, whatever that is, and is taken out of the budgets before it is looked for', async () => {
    const most = fc.double({ min: 0, max: 12, noNaN: true })
    await fc.assert(
      fc.asyncProperty(most, most, async (limit, personal) => {
        const place = paidPlace(0.1)
        const { budget, spent } = makeStore(personal)
        const pay = makePay(WORK, { budget, sources: place.sources }, limit)
        const unpaid: number[] = []
        place.onSearch(() => spent() < place.searched() * 0.07 + 0.03 - 1e-6 && unpaid.push(place.searched()))

        const { bounds } = await traced(place.sources, { pay })

        expect(unpaid).toEqual([])
        // Each really cost less than was estimated: the difference is given back, and can be spent.
        expect(place.searched() * 0.07).toBeLessThanOrEqual(Math.min(limit, personal) + 1e-6)
        expect(spent()).toBeCloseTo(place.searched() * 0.07, 4)
        const wasShort = bounds.some(({ kind }) => kind === 'cost')
        expect(wasShort && Math.min(limit, personal) >= (await costOfAll())).toBe(false)
        expect(wasShort).toBe(place.searched() * 0.1 < (await costOfAll()) - 1e-6)
      }),
      { numRuns: 40 },
    )
  })

  it('says which of the two it met', async () => {
    const { sources } = paidPlace(0.1)
    const rich = makeStore(1_000).budget
    const poor = makeStore(0).budget

    expect((await traced(sources, { pay: makePay(WORK, { budget: rich, sources }, 0.05) })).bounds).toMatchObject([
      { kind: 'cost', why: 'most' },
    ])
    expect((await traced(sources, { pay: makePay(WORK, { budget: poor, sources }, 100) })).bounds).toMatchObject([
      { kind: 'cost', why: 'budget' },
    ])
  })

  it('is not looked for where it would cost anything and is only an addition', async () => {
    const dear = paidPlace(0.000_001)
    const free = paidPlace(0)

    expect((await traced(dear.sources, { pay: payNothing(dear.sources) })).bounds).toHaveLength(1)
    expect((await traced(free.sources, { pay: payNothing(free.sources) })).bounds).toEqual([])
    expect([dear.searched(), free.searched() > 0]).toEqual([0, true])
  })

  it('begins with what was paid for already', async () => {
    const { sources, searched } = paidPlace(0.1)
    const settled: (number | undefined)[] = []

    const { bounds } = await traced(sources, {
      pay: paidFirst(async (dollars) => void settled.push(dollars), payNothing(sources)),
    })

    expect(bounds).toMatchObject([{ kind: 'cost' }])
    expect(settled).toEqual([expect.closeTo(searched() * 0.07)])
  })
})

describe('the gate before a question', () => {
  it.each<
    readonly [string, Partial<MayLookDeps> & { approved?: boolean; wanted?: Wanted }, string, RegExp | undefined]
  >([
    ['what is free', { freeDollars: 5 }, 'may', undefined],
    ['what costs more than is free', { freeDollars: 0.1 }, 'costly', /Run it/],
    ['what its asker has agreed to', { freeDollars: 0.1, approved: true }, 'may', undefined],
    [
      'what is dearer than the rule allows, also where agreed',
      { grant: grantOf(0.2), approved: true },
      'refused',
      /may cost/,
    ],
    ['what is over a budget', { freeDollars: 5, budget: makeStore(0.1).budget }, 'refused', /too little is left/],
    [
      'what leads to more, and says so',
      { freeDollars: 0.1, wanted: { kind: 'behind' } },
      'costly',
      /may cost as much again/,
    ],
  ])('%s', async (_, { approved, wanted = { kind: 'answer' }, ...more }, outcome, said) => {
    const { sources, searched } = paidPlace(0.1)
    const told: Message[] = []
    const deps = { sources, carrier: CARRIER, budget: makeStore(1_000).budget, freeDollars: 1, grant: grantOf(100) }
    const may = await mayLook({ ...WORK, approved }, { wanted }, ALL, { ...deps, ...more }, async (message) => {
      told.push(message)
      return SENT
    })

    expect(may.kind === 'may' ? 'may' : may.asked.outcome).toBe(outcome)
    expect(told.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`).join()).toMatch(said ?? /^$/)
    expect(searched()).toBe(0)
  })

  it('leaves for what follows what is free, or as much again as was agreed to, within what the rule allows', () => {
    const most = (approved: boolean, dollars: number, allowed: number) =>
      mostAfter({ approved }, { freeDollars: 1, grant: grantOf(allowed) }, dollars)

    expect(most(false, 0.5, 100)).toBe(1)
    expect(most(true, 0.5, 100)).toBe(1)
    expect(most(true, 8, 100)).toBe(8)
    expect(most(true, 8, 10)).toBe(2)
    expect(most(true, 8, 8)).toBe(0)
  })
})

const SENT: Sent = { kind: 'unposted', reason: 'unreachable', detail: '' }
const CARRIER: MayLookDeps['carrier'] = { carry: async () => 'q1.made-up', read: async () => undefined }

function grantOf(dollars: number): Grant {
  return { accounts: undefined, identities: undefined, detail: 'raw', watches: true, exports: true, dollars }
}

/** Alice takes a role, and from there another: three rounds lead back to her. Each search costs, and in the end a little less. */
function paidPlace(dollars: number) {
  const story = makeStory('P1')
  const deploy = story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'x')
  story.act(story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'y'), 120)
  const { estate, backends } = memoryPlaces(eventsOf(story.records), { accounts: ACCOUNTS, regions: REGIONS })
  let searched = 0
  let each: () => unknown = () => {}
  const paid = (backend: Backend): Backend => ({
    ...backend,
    estimate: () => ({ cost: { bytes: 1_000, dollars } }),
    async *search(search, signal) {
      searched += 1
      each()
      for await (const page of backend.search(search, signal))
        yield { ...page, cost: { bytes: 1_000, dollars: dollars * 0.7 } }
    },
  })
  const sources: Sources = { estate, backends: new Map([...backends].map(([name, one]) => [name, paid(one)])) }
  return { sources, searched: () => searched, onSearch: (call: () => unknown) => void (each = call) }
}

async function costOfAll(): Promise<number> {
  const { sources, searched } = paidPlace(0.1)
  await traced(sources, {})
  return searched() * 0.1
}

function traced(sources: Sources, { pay }: { readonly pay?: ReturnType<typeof payNothing> }) {
  const signal = new AbortController().signal
  const subject = { kind: 'question', question: { ...ALL, via: ['event-history'] } } as const
  return trace(subject, { sources, signal, askedAt: WINDOW.to, asker: 'U1', pay })
}

/** A store of budgets, of which only the person's dollars are short; and what is taken out of them now. */
function makeStore(dollars: number) {
  const kept = keepSpending(openMemory(() => WINDOW.to))
  let micro = 0
  const spending: Spending = {
    async add(team, key, amount, ...more) {
      const added = await kept.add(team, key, amount, ...more)
      if (added && key.includes('/dollars/workspace/')) micro += amount
      return added
    },
  }
  const budgets = { person: { questions: 1_000, dollars }, channel: MOST, workspace: MOST }
  return { budget: makeBudget(spending, budgets, () => WINDOW.to), spent: () => micro / 1e6 }
}
