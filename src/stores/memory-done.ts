import type { Done } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'

const KEPT_MS = 25 * 60 * 60_000
const KEPT = 200_000

/** Remembers in memory what was done: enough where one process does everything, and forgotten when it ends. */
export function makeMemoryDone(clock: Clock): Done {
  const claims = new Map<string, number>()
  return {
    async claim(key) {
      forgetOld()
      if (claims.has(key)) return false
      claims.set(key, clock.now())
      return true
    },
  }

  function forgetOld(): void {
    for (const [key, at] of claims) {
      if (claims.size < KEPT && at > clock.now() - KEPT_MS) return
      claims.delete(key)
    }
  }
}
