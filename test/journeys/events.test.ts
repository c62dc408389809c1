import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import type { Demo } from '../../demo/start-demo.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { quickClock } from './quick-clock.ts'
import { startIn } from './start-in.ts'

describe.each(placesOf('events'))('events one by one, %s', (place) => {
  let demo: Demo
  const { readBody } = makeReader(() => demo.slack)
  let root: SlackMessage
  beforeAll(async () => {
    demo = await startIn(place, { days: 2, clock: quickClock() })
    await demo.slack.as('@bob').command('/whodid', 'Alice 24h')
    await demo.idle()
    root = demo.slack.state.messages.find((message) => message.thread_ts === undefined)!
  }, 60_000)
  beforeEach(() => {
    demo.slack.state.messages.splice(0, demo.slack.state.messages.length, root)
    demo.slack.state.views.length = 0
    demo.slack.state.ephemerals.length = 0
    demo.slack.state.files.clear()
    expect(demo.slack.problems).toEqual([])
  })
  afterAll(() => demo.stop())

  it('the list opens from an answer, turns its pages, and narrows to refusals and changes', async () => {
    await click(root, 'events')
    expect(shown()).toMatch(/Question: What Alice did[^]*1–15 of \d+ events, newest first\./)

    await click(top(), 'page-older')
    expect(shown()).toMatch(/16–30 of \d+ events/)
    await click(top(), 'page-newer')
    expect(shown()).toMatch(/1–15 of \d+ events/)

    await click(top(), 'page-refusals')
    expect(shown()).toMatch(/14 refusals, newest first[^]*cloudtrail:StopLogging · refused: explicit deny in an SCP/)
    await click(top(), 'page-changes')
    expect(shown()).toMatch(/16 changes, newest first/)
  })

  it('one event opens on top of the list, and its session is asked from it, in the window of the first question', async () => {
    await click(root, 'events')
    await click(top(), 'page-changes')
    await click(top(), 'event')
    expect(shown()).toMatch(
      /cloudformation:UpdateStack[^]*Who: role Deploy[^]*it proves nothing[^]*"stackName": "build-agents"/,
    )

    await click(top(), 'pivot-session')
    expect(shown()).toMatch(/Asked, and answered in the thread: arn:aws:sts::222233334444:assumed-role\/Deploy\/Alice/)
    const [answer] = replies()
    expect(readBody(answer)).toMatch(/What arn:aws:sts::222233334444:assumed-role\/Deploy\/Alice did\n[^]*26 events/)
    expect(answer?.thread_ts).toBe(root.ts)

    await click(top(), 'json-file')
    const [file] = demo.slack.state.files.values()
    expect(file?.name).toMatch(/^event-[\w-]+\.json$/)
    expect(JSON.parse(String(file?.content))).toMatchObject({ eventName: 'UpdateStack' })
    expect(shown()).toContain('The file is in the thread.')
  })

  it('what was typed is a table, and one event with what happened around it', async () => {
    await demo.slack.as('@bob').command('/whodid', 'events Alice denied 24h')
    await demo.idle()
    expect(replies().map(readBody).join()).toMatch(
      /events one by one[^]*When \(America\/Los_Angeles\)[^]*cloudtrail:StopLogging/,
    )

    await demo.slack.as('@bob').command('/whodid', 'detail Alice event:StopLogging denied 24h')
    await demo.idle()
    const detail = readBody(replies().at(-1))
    expect(detail).toMatch(
      /cloudtrail:StopLogging[^]*refused: explicit deny in an SCP[^]*Same session, before[^]*iam:PutUserPolicy/,
    )
    await click(replies().at(-1)!, 'pivot-address')
    expect(replies().map(readBody).join()).toMatch(/What anyone did, from 203\.0\.113\.66/)
  })

  it('a neighbour opens in its place, though the question of the list does not find it', async () => {
    await demo.slack.as('@bob').command('/whodid', 'Alice event:StopLogging denied 24h')
    await demo.idle()
    await click(
      replies().at(-1)!.thread_ts === undefined
        ? replies().at(-1)!
        : replies().find((each) => each.thread_ts === undefined)!,
      'events',
    )
    await click(top(), 'event')
    await click(top(), 'neighbour')
    expect(shown()).toMatch(/What: \S+,[^]*Who: role ProdAdmin/)
    const name = /What: (\S+),/.exec(shown())?.[1]
    await click(top(), 'json-file')
    expect(JSON.parse(String([...demo.slack.state.files.values()][0]?.content)).eventName).toBe(name?.split(':')[1])
  })

  it('exports every event, without its secrets, and says what is in the file', async () => {
    for (const format of ['csv', 'jsonl', 'report']) {
      await demo.slack.as('@bob').select(root, 'menu', `export-${format}`)
      await demo.idle()
    }
    const files = [...demo.slack.state.files.values()]
    const said = replies().map(({ text }) => text)

    expect(files.map(({ name }) => name.replace(/\d{8}T\d{4}Z/g, 'T'))).toEqual([
      'whodid-Alice-T-T.csv',
      'whodid-Alice-T-T.jsonl',
      'whodid-Alice-T-T.md',
      'whodid-Alice-T-T.jsonl',
    ])
    expect(said[0]).toMatch(
      /^\d+ events as CSV, newest first\. \d+ values that may be secret: hidden\. SHA-256 [0-9a-f]{64}$/,
    )
    expect(replies().every((message) => message.thread_ts === root.ts)).toBe(true)
    const [csv = '', jsonl = '', report = ''] = files.map(({ content }) => String(content))
    const events = Number(/^(\d+) events/.exec(said[0] ?? '')?.[1])
    expect(csv.trim().split('\r\n')).toHaveLength(events + 1)
    expect(
      jsonl
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { eventID: string }),
    ).toHaveLength(events)
    expect(report).toMatch(/# What Alice did[^]*## Timeline[^]*iam:CreateAccessKey[^]*## Coverage[^]*## Evidence/)
    expect(csv + jsonl + report).not.toMatch(/IQoJ|"sessionToken":"(?!\[hidden\]|HIDDEN)/)
  })

  it('a button whose value was changed opens nothing but what its sealed question finds', async () => {
    await click(root, 'events')
    const view = top()
    const forged = JSON.parse(
      JSON.stringify(view).replaceAll(
        /"value":"[0-9a-z]+\.\d{12}\.[^"]*"/g,
        '"value":"t2qz3f.111122223333.us-east-1.forged"',
      ),
    ) as typeof view
    await click(forged, 'event')
    expect(shown()).toMatch(/I do not find that event any more\.[^]*forged/)
  })

  async function click(target: Parameters<ReturnType<Demo['slack']['as']>['click']>[0], action: string): Promise<void> {
    await demo.slack.as('@bob').click(target, action)
    await demo.idle()
  }

  function top() {
    return demo.slack.state.views.at(-1)!
  }

  function shown(): string {
    const { view } = top() as unknown as { readonly view: { readonly blocks: SlackMessage['blocks'] } }
    return readBody({ ...root, text: '', blocks: view.blocks })
  }

  function replies(): readonly SlackMessage[] {
    return demo.slack.state.messages.filter(({ ts }) => ts !== root.ts)
  }
})
