import { instant } from '../../../src/lib/instant.ts'
import type { WatchStore } from '../../../src/watch/store.ts'
import type { Random } from './random.ts'
import type { Faults } from './scenario.ts'
import type { Timeline } from './timeline.ts'

/** The store as one process sees it: others come between its calls, calls fail before or after they are done, and so does it. */
export function makeFaultyStore(
  store: WatchStore,
  time: Timeline,
  random: Random,
  faults: () => Faults,
  crash: () => Promise<never>,
): WatchStore {
  const faulty: { [name: string]: unknown } = {}
  for (const [name, real] of Object.entries(store)) {
    if (name === 'lease' && !faults().leases) {
      faulty[name] = async () => true
      continue
    }
    faulty[name] = async (...asked: unknown[]) => {
      const { store: failing, crash: dying, freeze } = faults()
      await time.wait(random.chance(freeze) ? random.between(0, 100_000) : random.between(0, 20))
      if (random.chance(dying)) return crash()
      if (random.chance(failing)) throw new Error(`the store did not answer: ${name}`)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one wrapper for all operations
      const answer = await (real as (...args: unknown[]) => Promise<unknown>)(...asked)
      if (random.chance(dying)) return crash()
      if (random.chance(failing)) throw new Error(`the store did it and did not say so: ${name}`)
      return answer
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has every operation of the real one
  return faulty as unknown as WatchStore
}

/** A clock that is wrong by so much. */
export function skewed(time: Timeline, by: number) {
  return { now: () => instant(time.now() + by), sleep: (ms: number) => time.wait(ms) }
}
