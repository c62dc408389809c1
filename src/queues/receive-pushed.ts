import type { PushedMessage } from '../job/pushed-events.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { untilAborted } from '../lib/until-aborted.ts'
import type { PushedQueue } from './pushed-queue.ts'

type Options = {
  readonly queue: PushedQueue
  /** Gives the ids of those that may be deleted. */
  readonly take: (
    messages: readonly PushedMessage[],
  ) => Promise<{ readonly done: readonly string[]; readonly failed: number }>
  readonly clock: Clock
  readonly log: Log
}

const FIRST_WAIT_MS = 1_000
const MOST_WAIT_MS = 60_000

/**
 * Takes messages from the queue until it is stopped, and deletes those that are done with. Where the queue or the store fails, it
 * waits, longer each time, and goes on: meanwhile looks find the events.
 */
export function receivePushed({ queue, take, clock, log }: Options): { stop(): Promise<void> } {
  const end = new AbortController()
  const going = go()
  return {
    async stop() {
      end.abort()
      await going
    },
  }

  async function go(): Promise<void> {
    let wait = 0
    while (!end.signal.aborted) {
      const well = await once()
      wait = well ? 0 : Math.min(MOST_WAIT_MS, Math.max(FIRST_WAIT_MS, wait * 2))
      if (wait > 0) await untilAborted(clock.sleep(wait), end.signal)
    }
  }

  async function once(): Promise<boolean> {
    try {
      // What is received after the end is not taken: it is hidden for a while, and comes again.
      const received = await untilAborted(queue.receive(), end.signal)
      if (received === undefined || received.length === 0) return true
      const { done, failed } = await take(received)
      const left = await queue.remove(received.filter(({ id }) => done.includes(id)))
      if (left > 0) log.warn({ messages: left }, 'pushed messages could not be deleted, and come again')
      return failed === 0
    } catch (error) {
      log.error({ err: error }, 'the queue of pushed events could not be read')
      return false
    }
  }
}
