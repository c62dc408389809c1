import type { Clock } from '../slack/clock.ts'

/** The clock on the wall, which a person can put forward. */
export type JumpingClock = Clock & {
  /** How far ahead of the wall it is. */
  ahead(): number
  /** Puts it forward; what falls due on the way is called, in order. */
  jump(ms: number): void
}

type Waiting = { readonly at: number; readonly call: () => void; timer: NodeJS.Timeout | undefined }

/** The longest that a timer of Node's can wait. */
const LONGEST = 2 ** 31 - 1

/** A clock that runs by itself and can jump, so that nobody waits a day for a day to pass. */
export function jumpingClock(wall: () => number = Date.now): JumpingClock {
  let ahead = 0
  const waiting = new Set<Waiting>()
  const now = (): number => wall() + ahead
  const fire = (entry: Waiting): void => {
    if (!waiting.delete(entry)) return
    clearTimeout(entry.timer)
    entry.call()
  }
  const arm = (entry: Waiting): void => {
    clearTimeout(entry.timer)
    entry.timer = setTimeout(
      () => {
        if (entry.at <= now()) fire(entry)
        else arm(entry)
      },
      Math.min(LONGEST, Math.max(0, entry.at - now())),
    )
    entry.timer.unref()
  }
  return {
    now,
    ahead: () => ahead,
    after(ms, call) {
      const entry: Waiting = { at: now() + ms, call, timer: undefined }
      waiting.add(entry)
      arm(entry)
      return () => {
        clearTimeout(entry.timer)
        waiting.delete(entry)
      }
    },
    jump(ms) {
      ahead += ms
      const due = [...waiting].filter((entry) => entry.at <= now()).sort((a, b) => a.at - b.at)
      for (const entry of due) fire(entry)
      for (const entry of waiting) arm(entry)
    },
  }
}
