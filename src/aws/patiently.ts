import type { Clock } from '../lib/clock.ts'

export type Patience = {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Whether a failure is worth another try. */
  readonly again: (error: unknown) => boolean
  readonly tries?: number
  /** From 0 to 1: so that many who wait don't come back together. */
  readonly random?: () => number
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 20_000

/** Tries again what may work the next time, with longer waits between; then throws what the last try threw. */
export async function patiently<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, signal, again, tries = 4, random = Math.random } = patience
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried >= tries || signal.aborted || !again(error)) throw error
      await clock.sleep(waitMs(tried, random()))
    }
  }
}

/** Half of an ever longer time is certain, the other half is chance. */
export function waitMs(tried: number, chance: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tried)
  return most / 2 + (most / 2) * chance
}
