import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const { read, whispered } = makeReader(() => demo.slack)
const audited: Record<string, unknown>[] = []
describe.each(placesOf('budget'))('budgets, %s:', (place) => {
  beforeAll(async () => {
    audited.length = 0
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(),
      aws: true,
      limits: { questionsAnHourEach: 2, dollarsADayChannel: 0.000_05 },
      onLog: (_, data) => void ('audit' in data && audited.push(data.audit as Record<string, unknown>)),
    })
  }, 60_000)
  afterEach(() => {
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it('a channel that has spent its dollars is told so, and still asks what costs nothing', async () => {
    await ask('@alice', 'Alice 20h via:athena')
    expect(demo.slack.state.messages).not.toEqual([])
    demo.slack.state.messages.length = 0
    await ask('@bob', 'Alice 19h via:athena')

    expect(demo.slack.state.messages).toEqual([])
    expect(whispers()).toMatch(/This channel has less than \$0\.001 a day[^]*Nothing was looked for/)
    expect(audited.at(-1)).toMatchObject({ deed: 'answer', outcome: 'refused', rights: 'refused: budget' })
    await ask('@bob', 'Alice 20h via:files')
    expect(demo.slack.state.messages).not.toEqual([])
  })

  it('a person who has asked all their questions of this hour is told so; others go on', async () => {
    await ask('@bob', 'Alice 18h via:files')
    await ask('@bob', 'doctor')

    expect(whispers()).toMatch(/You have asked 2 questions in this hour[^]*under limits in my settings/)
    expect(demo.slack.state.messages.length).toBeGreaterThan(0)
    demo.slack.state.messages.length = 0
    await ask('@alice', 'Alice 17h via:files')
    expect(demo.slack.state.messages).not.toEqual([])
  })
})

async function ask(person: string, words: string): Promise<void> {
  await demo.slack.as(person).command('/whodid', words)
  await demo.idle()
}

function whispers(): string {
  return whispered().map(read).join('\n')
}
