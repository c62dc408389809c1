import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

describe.each(placesOf('follow-up'))('asking on from where the answer is, %s', (place) => {
  let demo: Demo
  const { read, whispered } = makeReader(() => demo.slack)
  let root: SlackMessage
  const audited: Record<string, unknown>[] = []
  beforeAll(async () => {
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(),
      onLog: (_, data) => void ('audit' in data && audited.push(data.audit as Record<string, unknown>)),
    })
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    root = demo.slack.state.messages.find((message) => message.thread_ts === undefined)!
  }, 60_000)
  beforeEach(async () => {
    demo.slack.state.messages.splice(0, demo.slack.state.messages.length, root)
    demo.slack.state.ephemerals.length = 0
    demo.slack.state.views.length = 0
    await demo.idle()
    audited.length = 0
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it.each([
    ['only denied', /Understood as: .*refusals/i, /What Alice did, refusals only/],
    ['who was behind it', /Understood as/, /What it did itself, and through whom/],
    ['by service', /Understood as/, /by service/],
  ])('a mention in the thread reads on: %s', async (words, understood, says) => {
    const said = await mention(words)

    expect(said).toMatch(understood)
    expect(said).toMatch(says)
    expect(replies().every((message) => message.thread_ts === root.ts)).toBe(true)
  })

  it('on from there: for somebody else, over another window; and what was understood is said', async () => {
    await mention('Alice 24h')
    const other = await mention('same for backup-agent')
    expect(other).toMatch(/Understood as: .*backup-agent/)
    expect(other).toMatch(/What backup-agent did/)

    await mention('only denied 1m')
    expect(whispered().map(read).join()).toMatch(/Understood as: .*backup-agent[^]*No event was found/)
  })

  it('words that do not read on are told to the asker alone', async () => {
    await mention('flibber 3xh')

    expect(replies().filter(({ user }) => user !== 'U00BOB')).toEqual([])
    expect(whispered().map(read).join()).toMatch(/I do not understand/)
  })

  it('all identities of a person: what the log proves is added, what only shares a name is said', async () => {
    await demo.slack.as('@bob').select(root, 'menu', 'widen')
    await demo.idle()

    expect(replies().map(read).join('\n')).toMatch(/Understood as: all identities of whom was asked about: /)
  })

  it('*Who did this?* on a message offers the questions that it leads to', async () => {
    await demo.slack
      .as('@alice')
      .say(
        'GuardDuty: UnauthorizedAccess by arn:aws:iam::222233334444:user/Alice from 203.0.113.66 on sg-0123456789abcdef0',
      )
    const alert = demo.slack.state.messages.at(-1)!
    await demo.slack.as('@bob').messageShortcut('open-who', alert)
    await demo.idle()

    const [modal] = demo.slack.state.views
    const text = JSON.stringify(modal?.view.blocks)
    expect(text).toContain('user/Alice')
    expect(text).toContain('203.0.113.66')
    expect(text).toContain('sg-0123456789abcdef0')
  })

  it('/whodid alone opens a form; it offers names that were seen, and asks what it was filled with', async () => {
    const bob = demo.slack.as('@bob')
    await bob.command('/whodid', '')
    const [form] = demo.slack.state.views
    expect(form).toBeDefined()
    const offered = await bob.suggest(form!, 'who', 'ali')
    expect(JSON.stringify(offered)).toContain('user:Alice')

    const wrong = await bob.submitView({ channel: 'C00INCIDENTS' })
    expect(JSON.stringify(wrong)).toMatch(/errors/)
    await bob.submitView({ other: 'user:Alice', channel: 'C00INCIDENTS' })
    await demo.idle()

    expect(demo.slack.state.messages.map(read).join('\n')).toMatch(/What the user Alice did/)
  })

  it('Home shows what was asked of late, and how the places are', async () => {
    await demo.slack.as('@bob').openHome()
    await demo.idle()

    const home = [...demo.slack.state.homes.values()].find(({ person }) => person === 'U00BOB')
    const text = JSON.stringify(home?.view.blocks)
    expect(text).toContain('What Alice did')
    expect(text).toContain('organisation trail')
  })

  it('each of these roads writes to the audit, once', async () => {
    const bob = demo.slack.as('@bob')
    await bob.command('/whodid', 'help')
    await bob.mention('only denied', { thread: root.ts })
    await bob.directMessage('Alice 1h')
    await bob.click(root, 'only-changes')
    await bob.messageShortcut('open-who', root)
    await bob.shortcut('open-form')
    await bob.submitView({ other: 'user:Alice', channel: 'C00INCIDENTS' })
    await bob.openHome()
    await demo.idle()

    // What is looked for is written down when it begins, too.
    const ended = audited.filter(({ outcome }) => outcome !== 'started')
    expect(new Set(ended.map(({ deed }) => deed))).toEqual(new Set(['ask', 'answer', 'shortcut', 'home']))
    expect(new Set(ended.map(({ key }) => key)).size).toBe(8)
    expect(audited.every(({ person, key }) => person === 'U00BOB' && typeof key === 'string')).toBe(true)
  })

  async function mention(words: string): Promise<string> {
    const before = demo.slack.state.messages.length
    await demo.slack.as('@bob').mention(words, { thread: root.ts })
    await demo.idle()
    return demo.slack.state.messages
      .slice(before + 1)
      .map(read)
      .join('\n')
  }

  function replies(): readonly SlackMessage[] {
    return demo.slack.state.messages.filter(({ ts, user }) => ts !== root.ts && user !== 'U00BOB')
  }
})
