import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const { read, whispered } = makeReader(() => demo.slack)
describe.each(placesOf('stop-and-run'))('while it takes long, and before it costs, %s:', (place) => {
  beforeAll(async () => {
    // The least that a query of Athena is billed for: ten megabytes.
    demo = await startIn(place, { days: 2, clock: quickClock(), aws: true, limits: { dollarsUnasked: 0.00004 } })
  }, 60_000)
  afterEach(() => {
    demo.aws?.faults.clear()
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it('a slow search tells what it found so far, and can be stopped by anyone who sees it; the answer says that it is not all', async () => {
    const seen = new Set<string>()
    const stopped = new Promise<void>((resolve) => {
      const end = demo.slack.on('change', () => {
        const [root] = demo.slack.state.messages
        if (root === undefined || !read(root).includes('Found so far')) return
        seen.add(read(root))
        end()
        void demo.slack
          .as('@alice')
          .click(root, 'stop')
          .then(() => resolve())
      })
    })
    demo.aws?.faults.add({ service: 'cloudtrail', region: 'us-west-2', kind: 'slow', ms: 3_000 })
    await demo.slack.as('@bob').command('/whodid', 'anyone 40h via:history')
    await stopped
    await demo.idle()

    expect([...seen][0]).toMatch(/Looking in 12 places… \d+ answered, [\d,]+ events so far/)
    expect([...seen][0]).toMatch(/Found so far; this is not all[^]*Stop/)
    const [root] = demo.slack.state.messages
    expect(read(root)).toMatch(/Incomplete: .*not|Incomplete/)
    expect(read(root)).toMatch(/stopped|cancelled/i)
    expect(read(root)).not.toContain('Looking in')
  })

  it('a question that costs more than may be spent unasked is not run before its asker says so', async () => {
    await demo.slack.as('@bob').command('/whodid', 'Alice 20h via:athena')
    await demo.idle()

    expect(demo.slack.state.messages).toEqual([])
    const [asked] = whispered()
    expect(read(asked)).toMatch(/This would read about [\d.]+ MB, for about less than \$0\.001/)
    expect(read(asked)).toMatch(/Nothing was looked for yet/)

    await demo.slack.as('@bob').click(asked!, 'run')
    await demo.idle()

    expect(read(demo.slack.state.messages[0])).toMatch(/What Alice did[^]*\d+ events[^]*It read [\d.]+ MB/)
  })
})
