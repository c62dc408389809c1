import { startDemo } from '../demo/start-demo.ts'

const BURST = 100

/** The bot and a Slack on this machine, in one process: the slowest acknowledgement of a burst. */
export async function measureAcks(): Promise<{ readonly figure: string; readonly met: boolean }> {
  const demo = await startDemo({
    transport: 'http',
    days: 1,
    rateLimits: false,
    limits: { questionsWaitingEach: BURST },
  })
  try {
    await demo.slack.as('@bob').command('/whodid', 'help')
    const times = await Promise.all(
      Array.from({ length: BURST }, async (_, n) => {
        const before = performance.now()
        const { kind } = await demo.slack
          .as(n % 2 === 0 ? '@bob' : '@alice')
          .command('/whodid', `Alice ${(n % 20) + 1}h`)
        return kind === 'acked' ? performance.now() - before : Number.POSITIVE_INFINITY
      }),
    )
    const slowest = Math.max(...times)
    const middle = times.toSorted((a, b) => a - b)[BURST / 2] ?? 0
    return { figure: `${slowest.toFixed(0)} ms (half of them within ${middle.toFixed(0)} ms)`, met: slowest < 1_000 }
  } finally {
    await demo.stop()
  }
}
