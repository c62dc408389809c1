import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { repliesTo } from '../../demo/slack/state.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

describe.each(placesOf('ask'))('asking in Slack, %s', (place) => {
  let demo: Demo
  const { read, roots, whispered } = makeReader(() => demo.slack)
  const errors: string[] = []

  beforeAll(async () => {
    const onLog = (level: string, data: object, message: string) => {
      if (level === 'error') errors.push(`${message} ${JSON.stringify(data)}`)
    }
    demo = await startIn(place, { days: 2, clock: quickClock(), firstTimeDays: 0, onLog })
  })
  afterEach(() => {
    demo.slack.faults.clear()
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
    expect(errors.splice(0)).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it('answers in the channel, with the details in the thread, and the incident stands out', async () => {
    const outcome = await ask('@bob', 'Alice 24h')

    expect(outcome.kind).toBe('acked')
    const [root, ...more] = roots()
    expect(more).toEqual([])
    const text = read(root)
    expect(text).toMatch(/\d+ events?: .*changes/)
    expect(text).toContain('StopLogging')
    expect(text).toContain('CreateAccessKey')
    expect(text).toContain('203.0.113.66')
    expect(text).toMatch(/Newest event seen/)
    expect(root === undefined ? [] : repliesTo(demo.slack.state, root)).not.toHaveLength(0)
    expect(whispers('U00BOB')).toEqual([])
  })

  it('nothing that an event holds pings anyone, though one holds <!channel>', async () => {
    await ask('@bob', 'Alice 24h')

    expect(demo.slack.state.messages.map(read).join('\n')).toContain('<!channel>')
    expect(demo.slack.problems).toEqual([])
  })

  it('tells the asker alone that nothing was found, with where it looked and names that were seen', async () => {
    await ask('@bob', 'Alcie 24h')

    expect(roots()).toEqual([])
    const [said = ''] = whispers('U00BOB')
    expect(said).toContain('Alice')
    expect(said).toContain('organisation trail')
    expect(whispers('U00ALICE')).toEqual([])
  })

  it('tells the asker alone which word was not understood, and what would work', async () => {
    await ask('@bob', 'Alice evnt:RunInstances')

    expect(roots()).toEqual([])
    expect(whispers('U00BOB')[0]).toMatch(/evnt/)
    expect(whispers('U00BOB')[0]).toMatch(/event:RunInstances/)
  })

  it('explains itself to the asker alone', async () => {
    await ask('@bob', 'help')

    expect(roots()).toEqual([])
    expect(whispers('U00BOB')[0]).toContain('Alice 24h')
  })

  it('reads times in the asker’s zone and says which', async () => {
    await ask('@bob', 'Alice since yesterday')

    expect(read(roots()[0])).toContain('America/Los_Angeles')
  })

  it('finds a person of Slack by their e-mail address', async () => {
    await ask('@bob', '@ada 2d')

    const [said = read(roots()[0])] = whispers('U00BOB')
    expect(said).toContain('ada@example.com')
  })

  it('answers a mention in the thread where it was asked', async () => {
    const { ts } = await say('@ada', 'the alarm of prod went off')
    await demo.slack.as('@bob').mention('role:ProdAdmin 24h', { channel: 'C00INCIDENTS', thread: ts })
    await answered()

    const told = demo.slack.state.messages.filter(({ user }) => user === demo.slack.bot.user)
    expect(told.length).toBeGreaterThan(1)
    expect(new Set(told.map(({ thread_ts }) => thread_ts))).toEqual(new Set([ts]))
  })

  it('answers a direct message', async () => {
    await demo.slack.as('@alice').directMessage('role:ProdAdmin 24h')
    await answered()

    const told = demo.slack.state.messages.filter(
      ({ user, channel }) => user === demo.slack.bot.user && channel.startsWith('D00'),
    )
    expect(read(told[0])).toContain('ProdAdmin')
  })

  it('gives the answer to the asker alone where it is not in the channel, and says how to change that', async () => {
    await ask('@bob', 'role:ProdAdmin 24h', 'C00RANDOM')

    expect(demo.slack.state.messages).toEqual([])
    const said = whispers('U00BOB', 'C00RANDOM').join('\n')
    expect(said).toContain('ProdAdmin')
    expect(said).toMatch(/invite/)
  })

  it('where only admins may post, says so to the asker', async () => {
    await ask('@bob', 'role:ProdAdmin 24h', 'C00NEWS')

    expect(demo.slack.state.messages).toEqual([])
    expect(whispers('U00BOB', 'C00NEWS').join('\n')).toContain('ProdAdmin')
  })

  it('where the channel was archived meanwhile, says so to the asker', async () => {
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'is_archived' })
    await ask('@bob', 'role:ProdAdmin 24h')

    expect(roots()).toEqual([])
    expect(whispers('U00BOB').join('\n')).toMatch(/archived[^]*ProdAdmin/)
  })

  it('where the response_url has expired meanwhile, reaches the asker all the same, once', async () => {
    demo.slack.faults.add({ on: 'response_url', kind: 'error', error: 'expired_url', times: 5 })
    await ask('@bob', 'Alice evnt:RunInstances')

    expect(roots()).toEqual([])
    expect(whispers('U00BOB')).toEqual([expect.stringContaining('evnt')])
    const ways = demo.slack.exchanges.filter(({ name }) => name === 'response_url' || name === 'chat.postEphemeral')
    expect(ways.slice(-2).map(({ name, status }) => `${name} ${status}`)).toEqual([
      expect.stringMatching(/^response_url 4/),
      'chat.postEphemeral 200',
    ])
  })

  it('a command that Slack delivers twice is answered once', async () => {
    demo.slack.faults.add({ on: place === 'socket' ? 'command' : 'event', kind: 'duplicate' })
    if (place === 'socket') await ask('@bob', 'role:ProdAdmin 24h')
    else {
      await demo.slack.as('@bob').mention('role:ProdAdmin 24h')
      await answered()
    }

    expect(roots()).toHaveLength(1)
  })

  it('a post whose answer was lost is not posted again, and the asker is told', async () => {
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'drop-after-accept' })
    await ask('@bob', 'role:ProdAdmin 24h')

    expect(roots()).toHaveLength(1)
    expect(whispers('U00BOB')).toHaveLength(1)
  })

  it('waits out a rate limit and then answers', async () => {
    demo.slack.faults.add({ on: 'chat.postMessage', kind: '429', seconds: 2 })
    await ask('@bob', 'role:ProdAdmin 24h')

    expect(roots()).toHaveLength(1)
    expect(read(roots()[0])).toContain('ProdAdmin')
  })

  it('blocks that Slack refuses are sent again as plain text', async () => {
    demo.slack.faults.add({ on: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' })
    await ask('@bob', 'role:ProdAdmin 24h')

    expect(errors.splice(0).join()).toContain('refused')
    expect(roots()[0]?.blocks).toEqual([])
    expect(roots()[0]?.text).toContain('ProdAdmin')
  })

  async function answered(): Promise<void> {
    await demo.idle()
  }

  async function ask(who: string, words: string, channel = 'C00INCIDENTS') {
    const outcome = await demo.slack.as(who).command('/whodid', words, { channel })
    await answered()
    return outcome
  }

  async function say(who: string, text: string): Promise<{ readonly ts: string }> {
    await demo.slack.as(who).say(text)
    const said = demo.slack.state.messages.at(-1)
    if (said === undefined) throw new Error('nothing was said')
    return said
  }

  function whispers(to: string, channel = 'C00INCIDENTS'): readonly string[] {
    return whispered({ to, channel }).map(read)
  }
})
