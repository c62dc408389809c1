import type { Clock } from '../../demo/slack/clock.ts'

/** The clock on the wall, running faster: what waits a second waits a fifth of one, for the bot and for Slack alike. */
export function quickClock(times = 5): Clock {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * times,
    after(ms, call) {
      const timer = setTimeout(call, ms / times)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}
