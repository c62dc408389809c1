import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start-demo.ts'
import { MORE_ACTION } from '../../src/message/answer-buttons.ts'
import { hasKey } from '../../src/policy/mask-keys.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

let demo: Demo
const reader = makeReader(() => demo.slack)
describe.each(placesOf('masked-keys'))('who may see events and no whole records, %s:', (place) => {
  beforeAll(async () => {
    const policy = [{ name: 'events', everyone: true, may: { detail: 'events' as const } }]
    demo = await startIn(place, { days: 2, clock: quickClock(10), policy, firstTimeDays: 0 })
  }, 60_000)
  afterEach(() => {
    expect(demo.slack.problems).toEqual([])
    demo.slack.state.messages.length = 0
    demo.slack.state.ephemerals.length = 0
  })
  afterAll(() => demo.stop())

  it.each([
    'Alice 24h',
    'by session Alice 24h',
    'events Alice 24h',
    'behind Alice 24h',
    'who touched AKIAIOSFODNN7EXAMPLE 24h',
  ])('is told no whole access key id: %s', async (words) => {
    await ask(words)

    const sent = [...demo.slack.state.messages, ...demo.slack.state.ephemerals]
    expect(sent).not.toEqual([])
    expect(sent.filter((message) => hasKey(JSON.stringify(message)))).toEqual([])
  })

  it('asks what a masked key did from the menu, and is not told it there either', async () => {
    await ask('Alice 24h')
    const [root] = demo.slack.state.messages
    expect(read()).toMatch(/AKIA…[A-Z0-9]{4}/)
    const [key] = optionsOf(root).filter(({ text }) => text.startsWith('Only AKIA…'))
    demo.slack.state.messages.length = 0

    await demo.slack.as('@bob').select(root!, MORE_ACTION, key!.value)
    await demo.idle()

    expect(read()).toMatch(new RegExp(`What .*${key!.text.slice('Only '.length)}.* did[^]*\\d+ events`))
    expect(hasKey(JSON.stringify(demo.slack.state.messages))).toBe(false)
  })

  it('who types a masked key is told that it cannot be looked for so, and where it can', async () => {
    await ask('AKIA…MPLE 24h')

    expect(demo.slack.state.messages).toEqual([])
    expect(read()).toMatch(/This access key is masked: several may look so\. Ask for it in the menu/)
  })
})

async function ask(words: string): Promise<void> {
  await demo.slack.as('@bob').command('/whodid', words)
  await demo.idle()
}

type Option = { readonly text: string; readonly value: string }

function optionsOf(message: unknown): readonly Option[] {
  const found = JSON.stringify(message).matchAll(
    /\{"text":\{"type":"plain_text","text":"([^"]+)"[^}]*\},"value":"([^"]+)"\}/g,
  )
  return [...found].map(([, text = '', value = '']) => ({ text, value }))
}

function read(): string {
  return [...demo.slack.state.messages, ...reader.whispered()].map(reader.read).join('\n')
}
