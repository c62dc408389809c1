import type { Random } from './random.ts'

/**
 * Time in which several tasks run, one at a time and each until it waits again: every order of their steps can come about,
 * and the same seed gives the same.
 */
export type Timeline = {
  readonly now: () => number
  /** Goes on so many milliseconds later. */
  wait(ms: number): Promise<void>
  /** Never goes on: the process died. */
  die(): Promise<never>
  start(task: () => Promise<void>): void
  /** Runs until nothing is to be done before an instant. */
  runUntil(end: number): Promise<void>
}

export function makeTimeline(start: number, random: Random): Timeline {
  let now = start
  let waiting: { readonly at: number; readonly order: number; readonly go: () => void }[] = []
  let stopped: () => void = () => {}

  return {
    now: () => now,
    wait: (ms) =>
      new Promise((go) => {
        waiting.push({ at: now + Math.max(0, ms), order: random.part(), go })
        stopped()
      }),
    die: () =>
      new Promise(() => {
        stopped()
      }),
    start(task) {
      waiting.push({ at: now, order: random.part(), go: () => void run(task) })
    },
    async runUntil(end) {
      for (;;) {
        let next = waiting[0]
        for (const one of waiting) {
          if (next === undefined || one.at < next.at || (one.at === next.at && one.order < next.order)) next = one
        }
        if (next === undefined || next.at > end) break
        const { at, go } = next
        waiting = waiting.filter((one) => one !== next)
        now = Math.max(now, at)
        await new Promise<void>((resolve) => {
          stopped = resolve
          go()
        })
      }
      now = Math.max(now, end)
    },
  }

  async function run(task: () => Promise<void>): Promise<void> {
    await task()
    stopped()
  }
}
