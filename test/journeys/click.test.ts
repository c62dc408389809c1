import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

describe.each(placesOf('click'))('clicking under an answer, %s', (place) => {
  let demo: Demo
  const { read, whispered } = makeReader(() => demo.slack)
  let root: SlackMessage
  beforeAll(async () => {
    demo = await startIn(place, { days: 2, clock: quickClock() })
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    root = demo.slack.state.messages.find((message) => message.thread_ts === undefined)!
  }, 60_000)
  beforeEach(() => {
    demo.slack.state.messages.splice(0, demo.slack.state.messages.length, root)
    demo.slack.state.ephemerals.length = 0
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it('only refusals answers in the thread, of the same window', async () => {
    const said = await clicked('only-refusals')

    expect(said).toMatch(/What Alice did, refusals only/)
    expect(said).toMatch(/0 changes, \d+ calls refused/)
    expect(replies().every((message) => message.thread_ts === root.ts)).toBe(true)
  })

  it('only changes, by service, by session and a longer window too', async () => {
    expect(await clicked('only-changes')).toMatch(/What Alice did, changes only/)
    expect(await clicked('menu', 'by-service')).toMatch(/by service[^]*iam\.amazonaws\.com/)
    expect(await clicked('menu', 'by-session')).toMatch(/by session[^]*Who, as which session/)
    expect(await clicked('menu', 'longer')).toMatch(/What Alice did/)
  })

  it('who was behind it goes back to the origin, over accounts, with how sure it is', async () => {
    const said = await clicked('behind')

    expect(said).toMatch(/What it did itself, and through whom/)
    expect(said).toMatch(/ProdAdmin/)
    expect(said).toMatch(/[Pp]roven/)
  })

  it('a double click asks once, and somebody else may ask the same', async () => {
    const bob = demo.slack.as('@bob')
    await Promise.all([bob.click(root, 'only-refusals'), bob.click(root, 'only-refusals')])
    await demo.idle()
    const once = replies().length
    await demo.slack.as('@alice').click(root, 'only-refusals')
    await demo.idle()

    expect(replies()).toHaveLength(once * 2)
  })

  it('a button whose token was changed, or is of another workspace, asks nothing and says so', async () => {
    const forged = {
      ...root,
      blocks: root.blocks.map((block) =>
        block.type === 'actions' ? { ...block, block_id: 'q1.Zm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZ2Vk' } : block,
      ),
    }
    // Nobody has clicked this before: the same click again within some ten seconds would be taken for a double one.
    await demo.slack.as('@alice').click(forged, 'only-changes')
    await demo.idle()

    expect(replies()).toEqual([])
    expect(whispered().map(read).join()).toMatch(/no longer know what this button asks/)
  })

  async function clicked(action: string, option?: string): Promise<string> {
    demo.slack.state.messages.splice(0, demo.slack.state.messages.length, root)
    const bob = demo.slack.as('@bob')
    await (option === undefined ? bob.click(root, action) : bob.select(root, action, option))
    await demo.idle()
    return replies().map(read).join('\n')
  }

  function replies(): readonly SlackMessage[] {
    return demo.slack.state.messages.filter(({ ts }) => ts !== root.ts)
  }
})
