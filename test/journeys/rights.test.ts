import { afterEach, describe, expect, it } from 'vitest'
import type { Demo, DemoOptions } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const { read, whispered } = makeReader(() => demo.slack)
let audited: Record<string, unknown>[]
describe.each(placesOf('rights'))('who may ask what, %s:', (place) => {
  afterEach(() => demo.stop())

  async function startWith(policy: DemoOptions['policy']): Promise<void> {
    audited = []
    demo = await startIn(place, {
      days: 2,
      clock: quickClock(),
      ...(policy && { policy }),
      onLog: (_, data) => {
        if ('audit' in data) audited.push(data.audit as Record<string, unknown>)
      },
    })
  }

  it('nobody may ask without a rule, and is told who decides', async () => {
    await startWith([])
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    await demo.slack.as('@bob').command('/whodid', 'doctor')
    await demo.idle()

    expect(demo.slack.state.messages).toEqual([])
    expect(whispers()).toHaveLength(2)
    for (const said of whispers())
      expect(said).toMatch(/You may not ask this here\. No rule lets you ask here[^]*policy/)
    expect(audited).toMatchObject([
      { deed: 'answer', outcome: 'refused', rights: 'refused: no-rule', person: expect.stringMatching(/^U/) },
      { deed: 'doctor', outcome: 'refused', rights: 'refused: no-rule' },
    ])
  })

  it('a guest, a stranger and a deactivated person may never ask', async () => {
    await startWith([{ name: 'all', everyone: true }])
    const one = (role: string) => [...demo.slack.state.people.values()].find((person) => person.role === role)?.id ?? ''
    const channelOf = (id: string) =>
      [...demo.slack.state.channels.values()].find(({ members }) => members.has(id))?.id ?? ''
    const [guest, stranger] = [one('guest'), one('stranger')]
    await demo.slack.as(guest).command('/whodid', 'Alice 24h', { channel: channelOf(guest) })
    await demo.idle()
    // Slack gives strangers no commands; but they may mention the bot in a shared channel, and click there.
    await demo.slack.as(stranger).mention('Alice 24h', { channel: channelOf(stranger) })
    await demo.idle()

    expect(audited.map(({ person, outcome, rights }) => [person, outcome, rights])).toEqual([
      [guest, 'refused', 'refused: standing'],
      [stranger, 'refused', 'refused: standing'],
    ])
    const bots = demo.slack.state.messages.filter(({ user }) => demo.slack.state.people.get(user ?? '')?.role === 'bot')
    expect(bots).toEqual([])
  })

  it('nothing is told in a channel that another company reads; the same is answered elsewhere', async () => {
    await startWith([{ name: 'all', everyone: true }])
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00PARTNER' })
    await demo.idle()

    expect(demo.slack.state.messages).toEqual([])
    expect(whispers().join()).toMatch(/This channel is shared with another company/)
    expect(audited).toMatchObject([{ outcome: 'refused', rights: 'refused: shared' }])
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    expect(demo.slack.state.messages.length).toBeGreaterThan(0)
  })

  it('a right to counts shows counts: no event, address, key or target; and its buttons give no more', async () => {
    await startWith([{ name: 'counts', everyone: true, may: { detail: 'counts' } }])
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()

    const [root] = demo.slack.state.messages
    const told = demo.slack.state.messages.map(read).join('\n')
    expect(told).toMatch(/\d+ events/)
    expect(told).not.toMatch(/AKIA|ASIA|203\.0\.113|arn:aws|i-0[0-9a-f]/)

    await demo.slack.as('@bob').select(root!, 'menu', 'export-csv')
    await demo.idle()
    expect(whispers().join()).toMatch(/You may see counts here, not whole records/)
    expect(audited.at(-1)).toMatchObject({ deed: 'export', outcome: 'refused', rights: 'refused: detail' })
  })

  it('tells whether someone may ask something, and by which rule', async () => {
    await startWith([{ name: 'bobs', people: ['U00BOB'], may: { identities: ['people'], dollars: 5 } }])
    for (const words of ['may I user:Alice', 'may I role:Admin', 'may @alice user:Alice']) {
      await demo.slack.as('@bob').command('/whodid', words)
      await demo.idle()
    }

    const [yes, no, other] = whispers()
    expect(yes).toMatch(/may ask this here: What the IAM user Alice did|may ask this here/)
    expect(yes).toMatch(/By the rule bobs: sees raw, may export, may set watches, spends at most \$5\.00 a question/)
    expect(no).toMatch(/may not ask this here[^]*about people, not about roles/)
    expect(other).toMatch(/may not ask this here[^]*No rule lets/)
  })

  it('a right to one account narrows a question to it, and the answer says so', async () => {
    await startWith([{ name: 'all', everyone: true }])
    const prod = demo.world.accounts.find(({ alias }) => alias === 'prod')?.id ?? ''
    await demo.stop()
    await startWith([{ name: 'prod', everyone: true, may: { accounts: [prod] } }])
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()

    const told = demo.slack.state.messages.map(read).join('\n')
    expect(told).toMatch(/Only of the accounts that you may ask about here/)
    expect(told).toMatch(/What Alice did, in account/)
    expect(audited.at(-1)).toMatchObject({
      deed: 'answer',
      outcome: 'answered',
      rights: 'prod',
      answerHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(JSON.stringify(audited)).not.toMatch(/AKIA|ASIA|203\.0\.113/)
  })
})

function whispers(): readonly string[] {
  return whispered().map(read)
}
