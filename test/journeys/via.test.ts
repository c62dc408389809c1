import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

describe.each(placesOf('via'))('asking all kinds of places in Slack, %s', (place) => {
  let demo: Demo
  const { read, whispered } = makeReader(() => demo.slack)
  const answers = new Map<string, string>()
  beforeAll(async () => {
    demo = await startIn(place, { days: 2, clock: quickClock(), aws: true, firstTimeDays: 0 })
  }, 60_000)
  afterEach(() => {
    demo.aws?.faults.clear()
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
    expect(demo.slack.problems).toEqual([])
    expect(demo.aws?.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it.each(['history', 'logs', 'athena'])('gives the same answer via %s as from log files', async (via) => {
    const files = headline(await answerVia('files'))

    expect(files).toMatch(/\d+ events/)
    expect(headline(await answerVia(via))).toBe(files)
  })

  it('says in words what was asked and why, and what it cost', async () => {
    const [history, athena] = [await answerVia('history'), await answerVia('athena')]

    expect(history).toMatch(/Event history, 4 accounts × 3 Regions, .*free/)
    expect(history).toMatch(/All 12 places answered in full/)
    expect(athena).toMatch(/Athena, all accounts, about .*less than \$0\.001/)
    expect(athena).toMatch(/It read [\d.]+ MB, less than \$0\.001/)
  })

  it('tells in the footer which Region was denied and which role lacks what, and answers the rest', async () => {
    const prod = demo.world.accounts.find(({ alias }) => alias === 'prod')
    demo.aws?.faults.add({ service: 'cloudtrail', account: prod?.id ?? '', region: 'eu-central-1', kind: 'deny' })

    const answer = await ask('Alice event:StopLogging 20h via:history')

    expect(answer).toContain('StopLogging')
    expect(answer).toMatch(/eu-central-1/)
    expect(answer).toMatch(/cloudtrail:LookupEvents/)
  })

  it('waits out a throttle and still finds everything', async () => {
    const whole = headline(await answerVia('history'))
    demo.aws?.faults.add({ service: 'cloudtrail', kind: 'throttle', times: 3 })

    expect(headline(await ask('Alice 20h via:history'))).toBe(whole)
  })

  it('a doctor tells what can be asked, and the statement that would mend what cannot', async () => {
    const tools = demo.world.accounts.find(({ alias }) => alias === 'tools')
    demo.aws?.faults.add({ service: 'cloudtrail', account: tools?.id ?? '', region: 'us-west-2', kind: 'deny' })

    await demo.slack.as('@bob').command('/whodid', 'doctor')
    await demo.idle()

    const text = read(whispered()[0])
    expect(text).toMatch(/✗ event history of tools in us-west-2/)
    expect(text).toContain('cloudtrail:LookupEvents')
    expect(text).toMatch(/✓ event history of prod in us-east-1/)
  })

  /** The answer of one kind of place. An answer takes as long as Slack lets its messages through: each is asked for once. */
  async function answerVia(via: string): Promise<string> {
    const answer = answers.get(via) ?? (await ask(`Alice 20h via:${via}`))
    answers.set(via, answer)
    return answer
  }

  /** Asks, and gives all that came of it as text: the root, its thread, and what only Bob sees. */
  async function ask(words: string): Promise<string> {
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
    await demo.slack.as('@bob').command('/whodid', words)
    await demo.idle()
    return [...demo.slack.state.messages, ...whispered()].map(read).join('\n')
  }

  /** The line that counts, without the times of asking. */
  function headline(answer: string): string {
    return /^.*\d+ events?:.*$/m.exec(answer)?.[0].trim() ?? answer
  }
})
