import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TEAM } from './sim/scenario.ts'
import type { Faults } from './sim/scenario.ts'
import { HARSH, PLAIN } from './sim/mistakes.ts'
import { simulate } from './sim/simulate.ts'

/** `npm run simulate` asks for more. */
const RUNS = Number(process.env['WATCH_RUNS'] ?? 250)

const none = (most: number) => fc.oneof(fc.constant(0), fc.double({ min: 0, max: most, noNaN: true }))

const faults: fc.Arbitrary<Faults> = fc.record({
  store: none(0.06),
  crash: none(0.02),
  unknown: none(0.4),
  unposted: none(0.3),
  // Where nobody can look, a message may come twice, and says so.
  blind: none(0.3),
  aws: none(0.4),
  freeze: none(0.005),
  // Together with the next two this stays within the grace: 30 s to send, 80 s to land, 60 s between two clocks.
  skew: fc.constantFrom(0, 30_000),
  landsLate: fc.constantFrom(0, 80_000),
  instances: fc.constantFrom(1, 2, 2, 3),
  leases: fc.constantFrom(true, true, false),
  people: fc.boolean(),
  outageHours: fc.constantFrom(0, 3, 80),
  eventsMost: fc.constantFrom(3, 30, 30, 60, 300),
  veryLate: none(0.3),
  pushed: fc.boolean(),
})

test('every event is told once, whatever fails, dies, comes late or comes twice', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), faults, async (seed, faults) => {
      expect(await simulate(seed, faults)).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('the simulation visits everything that is there to be told', async () => {
  const kinds = new Map<string, number>()
  for (let seed = 0; seed < 40; seed += 1) {
    const all = { ...HARSH, eventsMost: 300, aws: 0.6, blind: seed % 2 === 0 ? 0 : 1 }
    await simulate(seed, all, {
      onEnd: ({ landed }) => {
        for (const { telling } of landed) {
          const { content } = telling
          if (content.kind === 'notice') for (const notice of content.notices) count(notice.kind)
          else count(content.kind === 'digest' ? content.why : content.root === undefined ? 'root' : 'thread')
          if (telling.perhapsRepeated) count('perhaps repeated')
          if (telling.attempts > 1) count('again')
        }
      },
    })
  }

  const visited = [
    'root',
    'thread',
    'due',
    'burst',
    'held',
    'gap',
    'gap-over',
    'suspended',
    'perhaps repeated',
    'again',
  ]
  expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(visited))

  function count(kind: string): void {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
})

test('in the end nothing waits and nothing is on its way', async () => {
  for (let seed = 0; seed < 20; seed += 1) {
    await simulate(seed, HARSH, {
      onEnd: async (_, store) => {
        for (const channel of ['C0FAKE1', 'C0FAKE2']) {
          expect((await store.book(TEAM, channel))?.row.open).toBeUndefined()
          expect(await store.untold(TEAM, channel, 'now', 1)).toEqual([])
        }
      },
    })
  }
})

test('without faults an event is told within a tick of being there', async () => {
  const waits: number[] = []
  const quick: Faults = { ...PLAIN, outageHours: 0, eventsMost: 10 }
  for (let seed = 0; seed < 20; seed += 1) {
    await simulate(seed, quick, {
      onEnd: ({ landed }) => {
        for (const { telling, at } of landed) waits.push(at - telling.first)
      },
    })
  }

  expect(waits.length).toBeGreaterThan(20)
  expect(Math.max(...waits)).toBeLessThan(10_000)
})
