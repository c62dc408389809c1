import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Lambda, startLambda } from '../lambda/start-lambda.ts'
import { happens, user } from './live-events.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

describe('through the functions of Lambda', () => {
  let lambda: Lambda
  const { read, roots, whispered } = makeReader(() => lambda.slack)
  const errors: string[] = []
  /** The kinds of jobs that were done. */
  const done: string[] = []

  beforeAll(async () => {
    lambda = await startLambda({ clock: quickClock(), onLog })
  }, 60_000)
  afterEach(() => {
    clear()
    expect(errors.splice(0)).toEqual([])
    expect(lambda.slack.problems).toEqual([])
  })
  afterAll(() => lambda.stop())

  it('a command is acknowledged before anything is done, and answered in the channel by another container', async () => {
    const outcome = await lambda.slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00INCIDENTS' })
    expect(outcome.kind).toBe('acked')
    expect(lambda.slack.state.messages).toEqual([])

    lambda.coldStart()
    await lambda.idle()

    expect(roots()).toHaveLength(1)
    expect(read(roots()[0])).toMatch(/\d+ events?: .*changes[^]*StopLogging/)
    expect(lambda.slack.state.messages.length).toBeGreaterThan(1)
  })

  it('a click in the channel is answered in the thread, and asks once however often it is made', async () => {
    done.length = 0
    await lambda.slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00INCIDENTS' })
    await lambda.idle()
    const [root] = roots()
    if (root === undefined) throw new Error('no answer')
    lambda.slack.state.messages.splice(0, lambda.slack.state.messages.length, root)

    const bob = lambda.slack.as('@bob')
    await Promise.all([bob.click(root, 'only-refusals'), bob.click(root, 'only-refusals')])
    lambda.coldStart()
    await lambda.idle()

    const replies = lambda.slack.state.messages.filter(({ ts }) => ts !== root.ts)
    expect(replies.map(read).join('\n')).toMatch(/What Alice did, refusals only/)
    expect(done.splice(0)).toEqual(['ask', 'click'])
    expect(replies.every(({ thread_ts }) => thread_ts === root.ts)).toBe(true)

    await lambda.slack.as('@alice').click(root, 'events')
    const opened = lambda.slack.exchanges.filter(({ name }) => name.startsWith('views.'))
    expect(opened.map(({ name, status }) => `${name} ${status}`)).toEqual(['views.open 200'])
    await lambda.idle()
    const filled = lambda.slack.exchanges.filter(({ name }) => name === 'views.update').at(-1)
    expect(filled?.status).toBe(200)
    expect(JSON.stringify(filled?.request)).toContain('iam:DeleteUser')
  })

  it('a mention is answered in its thread, once, though Slack sends it twice', async () => {
    await lambda.slack.as('@ada').say('the alarm of prod went off')
    const thread = lambda.slack.state.messages.at(-1)?.ts ?? ''
    lambda.slack.faults.add({ on: 'event', kind: 'duplicate' })
    await lambda.slack.as('@ada').mention('role:ProdAdmin 24h', { channel: 'C00INCIDENTS', thread })
    await lambda.idle()

    const told = lambda.slack.state.messages.filter(({ user }) => user === lambda.slack.bot.user)
    expect(new Set(told.map(({ thread_ts }) => thread_ts))).toEqual(new Set([thread]))
    expect(told.filter((message) => /\d+ events?: /.test(read(message)))).toHaveLength(1)
  })

  it('words that are not understood are told to the asker alone', async () => {
    await lambda.slack.as('@bob').command('/whodid', 'Alice evnt:RunInstances', { channel: 'C00INCIDENTS' })
    await lambda.idle()

    expect(roots()).toEqual([])
    expect(whispered().map(read).join()).toMatch(/event:RunInstances/)
  })

  it('a message that cannot be worked off goes to the dead letters, and keeps no other waiting', async () => {
    await lambda.sqs.send('{"kind":"sent","at":"yesterday"}')
    await lambda.slack.as('@bob').command('/whodid', 'help', { channel: 'C00INCIDENTS' })
    await lambda.slack.until(() => whispered().length > 0 || void lambda.work())
    for (let tries = 0; tries < 60 && (await lambda.sqs.dead()).length === 0; tries += 1) {
      await lambda.work()
      await pause(100)
    }

    expect(await lambda.sqs.dead()).toEqual(['{"kind":"sent","at":"yesterday"}'])
    expect(errors.splice(0)).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/cannot be read/)))
    expect(whispered().map(read).join()).toContain('Alice 24h')
  })

  it('a watch is looked after by the schedule, and tells once, whichever containers there are', async () => {
    await lambda.slack.as('@bob').command('/whodid', 'watch Mallory', { channel: 'C00INCIDENTS' })
    await lambda.idle()
    expect(lambda.slack.state.messages.map(read).join()).toMatch(/Watching: What Mallory did/)

    await happens(lambda, [{ ...user('Mallory'), eventName: 'RunInstances' }])
    const told = () => lambda.slack.state.messages.filter((message) => read(message).includes('RunInstances'))
    for (let ticks = 0; ticks < 60 && told().length === 0; ticks += 1) {
      await lambda.tick()
      await pause(100)
    }
    lambda.coldStart()
    await lambda.tick()

    expect(told()).toHaveLength(1)
  })

  function onLog(level: string, data: object, message: string): void {
    const { err, kind = '' } = data as { readonly err?: Error; readonly kind?: string }
    if (message === 'job done') done.push(kind)
    if (level === 'error') errors.push(`${message} ${JSON.stringify(data)} ${err?.stack ?? ''}`)
  }

  function clear(): void {
    lambda.slack.faults.clear()
    lambda.slack.state.messages.length = 0
    lambda.slack.state.ephemerals.length = 0
  }
})

describe('a long question through Lambda', () => {
  let lambda: Lambda
  const { read } = makeReader(() => lambda.slack)
  beforeAll(async () => {
    lambda = await startLambda({ clock: quickClock(), aws: true })
  }, 60_000)
  afterAll(() => lambda.stop())

  it('tells what was found before the time of the function runs out, and that it is not all', async () => {
    lambda.remain(42_000)
    await lambda.slack.as('@bob').command('/whodid', 'anyone 20h', { channel: 'C00INCIDENTS' })
    await lambda.idle()

    const [root] = lambda.slack.state.messages
    expect(read(root)).toMatch(/\d+ events/)
    expect(lambda.slack.state.messages.map(read).join('\n')).toMatch(/[Ii]ncomplete|not all|NOT/)
    expect(read(root)).not.toContain('Looking in')
    lambda.remain(300_000)
  })

  it('is stopped by a click that another function takes', async () => {
    lambda.slack.state.messages.length = 0
    await lambda.slack.as('@bob').command('/whodid', 'anyone 20h errors', { channel: 'C00INCIDENTS' })
    const working = lambda.idle()
    const root = await lambda.slack.until(() =>
      lambda.slack.state.messages.find((message) => read(message).includes('Looking in')),
    )
    await lambda.slack.as('@alice').click(root, 'stop')
    await working

    const [said] = lambda.slack.state.messages
    expect(read(said)).not.toContain('Looking in')
    expect(lambda.slack.state.messages.map(read).join('\n')).toMatch(/stopped/i)
    expect(lambda.slack.problems).toEqual([])
  })
})
