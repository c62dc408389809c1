import type { Clock } from '../lib/clock.ts'

const REMEMBERED = 10_000
const REMEMBERED_MS = 60 * 60_000

/**
 * Does the work of a key once, for Slack delivers at least once. A repeat waits for the first, and shares what came of
 * it; where that failed, the next may try again. Only spares work: the runner of jobs decides for good.
 */
export function makeOnceTaken(clock: Clock): (key: string, work: () => Promise<void>) => Promise<void> {
  const taken = new Map<string, { readonly at: number; readonly done: Promise<void> }>()
  return async (key, work) => {
    forgetOld()
    const before = taken.get(key)
    if (before !== undefined) return before.done
    const done = work()
    taken.set(key, { at: clock.now(), done })
    try {
      await done
    } catch (error) {
      taken.delete(key)
      throw error
    }
  }

  function forgetOld(): void {
    for (const [key, { at }] of taken) {
      if (taken.size <= REMEMBERED && at > clock.now() - REMEMBERED_MS) return
      taken.delete(key)
    }
  }
}
