import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'
import type { Channel } from '../../demo/slack/channels.ts'
import { BOT } from '../../demo/slack/people.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { happens, user } from './live-events.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { startIn } from './start-in.ts'

const HERE = 'C00GENERAL'
const OWNER = 'U00ALICE'

describe.each(placesOf('watch-suspended'))('a watch, %s,', (place) => {
  const clock = jumpingClock()
  let demo: Demo
  const { readBody: read } = makeReader(() => demo.slack)
  const errors: string[] = []
  beforeAll(async () => {
    demo = await startIn(place, {
      days: 1,
      clock,
      watches: { lookSeconds: 10, tickSeconds: 1 },
      rateLimits: false,
      onLog: (level, data, message) => void (level === 'error' && errors.push(`${message} ${JSON.stringify(data)}`)),
    })
    await demo.slack.as('@alice').command('/whodid', 'watch Mallory', { channel: HERE })
    await demo.slack.as('@alice').command('/whodid', 'watch hourly anyone denied', { channel: HERE })
    await demo.idle()
  }, 60_000)
  afterAll(() => demo.stop())

  it.each<[string, RegExp, Partial<Channel> | 'bot out']>([
    ['archived', /its channel is archived/, { archived: true }],
    ['shared with another company', /its channel is shared with another company/, { shared: true }],
    ['without the bot', /I am not in its channel any more/, 'bot out'],
  ])(
    'tells nothing in a channel that is %s; its owner is told once, and it goes on afterwards',
    async (_, why, lost) => {
      const as = channel()
      const before = { here: here().length, directs: directs().length }
      if (lost === 'bot out') as.members.delete(BOT.user)
      else demo.slack.state.channels.set(HERE, { ...as, ...lost })
      await pass(61_000)
      const name = `While${String(demo.slack.exchanges.length)}`
      await happens(demo, [{ ...user('Mallory'), eventName: name }])
      await until(() =>
        directs()
          .slice(before.directs)
          .some((text) => why.test(text)),
      )
      for (let step = 0; step < 8; step += 1) await pass(4_000)

      expect(here().length).toBe(before.here)
      const told = directs().slice(before.directs)
      expect(told).toHaveLength(1)
      expect(told[0]?.match(/Your watch is suspended/g)).toHaveLength(2)

      if (lost === 'bot out') as.members.add(BOT.user)
      else demo.slack.state.channels.set(HERE, as)
      await pass(61_000)
      await until(() => here().some((text) => text.includes(name)))
      expect(here().filter((text) => text.includes(`:${name}`))).toHaveLength(1)
    },
  )

  it.each<[string, () => void]>([
    ['is renamed', () => demo.slack.state.channels.set(HERE, { ...channel(), name: 'everybody' })],
    ['is made private', () => demo.slack.state.channels.set(HERE, { ...channel(), kind: 'private' })],
    ['is left by its owner', () => channel().members.delete(OWNER)],
  ])('goes on telling where its channel %s', async (_, change) => {
    const before = directs().length
    change()
    await pass(61_000)
    const name = `After${String(demo.slack.exchanges.length)}`
    await happens(demo, [{ ...user('Mallory'), eventName: name }])
    await until(() => here().some((text) => text.includes(name)))

    expect(directs()).toHaveLength(before)
  })

  it('whose owner has left says so in its channel, once; it is taken over by whoever sets it again', async () => {
    const owner = demo.slack.state.people.get(OWNER)
    if (owner === undefined) throw new Error('the demo has no Alice')
    const before = directs().length
    demo.slack.state.people.set(OWNER, { ...owner, role: 'deactivated' })
    await pass(61_000)
    await happens(demo, [{ ...user('Mallory'), eventName: 'WhileGone' }])
    await until(() => here().some((text) => /A watch here is suspended/.test(text)))
    for (let step = 0; step < 8; step += 1) await pass(4_000)
    const said = here().filter((text) => /A watch here is suspended/.test(text))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/has left the workspace/)
    for (const command of ['each Mallory', 'hourly denied']) expect(said[0]).toContain(`: /whodid watch ${command}`)
    expect(here().join('\n')).not.toContain('WhileGone')
    expect(directs()).toHaveLength(before)

    await demo.slack.as('@bob').command('/whodid', 'watch Mallory', { channel: HERE })
    await demo.idle()
    expect(here().at(-1)).toMatch(/^Watching again: What Mallory did\nTaken over from @alice/)
    await until(() => here().some((text) => text.includes('WhileGone')))
  })

  it('leaves no defect in the log, and does nothing that Slack forbids', () => {
    expect(errors).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })

  function channel(): Channel {
    const found = demo.slack.state.channels.get(HERE)
    if (found === undefined) throw new Error('the demo has no such channel')
    return found
  }

  async function until(holds: () => boolean): Promise<void> {
    for (let step = 0; step < 80; step += 1) {
      if (holds()) return
      await pass(5_000)
    }
    throw new Error(`it did not come to pass: ${holds.toString()}\n${[...here(), ...directs()].join('\n--\n')}`)
  }

  /** Not while Slack waits for an ack: for it, the time that passes would be the bot's. */
  async function pass(ms: number): Promise<void> {
    while (demo.slack.exchanges.some(({ direction, status }) => direction === 'to-bot' && status === undefined))
      await pause(5)
    clock.jump(ms)
    await pause(120)
  }

  function here(): readonly string[] {
    return demo.slack.state.messages.filter(({ channel: id }) => id === HERE).map(read)
  }

  function directs(): readonly string[] {
    return demo.slack.state.messages.filter(({ channel: id }) => id.startsWith('D')).map(read)
  }
})
