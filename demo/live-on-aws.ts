import { instant } from '../src/lib/instant.ts'
import type { FakeAws } from './aws/start-aws.ts'
import type { Clock } from './slack/clock.ts'
import { nextEvents } from './world/make-world.ts'

const EVERY_MS = 10_000

/** Lets what goes on in the company reach its AWS too, as time passes. Gives a function that ends it. */
export function liveOnAws(
  aws: Pick<FakeAws, 'add'>,
  { clock, since, seed }: { readonly clock: Clock; readonly since: number; readonly seed: number },
): () => void {
  let last = since
  let callOff = clock.after(EVERY_MS, again)
  return () => callOff()

  function again(): void {
    const now = clock.now()
    if (now > last) aws.add(nextEvents(instant(last), instant(now), seed))
    last = Math.max(last, now)
    callOff = clock.after(EVERY_MS, again)
  }
}
