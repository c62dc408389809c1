import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const { read } = makeReader(() => demo.slack)
describe.each(placesOf('slow'))('while it takes long, %s:', (place) => {
  beforeAll(async () => {
    demo = await startIn(place, { days: 2, clock: quickClock(), aws: true })
  }, 60_000)
  afterAll(() => demo.stop())

  it('a slow search shows in the channel how far it is, in the one message that becomes the answer', async () => {
    const { slack } = demo
    const seen: string[] = []
    const stop = slack.on('change', () => {
      const text = read(slack.state.messages[0])
      if (text !== '' && seen.at(-1) !== text) seen.push(text)
    })

    await slack.as('@bob').command('/whodid', 'anyone 20h via:history', { channel: 'C00INCIDENTS' })
    await demo.idle()
    stop()

    expect(seen.length).toBeGreaterThan(2)
    for (const text of seen.slice(0, -1)) expect(text).toMatch(/Looking in 12 places… .* events? so far \(\d+ %\)/)
    expect(seen.at(-1)).toMatch(/\d events: .*changes/)
    expect(seen.at(-1)).not.toContain('Looking')

    const told = slack.exchanges.filter(({ name }) => name === 'chat.postMessage' || name === 'chat.update')
    const first = told.findIndex(({ request }) => request.thread_ts !== undefined)
    expect(told.slice(0, first).map(({ name }) => name)).toEqual([
      'chat.postMessage',
      ...seen.slice(1).map(() => 'chat.update'),
    ])
    expect(told.slice(first).every(({ name }) => name === 'chat.postMessage')).toBe(true)
    expect(told.map(({ status }) => status)).toEqual(told.map(() => 200))
    expect(slack.problems).toEqual([])
  })
})
