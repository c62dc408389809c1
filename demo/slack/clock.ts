/** The time a Slack lives by: real, or moved by hand in tests so that nobody waits. */
export type Clock = {
  now(): number
  /** Calls back once, later. The function it returns calls it off. */
  after(ms: number, call: () => void): () => void
  /** How many times as fast as the wall it runs; as fast where it is left out. */
  readonly times?: number
}

/** So many milliseconds of the wall by this clock: what a bot has to be done within is about its machine, not about the clock. */
export function onTheWall(clock: Clock, ms: number): number {
  return ms * (clock.times ?? 1)
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

export type ManualClock = Clock & {
  /** Moves on, calling everything that falls due on the way, in order, and lets what they began settle. */
  advance(ms: number): Promise<void>
}

export function manualClock(start: number): ManualClock {
  let now = start
  let waiting: { readonly at: number; readonly call: () => void }[] = []
  return {
    now: () => now,
    after(ms, call) {
      const entry = { at: now + ms, call }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((each) => each !== entry)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = waiting.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        waiting = waiting.filter((each) => each !== next)
        now = Math.max(now, next.at)
        next.call()
        await settle()
      }
      now = end
      await settle()
    },
  }
}

/** A few turns of the event loop, so that answers already under way over loopback arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
