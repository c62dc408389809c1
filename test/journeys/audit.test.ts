import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { currentKey } from '../../src/lib/job-key.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const lines: {
  readonly message: string
  readonly data: Record<string, unknown>
  readonly asked: number
  readonly under: string | undefined
}[] = []
describe.each(placesOf('audit'))('the audit, %s:', (place) => {
  beforeAll(async () => {
    lines.length = 0
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(),
      aws: true,
      onLog: (_, data, message) =>
        lines.push({ message, data: data as Record<string, unknown>, asked: askedByBob(), under: currentKey() }),
    })
  }, 60_000)
  afterAll(() => demo.stop())

  it('nothing is asked of AWS before there is a record of who asks what, and one of what came of it follows', async () => {
    await demo.slack.as('@bob').command('/whodid', 'Alice 20h via:history')
    await demo.idle()

    const audits = lines.flatMap(({ data, asked }) => ('audit' in data ? [{ ...(data.audit as Told), asked }] : []))
    expect(audits.map(({ outcome }) => outcome)).toEqual(['started', 'answered'])
    expect(audits[0]).toMatchObject({
      deed: 'answer',
      question: expect.stringContaining('Alice'),
      rights: 'demo',
      asked: 0,
    })
    expect(audits[1]?.key).toBe(audits[0]?.key)
    expect(audits[1]?.asked).toBeGreaterThan(0)
  })

  it('whatever is logged on behalf of a question is logged under its key, also where Slack is being asked', async () => {
    lines.length = 0
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 1 })
    await demo.slack.as('@bob').command('/whodid', 'Alice 19h via:files')
    await demo.idle()

    const done = lines.find(({ message }) => message === 'job done')
    const refused = lines.find(({ message }) => message.startsWith('slack refused'))
    expect(done?.under).toBe(done?.data.key)
    expect(refused?.under).toBe(done?.under)
    expect(done?.data.firstMs).toBeGreaterThan(0)
  })
})

type Told = { readonly key: string; readonly outcome: string }

/** Calls of AWS that were made in Bob's name: each session is called after whoever asks. */
function askedByBob(): number {
  return demo?.aws?.calls.filter(({ caller }) => caller?.includes('U00BOB')).length ?? 0
}
