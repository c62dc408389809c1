import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

const HERE = 'C00INCIDENTS'

describe.each(placesOf('watch-form'))('the form of a watch, %s', (place) => {
  let demo: Demo
  const { readBody: read, whispered } = makeReader(() => demo.slack)
  const errors: string[] = []
  beforeAll(async () => {
    demo = await startIn(place, {
      days: 1,
      clock: quickClock(),
      rateLimits: false,
      onLog: (level, data, message) => void (level === 'error' && errors.push(`${message} ${JSON.stringify(data)}`)),
    })
  }, 60_000)
  afterAll(() => demo.stop())

  it('opens on Home, says what is wrong beneath its input, and sets the watch where it was told to', async () => {
    const bob = demo.slack.as('@bob')
    await bob.openHome()
    await demo.idle()
    await bob.click(home(), 'open-watch')
    await demo.idle()
    expect(form()).toContain('"callback_id":"watch-new"')

    const wrong = await bob.submitView({ words: 'flibber 3xh', channel: HERE })
    expect(JSON.stringify(wrong)).toMatch(/errors.*words/)
    await bob.submitView({ words: 'Alice writes', soon: 'hourly', channel: HERE })
    await demo.idle()

    expect(last()).toMatch(
      /^Watching: What Alice did, changes only[^]*Set again with \/whodid watch hourly Alice writes/,
    )
    expect(JSON.stringify(home().view.blocks)).toContain('once an hour')
  })

  it('is filled with the watch on Edit, and changes all at once; the channel reads what is otherwise', async () => {
    const bob = demo.slack.as('@bob')
    const setting = messages().find((message) => read(message).startsWith('Watching'))!
    await bob.click(setting, 'open-watch')
    await demo.idle()
    expect(form()).toMatch(/"callback_id":"watch-edit"/)
    expect(form()).toMatch(/"initial_option":\{[^}]*\{[^}]*A digest every hour/)

    const wrong = await bob.submitView({ mutes: 'event:Decrypt\nflibber 3xh' })
    expect(JSON.stringify(wrong)).toMatch(/errors.*mutes/)
    await bob.submitView({ soon: 'daily', hour: '17', mutes: 'event:Decrypt\nevent:Get* in us-east-1', state: '8h' })
    await demo.idle()
    expect(last()).toMatch(/^Changed: \/whodid watch daily 17 Alice writes/)
    expect(last()).toMatch(/Tells daily at 17:00 \(.*\); before: hourly/)
    expect(last()).toMatch(/Now paused until/)
    expect(last()).toMatch(/Not told any more: event:Decrypt, event:Get\* region:us-east-1/)

    await bob.click(setting, 'open-watch')
    await demo.idle()
    expect(form()).toContain('"initial_value":"event:Decrypt\\nevent:Get* region:us-east-1"')
    expect(form()).toMatch(/"initial_option":\{[^}]*Paused, as it is now/)
    await bob.submitView({ mutes: 'event:Decrypt' })
    await demo.idle()
    expect(last()).toMatch(/^Changed:[^\n]*\nTold again: event:Get\* region:us-east-1\nw-/)
  })

  it('is opened twice, and sent off twice: the second does not write over the first', async () => {
    const bob = demo.slack.as('@bob')
    const setting = messages().find((message) => read(message).startsWith('Watching'))!
    await bob.click(setting, 'open-watch')
    await demo.idle()
    await bob.command('/whodid', `resume ${idOf(read(setting))}`)
    await demo.idle()
    await bob.submitView({ soon: 'each' })
    await demo.idle()

    expect(whispers()).toMatch(/That watch was changed since you opened the form/)
    expect(last()).toMatch(/^Telling again:/)
  })

  it('asks something else from now on: by the form and by words, and the channel reads what, and what it would have told', async () => {
    const bob = demo.slack.as('@bob')
    const setting = messages().find((message) => read(message).startsWith('Watching'))!
    const id = idOf(read(setting))
    await bob.click(setting, 'open-watch')
    await demo.idle()
    expect(form()).toContain('"initial_value":"Alice writes"')
    const wrong = await bob.submitView({ asked: 'flibber 3xh' })
    expect(JSON.stringify(wrong)).toMatch(/errors.*asked/)
    await bob.submitView({ asked: 'Alice denied' })
    await demo.idle()
    expect(last()).toMatch(
      /^Changed: \/whodid watch \S+( 17)? Alice denied\nFrom now on: What Alice did, refusals only\nBefore: \/whodid watch \S+( 17)? Alice writes/,
    )
    expect(last()).toMatch(/Over the last 24 hours it would have told \d+ events/)

    await bob.command('/whodid', `edit ${id} each Alice writes`)
    await demo.idle()
    expect(last()).toMatch(/^Changed: \/whodid watch each Alice writes\n[^]*Tells each time; before: /)
    await bob.command('/whodid', `edit ${id} each Alice writes`)
    await demo.idle()
    expect(whispers()).toMatch(/Nothing was changed/)
  })

  it('pauses and ends on Home, where it is seen at once', async () => {
    const bob = demo.slack.as('@bob')
    await bob.openHome()
    await demo.idle()
    await bob.click(home(), 'watch-pause')
    await demo.idle()
    expect(JSON.stringify(home().view.blocks)).toMatch(/paused.*watch-resume/)
    await bob.click(home(), 'watch-unwatch')
    await demo.idle()

    expect(JSON.stringify(home().view.blocks)).not.toMatch(/watch-resume|Alice did, changes only/)
    expect(JSON.stringify(home().view.blocks)).toContain('None. Set one in a channel')
  })

  it('does nothing that Slack forbids, and leaves no defect in the log', () => {
    expect(errors).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })

  function home() {
    return [...demo.slack.state.homes.values()].find(({ person }) => person === 'U00BOB')!
  }

  /** The view on top. */
  function form(): string {
    return JSON.stringify(demo.slack.state.views.at(-1)?.view)
  }

  function messages() {
    return demo.slack.state.messages.filter(({ channel, user }) => channel === HERE && user !== 'U00BOB')
  }

  function last(): string {
    return read(messages().at(-1))
  }

  function whispers(): string {
    return whispered().map(read).join('\n')
  }

  function idOf(text: string): string {
    return /w-[a-z0-9]{6}/.exec(text)?.[0] ?? ''
  }
})
