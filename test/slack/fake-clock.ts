import { instant } from '../../src/lib/instant.ts'
import type { Clock } from '../../src/lib/clock.ts'

export type FakeClock = Clock & {
  /** Lets time pass, waking sleepers in their order. */
  pass(ms: number): Promise<void>
}

/** A clock that stands still until a test lets time pass. */
export function makeFakeClock(start = 1_795_000_000_000): FakeClock {
  let now = start
  let sleepers: { at: number; wake: () => void }[] = []
  return {
    now: () => instant(now),
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ at: now + ms, wake: resolve })
      }),
    async pass(ms) {
      const until = now + ms
      await settle()
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        sleepers = sleepers.filter((one) => one !== next)
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = until
    },
  }
}

/** A clock on which every sleep is over at once, and time has passed. */
export function makeHastyClock(start = 1_795_000_000_000): Clock & { readonly slept: number[] } {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => instant(now),
    async sleep(ms) {
      slept.push(ms)
      now += ms
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
