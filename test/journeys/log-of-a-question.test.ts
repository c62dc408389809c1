import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeLog } from '../../src/config/log.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

type Line = Readonly<Record<string, unknown>> & { readonly msg: string; readonly key?: string }

const lines: Line[] = []
const log = makeLog({ level: 'debug', secrets: [], to: { write: (line) => void lines.push(JSON.parse(line) as Line) } })

let demo: Demo
describe.each(placesOf('log-of-a-question'))('in the log, %s:', (place) => {
  beforeAll(async () => {
    const tried = Promise.withResolvers<void>()
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(25),
      aws: true,
      firstTimeDays: 0,
      onLog: (level, data, message) => {
        log[level](data, message as never)
        if (message === 'places were tried') tried.resolve()
      },
    })
    // In Lambda nobody tries them at the start.
    if (place === 'socket') await tried.promise
  }, 60_000)
  afterAll(() => demo.stop())

  it('every line of a question has its key, and those of AWS and Slack their request ids', async () => {
    lines.length = 0
    demo.aws?.faults.add({ service: 'cloudtrail', kind: '500', times: 1 })
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 1 })
    await ask('Alice 20h via:history')

    const key = lines.find(({ msg }) => msg === 'job done')?.key
    expect(key).toMatch(/^command:/)
    // How often AWS finds that it is asked too often depends on the machine.
    const refused = of('aws did not answer a call', key)
    expect(refused).toContainEqual(expect.objectContaining({ call: 'LookupEventsCommand', level: 'warn', status: 500 }))
    expect(refused.filter(({ awsRequestId }) => !/^[\da-f-]{36}$/.test(String(awsRequestId)))).toEqual([])
    expect(of('slack did not take a call', key)).toMatchObject([
      { call: 'chat.postMessage', said: 'invalid_blocks', slackRequestId: expect.stringMatching(/^[\da-f]{32}$/) },
    ])
    expect(of('audit', key).map(({ audit }) => audit)).toMatchObject([
      { key, outcome: 'started' },
      { key, outcome: 'answered' },
    ])
    expect(lines.filter((line) => line.key !== key && !OF_NO_QUESTION.has(line.msg))).toEqual([])
  })

  it('a message that Slack does not take has its reason and Slack’s request id under the same key', async () => {
    lines.length = 0
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'channel_not_found', times: 9 })
    await ask('Alice 19h via:history')
    demo.slack.faults.clear()

    const key = lines.find(({ msg }) => msg === 'job done')?.key
    expect(of('slack did not take a call', key)).toContainEqual(
      expect.objectContaining({ said: 'channel_not_found', slackRequestId: expect.any(String) }),
    )
    expect(of('a message did not get through', key)).not.toEqual([])
  })
})

/** What the bot says for itself, or where a message has not been read yet. */
const OF_NO_QUESTION: ReadonlySet<string> = new Set(['slack sdk'])

function of(message: string, key: string | undefined): readonly Line[] {
  return lines.filter((line) => line.msg === message && line.key === key)
}

async function ask(words: string): Promise<void> {
  await demo.slack.as('@bob').command('/whodid', words)
  await demo.idle()
}
