import {
  type LookupEventsCommandInput,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail'
import type { Aws, Reach } from '../../aws/aws.ts'
import { isThrottle, isTransient } from '../../aws/errors.ts'
import { waitMs } from '../../aws/patiently.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Pace } from './pace.ts'

export type Asking = {
  readonly aws: Aws
  readonly clock: Clock
  readonly pace: Pace
  readonly random: () => number
  /** How long one page is waited for where AWS throttles. */
  readonly patienceMs: number
}

export type Answered = { readonly output: LookupEventsCommandOutput; readonly tookMs: number }

const TRANSIENT_TRIES = 3

/**
 * One page, in its turn. Throttling, which CloudTrail says with HTTP 400, is waited out with the whole lane, as other tools
 * of the account draw on the same two calls a second. Throws what AWS says in the end.
 */
export async function askPage(
  input: LookupEventsCommandInput,
  reach: Reach,
  { aws, clock, pace, random, patienceMs }: Asking,
  signal: AbortSignal,
): Promise<Answered> {
  const lane = `${reach.account}/${reach.region}`
  const client = await aws.cloudTrail(reach)
  const started = clock.now()
  for (let tried = 1; ; tried++) {
    await pace.turn(lane, reach.asker === 'whodid' ? 'watch' : 'person', signal)
    const sent = clock.now()
    try {
      const output = await client.send(new LookupEventsCommand(input), { abortSignal: signal })
      return { output, tookMs: clock.now() - sent }
    } catch (error) {
      const wait = waitMs(tried, random())
      const again = isThrottle(error)
        ? clock.now() + wait - started < patienceMs
        : isTransient(error) && tried < TRANSIENT_TRIES
      if (signal.aborted || !again) throw error
      pace.hold(lane, wait)
    }
  }
}
