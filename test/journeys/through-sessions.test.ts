import { afterAll, beforeAll, expect, it } from 'vitest'
import { showMessage } from '../../demo/slack/show-text.ts'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import { quickClock } from './quick-clock.ts'

let demo: Demo
beforeAll(async () => {
  demo = await startDemo({ days: 2, clock: quickClock(), firstTimeDays: 0 })
}, 60_000)
afterAll(() => demo.stop())

it.each([
  [
    'user:Alice 24h',
    /Directly: [\d,]+ events\. Through sessions it opened: [\d,]+ events in \d+ sessions, \d+ changes, \d+ refused/,
  ],
  ['Alice 24h', /Directly: [\d,]+ events\. Through sessions it opened: [\d,]+ events in \d+ sessions/],
])('%s counts what was done through roles apart from what was done directly', async (words, says) => {
  expect(await ask(words)).toMatch(says)
})

it('a role or a service opens nothing, and nothing is said', async () => {
  expect(await ask('role:ProdAdmin 24h')).not.toContain('Through sessions')
})

async function ask(words: string): Promise<string> {
  demo.slack.state.messages.length = 0
  await demo.slack.as('@bob').command('/whodid', words)
  await demo.idle()
  const [root] = demo.slack.state.messages
  return root === undefined
    ? ''
    : showMessage(demo.slack.state, root, { viewer: '@bob', now: demo.slack.clock.now(), width: 4_000 })
}
