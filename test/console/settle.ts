import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { JumpingClock } from '../../demo/console/jumping-clock.ts'
import type { Demo } from '../../demo/start-demo.ts'

const STEP_MS = 50
const TIMES = 6

/**
 * Resolves when the bot has nothing more to do and the pages show it. Meanwhile the clock runs six times as fast: most of
 * what there is to wait for is the bot posting no more than Slack lets it, one message a second.
 */
export async function settle(demo: Pick<Demo, 'idle'>, clock: JumpingClock, pages: readonly Page[]): Promise<void> {
  const done = new AbortController()
  const idle = demo.idle().finally(() => done.abort())
  while (!done.signal.aborted) {
    await Promise.race([idle, pause(STEP_MS)])
    clock.jump(STEP_MS * (TIMES - 1))
  }
  await idle
  for (const page of pages)
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
}
