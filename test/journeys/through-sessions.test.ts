import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const { read, roots } = makeReader(() => demo.slack)
describe.each(placesOf('through-sessions'))('an answer, %s:', (place) => {
  beforeAll(async () => {
    demo = await startIn(place, { days: 2, clock: quickClock(), firstTimeDays: 0 })
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
})

async function ask(words: string): Promise<string> {
  demo.slack.state.messages.length = 0
  await demo.slack.as('@bob').command('/whodid', words)
  await demo.idle()
  return read(roots()[0])
}
