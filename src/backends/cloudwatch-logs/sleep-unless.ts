import { AwsGap } from '../../aws/aws-gap.ts'
import type { Clock } from '../../lib/clock.ts'

/** Sleeps; rejects at once where the asker has had enough, or time has run out. */
export async function sleepUnless(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const ended = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const end = () => reject(endedEarly(signal))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true, signal: ended.signal })
  })
  try {
    await Promise.race([aborted, clock.sleep(ms)])
  } finally {
    ended.abort()
  }
}

/** What an answer says of a search that was ended from outside. */
export function endedEarly(signal: AbortSignal): AwsGap {
  const timeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
  return timeout
    ? new AwsGap('timeout', 'It ran out of time before everything had been looked at.')
    : new AwsGap('cancelled', 'It was stopped before everything had been looked at.')
}
