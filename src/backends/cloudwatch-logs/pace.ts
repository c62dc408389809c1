import type { Clock } from '../../lib/clock.ts'
import { sleepUnless } from './sleep-unless.ts'

/** Waits until one more call may be made of what `key` names. Shared by all questions under way. */
export type Pace = (key: string, perSecond: number, signal: AbortSignal) => Promise<void>

/** Calls of one key evenly apart, in the order in which they were asked for. */
export function makePace(clock: Clock): Pace {
  const freeAt = new Map<string, number>()
  return async (key, perSecond, signal) => {
    const now = clock.now()
    for (const [other, at] of freeAt) if (at <= now) freeAt.delete(other)
    const at = Math.max(now, freeAt.get(key) ?? now)
    freeAt.set(key, at + 1000 / perSecond)
    if (at > now) await sleepUnless(clock, at - now, signal)
  }
}
