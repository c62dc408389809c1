import { isThrottle, isTransient } from '../../aws/errors.ts'
import type { Clock } from '../../lib/clock.ts'

type Waiting = { readonly clock: Clock; readonly signal: AbortSignal }

const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]
const TRANSIENT_TRIES = 3

/**
 * Makes a call again where Athena has too much to do (too many calls a second, or more queries than the account may have
 * queued and running) or could not be reached. After a minute it rejects with what went wrong last.
 * https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export async function keepAsking<T>({ clock, signal }: Waiting, call: () => Promise<T>): Promise<T> {
  let lost = 0
  for (let tried = 0; ; tried++) {
    signal.throwIfAborted()
    try {
      return await call()
    } catch (error) {
      const again = isThrottle(error) || (isTransient(error) && ++lost < TRANSIENT_TRIES)
      const ms = WAITS_MS[tried]
      if (!again || ms === undefined) throw error
      await pause(clock, ms, signal)
    }
  }
}

/** A sleep that ends at once when nobody waits any more. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const wake = (): void => resolve()
  signal.addEventListener('abort', wake, { once: true })
  await Promise.race([clock.sleep(ms), promise])
  signal.removeEventListener('abort', wake)
}
