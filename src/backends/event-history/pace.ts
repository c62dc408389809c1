import type { Clock } from '../../lib/clock.ts'

/** Whose call goes first where several wait: somebody is waiting for a person's, nobody for a watch's. */
export type Priority = 'person' | 'watch'

/**
 * Turns to call, one lane for each account and Region, shared by every question under way in this process.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export type Pace = {
  /** Resolves when it is this call's turn; rejects where the signal is aborted before that. */
  turn(lane: string, priority: Priority, signal: AbortSignal): Promise<void>
  /** AWS has had enough there: no turn in this lane for so long. */
  hold(lane: string, ms: number): void
}

type Waiting = { readonly priority: Priority; readonly go: () => void; readonly signal: AbortSignal }
type Lane = { waiting: Waiting[]; freeAt: number; isRunning: boolean }

/** How much of a gap may be made up for where a timer came late: together with it a turn is still not too soon. */
const LATE_PART = 0.01

/**
 * Each turn `gapMs` after the one before, less a hundredth where that one was late: a steady pace is never too fast, however
 * AWS counts. Turns that nobody took are not saved up.
 */
export function makePace(clock: Clock, gapMs: number): Pace {
  const lanes = new Map<string, Lane>()

  function laneOf(name: string): Lane {
    const lane = lanes.get(name) ?? { waiting: [], freeAt: 0, isRunning: false }
    lanes.set(name, lane)
    return lane
  }

  async function run(lane: Lane): Promise<void> {
    lane.isRunning = true
    let late = 0
    while (lane.waiting.length > 0) {
      const wait = lane.freeAt - clock.now()
      if (wait > 0) {
        await clock.sleep(wait)
        late = Math.min(gapMs * LATE_PART, Math.max(0, clock.now() - lane.freeAt))
        continue
      }
      const next = takeNext(lane)
      if (next === undefined) break
      lane.freeAt = clock.now() + gapMs - late
      late = 0
      next.go()
    }
    lane.isRunning = false
  }

  return {
    turn(name, priority, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(reasonOf(signal))
        const lane = laneOf(name)
        const stop = () => {
          lane.waiting = lane.waiting.filter((one) => one !== waiting)
          reject(reasonOf(signal))
        }
        const go = () => {
          signal.removeEventListener('abort', stop)
          resolve()
        }
        const waiting: Waiting = { priority, go, signal }
        signal.addEventListener('abort', stop, { once: true })
        lane.waiting.push(waiting)
        if (!lane.isRunning) void run(lane)
      })
    },
    hold(name, ms) {
      const lane = laneOf(name)
      lane.freeAt = Math.max(lane.freeAt, clock.now() + ms)
    },
  }
}

/** People first, and each in the order in which they came. */
function takeNext(lane: Lane): Waiting | undefined {
  const first = lane.waiting.findIndex(({ priority }) => priority === 'person')
  return lane.waiting.splice(Math.max(0, first), 1)[0]
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('stopped', { cause: reason })
}
