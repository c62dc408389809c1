import { placedIn } from '../demo/slack/elements.ts'
import type { SlackMessage } from '../demo/slack/messages.ts'
import { type Person, TEAM } from '../demo/slack/people.ts'
import type { FakeSlack } from '../demo/slack/start-slack.ts'

export type JobPeople = {
  readonly all: readonly Person[]
  /** So many of them do something at the same time; resolves when Slack has an answer to all of it. */
  act(slack: FakeSlack, many: number): Promise<void>
  /** One question to which there is no answer. */
  askForNobody(slack: FakeSlack): Promise<void>
}

const MANY = 300
const WHO = [
  'Alice',
  'role:Admin',
  'ip:203.0.113.0/24',
  'deploy',
  'user:nobody',
  'account:prod',
  'type:root',
  'key:AKIAIOSFODNN7EXAMPLE',
]
const WHAT = ['', ' deletes', ' errors', ' writes on s3', ' not reads', ' in us-east-1', ' s3:PutObject', ' by service']
const WRONG = [
  'Alice yesteryear',
  'rolle:Admin 24h',
  'Alice 24 hourz',
  'nosuch:thing',
  '"Alice 3h',
  '',
  'Alice 25:99 to 26:00',
]
const CHANNELS = ['C00INCIDENTS', 'C00GENERAL', 'dm']

/** A company of people who ask all day: each time someone else, something else, somewhere else; the same in each run. */
export function makeJobPeople(): JobPeople {
  const all = Array.from({ length: MANY }, (_, n) => personOf(n))
  let n = 0
  return {
    all,
    async act(slack, many) {
      for (const { id } of all) {
        for (const channel of CHANNELS) slack.state.channels.get(channel)?.members.add(id)
      }
      const messages = [...slack.state.messages]
      const homes = [...slack.state.homes.values()]
      await Promise.all(
        Array.from({ length: many }, async () => {
          n += 1
          await doOne(slack, n, messages, homes)
        }),
      )
      forget(slack)
    },
    async askForNobody(slack) {
      await slack.as(all[0]?.id ?? '').command('/whodid', 'user:nobody 1h')
    },
  }

  async function doOne(
    slack: FakeSlack,
    n: number,
    messages: readonly SlackMessage[],
    homes: readonly View[],
  ): Promise<void> {
    const person = all[(n * 7) % MANY]?.id ?? ''
    const does = slack.as(person)
    const channel = CHANNELS[n % CHANNELS.length] ?? 'dm'
    const words = `${WHO[n % WHO.length]}${WHAT[(n >> 3) % WHAT.length]} ${(n % 23) + 1}h`
    const message = messages.length === 0 ? undefined : messages[n % messages.length]
    switch (n % 10) {
      case 0:
        await does.command('/whodid', n % 20 === 0 ? 'help' : 'help time', { channel })
        return
      case 1:
        await does.command('/whodid', WRONG[(n >> 4) % WRONG.length], { channel })
        return
      case 2:
        await does.openHome()
        return
      case 3:
      case 4:
        if (message !== undefined) return clickOn(slack, message, n)
        break
      case 5:
        if (message !== undefined && isThere(messages, message)) return followUp(slack, message, n)
        break
      case 6:
        await does.mention(words, { channel })
        return
      case 7: {
        const home = homes[n % Math.max(1, homes.length)]
        if (home !== undefined) return clickOn(slack, home, n)
        break
      }
      default:
    }
    await does.command('/whodid', words, { channel })
  }

  async function clickOn(slack: FakeSlack, target: SlackMessage | View, n: number): Promise<void> {
    const buttons = placedIn('view' in target ? blocksOf(target) : target.blocks).filter(
      ({ element }) => element.type === 'button' && element.url === undefined,
    )
    const placed = buttons[n % Math.max(1, buttons.length)]
    const person = 'view' in target ? target.person : personIn(slack, target, n)
    if (placed === undefined || person === undefined) return
    await slack.as(person).click(target, String(placed.element.action_id), String(placed.block.block_id))
  }

  async function followUp(slack: FakeSlack, message: SlackMessage, n: number): Promise<void> {
    const person = personIn(slack, message, n)
    if (person === undefined) return
    const words = ['only errors', 'and yesterday?', 'without reads', 'in eu-west-1'][n % 4] ?? ''
    await slack.as(person).mention(words, { channel: message.channel, thread: message.thread_ts ?? message.ts })
  }

  /** Someone who sees that message. */
  function personIn(slack: FakeSlack, { channel }: SlackMessage, n: number): string | undefined {
    const members = slack.state.channels.get(channel)?.members ?? new Set()
    const there = all.filter(({ id }) => members.has(id))
    return there[n % Math.max(1, there.length)]?.id
  }
}

type View = FakeSlack['state']['views'][number]

/** Whether the message that a thread hangs on is still kept. */
function isThere(messages: readonly SlackMessage[], { channel, ts, thread_ts = ts }: SlackMessage): boolean {
  return messages.some((message) => message.channel === channel && message.ts === thread_ts)
}

function blocksOf({ view }: View) {
  return (view.blocks ?? []) as SlackMessage['blocks']
}

function personOf(n: number): Person {
  const name = `person${n}`
  return {
    id: `U00P${String(n).padStart(4, '0')}`,
    name,
    realName: `Person ${n}`,
    email: `${name}@example.com`,
    zone: n % 2 === 0 ? 'Europe/Berlin' : 'America/Los_Angeles',
    team: TEAM.id,
    role: 'member',
  }
}

/** This Slack keeps all that it ever saw, and looks through it at each call: what is older than a while goes. */
const KEPT = 300

function forget({ state, exchanges }: FakeSlack): void {
  state.messages.splice(0, state.messages.length - KEPT)
  state.ephemerals.splice(0)
  state.views.splice(0)
  state.files.clear()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- readonly for those who look at it
  ;(exchanges as unknown[]).splice(0)
}
