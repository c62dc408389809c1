import { describe, expect, it } from 'vitest'
import { makeBudget } from '../../src/job/budget.ts'
import { lookAt } from '../../src/job/watch-look.ts'
import type { WatchPlace } from '../../src/job/watch-ports.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Budgets } from '../../src/policy/budget.ts'
import { keepSpending } from '../../src/stores/keep-spending.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { event } from '../made/records.ts'

const START = Date.UTC(2026, 10, 23, 23, 48)
const MUCH = { questions: 1_000, dollars: 1_000 }
const PLACE: WatchPlace = {
  place: 'athena/table',
  budget: 'athena/table',
  covers: () => true,
  canPush: () => true,
  asksMost: 3,
}

describe('a look for watches that costs', () => {
  it('is paid for by owner, channel and workspace, by what it cost in the end', async () => {
    const { look, left } = await open([watch('w1', 'U1', 'C1')], { person: 1 })
    await look()

    expect(await left('U1', 'C1')).toBeCloseTo(1 - 0.3)
  })

  it('is taken in turn by those who share it', async () => {
    const { look, left, later } = await open([watch('w1', 'U1', 'C1'), watch('w2', 'U2', 'C2')], { person: 10 })
    for (let n = 0; n < 4; n += 1) {
      await look()
      later(WATCH_SETTINGS.lookEvery)
    }

    expect(await left('U1', 'C9')).toBeCloseTo(10 - 0.6)
    expect(await left('U2', 'C9')).toBeCloseTo(10 - 0.6)
  })

  it('is made as long as one of them can pay; where none can, nothing is asked, and that is a gap with its reason', async () => {
    const { look, searched, cursor, later } = await open([watch('w1', 'U1', 'C1'), watch('w2', 'U2', 'C2')], {
      person: 0.6,
    })
    const looked: string[] = []
    for (let n = 0; n < 4; n += 1) {
      looked.push((await look()).kind)
      later(WATCH_SETTINGS.lookEvery)
    }

    expect(looked.slice(0, 2)).toEqual(['whole', 'whole'])
    expect(looked.at(-1)).toBe('gap')
    const before = searched()
    const seen = (await cursor())?.to
    expect((await cursor())?.gap).toMatchObject({
      reason: 'budget',
      detail: expect.stringMatching(/^Looking here costs something.* \$0\.60 a day .* from 2026-11-24 00:00 UTC on\.$/),
    })
    await look()
    expect([searched(), (await cursor())?.to]).toEqual([before, seen])

    later(10 * 60_000)
    await look()
    expect(searched()).toBeGreaterThan(before)
    // From where it stopped: nothing in between is passed over.
    expect((await cursor())?.to).toBeGreaterThan(seen ?? 0)
  })

  it('that costs nothing is made where all dollars are spent', async () => {
    const { look } = await open([watch('w1', 'U1', 'C1')], { person: 0, price: 0 })

    expect((await look()).kind).toBe('whole')
  })
})

/** Each ask is estimated at `price`, and costs three parts in five of it. */
async function open(watches: readonly Watch[], { person, price = 0.5 }: { person: number; price?: number }) {
  let at = START
  let asked = 0
  const clock = { now: () => instant(at), sleep: async () => {} }
  const store = makeMemoryWatches(clock)
  for (const one of watches) await store.putWatch(one, 0)
  const budgets: Budgets = { person: { questions: 9, dollars: person }, channel: MUCH, workspace: MUCH }
  const spending = keepSpending(openMemory(clock.now))
  const budget = makeBudget(spending, budgets, clock.now)
  const deps = {
    store,
    clock,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    settings: WATCH_SETTINGS,
    holder: 'one',
    budget,
    looks: {
      places: async () => [PLACE],
      isBusy: () => false,
      estimate: () => price,
      async *look() {
        asked += 1
        yield { events: [event()], gaps: [], unreadable: 0, dollars: price * 0.6 }
      },
    },
  }
  return {
    look: () => lookAt('T1', PLACE, deps, new AbortController().signal),
    later: (ms: number) => void (at += ms),
    searched: () => asked,
    cursor: async () => (await store.cursor('T1', PLACE.place))?.row,
    /** The most that this person could still spend. */
    left: async (owner: string, channel: string) => {
      const work = {
        asker: { team: 'T1', person: owner },
        venue: { channel, thread: undefined, responseUrl: undefined },
      }
      let [low, high] = [0, person]
      for (let n = 0; n < 20; n += 1) {
        const half = (low + high) / 2
        const taken = await budget.take(work, { questions: 0, dollars: half })
        if (taken.kind === 'taken') await taken.settle(0)
        if (taken.kind === 'taken') low = half
        else high = half
      }
      return low
    },
  }
}

function watch(id: string, owner: string, channel: string): Watch {
  const terms = [{ not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } as const }]
  return { team: 'T1', id, channel, owner, terms, urgency: { kind: 'each' }, since: instant(START), mutes: [] }
}
