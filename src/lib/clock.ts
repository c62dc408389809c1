import { instant } from './instant.ts'
import type { Instant } from './instant.ts'

/** The time, and waiting. Comes in as an argument, so that tests need not wait. */
export type Clock = {
  now(): Instant
  sleep(ms: number): Promise<void>
}

/** The clock on the wall. A sleep keeps the process alive until it is over. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms))),
}
