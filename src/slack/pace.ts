import type { Clock } from '../lib/clock.ts'

/** Runs work of one key one at a time, each at least `gapMs` after the end of the one before. */
export type Pace = <T>(key: string, work: () => Promise<T>) => Promise<T>

/**
 * Slack takes about one message a second in a channel. The gap counts from the end of a call, since nobody knows when
 * within a slow call Slack took it.
 */
export function makePace(clock: Clock, gapMs: number): Pace {
  const lanes = new Map<string, { tail: Promise<unknown>; waiting: number; freeAt: number }>()
  return async (key, work) => {
    forgetIdle(clock.now())
    const lane = lanes.get(key) ?? { tail: Promise.resolve(), waiting: 0, freeAt: 0 }
    lanes.set(key, lane)
    lane.waiting += 1
    const turn = lane.tail.then(async () => {
      const wait = lane.freeAt - clock.now()
      if (wait > 0) await clock.sleep(wait)
      try {
        return await work()
      } finally {
        lane.freeAt = clock.now() + gapMs
        lane.waiting -= 1
      }
    })
    lane.tail = turn.catch(() => undefined)
    return turn
  }

  function forgetIdle(now: number): void {
    for (const [key, lane] of lanes) if (lane.waiting === 0 && lane.freeAt <= now) lanes.delete(key)
  }
}
