import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Lambda, startLambda } from '../lambda/start-lambda.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

const QUESTION = 'anyone 6h'
const NEVER_MS = 1_000_000_000
const AGAIN = 'a job ended its worker, and is begun again'
const GIVEN_UP = 'a job ended each of its workers, and is not tried again'

describe('a job of the queue', () => {
  let lambda: Lambda
  const { read, roots, whispered } = makeReader(() => lambda.slack)
  let logged: string[]
  beforeEach(async () => {
    const lines: string[] = []
    logged = lines
    lambda = await startLambda({
      clock: quickClock(),
      aws: true,
      asDeployed: true,
      onLog: (_, __, message) => void lines.push(message),
    })
  }, 60_000)
  afterEach(async () => {
    expect(lambda.slack.problems).toEqual([])
    await lambda.stop()
  })

  it('whose worker is killed after it posted: the next goes on in its message, and nothing is told twice', async () => {
    await ask()
    await killWhileLooking()
    lambda.aws?.faults.clear()

    await comesAgain()
    await lambda.work()
    expect(roots()).toHaveLength(1)
    expect(read(roots()[0])).toMatch(/\d+ events?: .*changes/)
    const thread = lambda.slack.state.messages.filter((message) => !roots().includes(message)).map(read)
    expect(thread.length).toBeGreaterThan(0)
    expect(new Set(thread).size).toBe(thread.length)
    expect(logged).toContain(AGAIN)
    expect(whispered()).toEqual([])
    expect(await lambda.sqs.left()).toBe(0)
  }, 40_000)

  it('whose workers are killed each time: the asker is told, the message says so too, and the job is put aside', async () => {
    await ask()
    await killWhileLooking()
    await comesAgain()
    await killWhileLooking()
    expect(logged).toContain(AGAIN)

    await comesAgain()
    expect(await lambda.work()).toBe(1)
    expect(logged).toContain(GIVEN_UP)
    await lambda.slack.until(() => !read(roots()[0]).includes('Looking in') || undefined)
    expect(roots().map(read)).toEqual([expect.stringMatching(/I broke down each time that I began this/)])
    expect(whispered().map(read)).toEqual([
      expect.stringMatching(/I broke down[^]*To ask it again: `?\/whodid anyone 6h/),
    ])
    await comesAgain()
    expect(await lambda.work()).toBe(0)
    expect(await lambda.sqs.dead()).toHaveLength(1)
    expect(whispered()).toHaveLength(1)
  }, 40_000)

  it('whose message is delivered twice at once, and comes a second time as another, is answered once', async () => {
    await ask()
    const messages = await lambda.sqs.receive()
    const [body = ''] = messages.map((message) => message.body)
    const failed = await Promise.all([lambda.deliver(messages), lambda.deliver(messages)])
    expect(failed.flat()).toHaveLength(1)
    const [message] = messages
    if (message !== undefined) await lambda.sqs.remove(message)

    await lambda.sqs.send(body)
    await lambda.idle()
    expect(await lambda.sqs.left()).toBe(0)
    expect(roots()).toHaveLength(1)
    expect(read(roots()[0])).toMatch(/\d+ events?: .*changes/)
    const count = lambda.slack.exchanges.filter(({ name }) => name === 'chat.postMessage').length
    expect(count).toBe(lambda.slack.state.messages.length)
  }, 40_000)

  it('that cannot be begun three times: the asker is told at the last, and it is put aside', async () => {
    lambda.loseStore()
    await ask('Alice 6h')

    for (let receives = 1; receives <= 3; receives += 1) {
      expect(whispered()).toEqual([])
      expect(await lambda.work()).toBe(1)
      await comesAgain()
    }
    expect(roots()).toEqual([])
    expect(whispered().map(read)).toEqual([expect.stringMatching(/That did not work[^]*in my log under/)])
    expect(logged.filter((message) => message === 'a job could not be begun')).toHaveLength(3)
    await comesAgain()
    expect(await lambda.work()).toBe(0)
    expect(await lambda.sqs.dead()).toHaveLength(1)
  }, 40_000)

  /** Acknowledged, and in the queue. */
  async function ask(words = QUESTION): Promise<void> {
    const outcome = await lambda.slack.as('@bob').command('/whodid', words, { channel: 'C00INCIDENTS' })
    expect(outcome.kind).toBe('acked')
  }

  /** Begins the job and never hears of it again: what it had to ask of AWS stays without an answer. */
  async function killWhileLooking(): Promise<void> {
    lambda.aws?.faults.add({ service: 'cloudtrail', region: 'us-west-2', kind: 'slow', ms: NEVER_MS })
    const before = lambda.aws?.calls.length ?? 0
    lambda.remain(NEVER_MS)
    void lambda.work()
    await lambda.slack.until(() => read(roots()[0]).includes('Looking in') || undefined)
    for (let tries = 0; tries < 200 && (lambda.aws?.calls.length ?? 0) < before + 12; tries += 1) await pause(25)
    lambda.remain(300_000)
    lambda.kill()
  }

  /** As long later as nobody can be at a message any more. */
  async function comesAgain(): Promise<void> {
    lambda.pass(360_000)
    await lambda.sqs.comeAgain()
  }
})
