import type { Channel } from '../slack/channels.ts'
import type { Ephemeral, SlackMessage } from '../slack/messages.ts'
import { BOT, TEAM, type Person } from '../slack/people.ts'
import type { FakeSlack } from '../slack/start-slack.ts'
import { directMessages, whatSees, type View } from '../slack/state.ts'
import type { JumpingClock } from './jumping-clock.ts'
import { saySwitch, type Memory } from './memory.ts'
import type { App } from './read-app.ts'
import { sayExchange } from './say-exchange.ts'
import type {
  Kind,
  SeenChannel,
  SeenFile,
  SeenHouse,
  SeenItem,
  SeenKinds,
  SeenMessage,
  SeenPerson,
  SeenView,
} from './seen.ts'

export type House = {
  readonly slack: FakeSlack
  readonly app: App
  readonly memory: Memory
  readonly clock: JumpingClock | undefined
  readonly hints: readonly string[]
  readonly newest: () => number | undefined
}

const TOPICS: ReadonlyMap<string, string> = new Map([
  ['general', 'Company-wide announcements and work-based matters'],
  ['incidents', 'Something is wrong? Say so here. Who did what: ask whodid'],
  ['random', 'Non-work banter and water cooler conversation'],
  ['security', 'Findings, reviews, access'],
  ['news', 'From the leadership team'],
  ['partner', 'Shared with Partner Ltd'],
])

/** Everything that a person sees, and what the inspector shows beside it. */
export function whatIsSeen(house: House, person: string): readonly SeenItem[] {
  const { slack, memory } = house
  const { state } = slack
  directMessages(state, person)
  const channels = [...state.channels.values()].filter((channel) => channel.members.has(person))
  const home = state.homes.get(person)
  return [
    { kind: 'house', id: 'it', value: sayHouse(house) },
    ...many('person', [...state.people.values()], (each) => [each.id, sayPerson(house, each)]),
    ...many('channel', channels, (each) => [each.id, sayChannel(memory, person, each)]),
    ...channels.flatMap((channel) => {
      const { messages, ephemerals } = whatSees(state, person, channel.id)
      return [
        ...many('message', messages, (each) => [`${each.channel}:${each.ts}`, sayMessage(memory, each)]),
        ...many('message', ephemerals, (each) => [`${each.channel}:${each.ts}`, sayEphemeral(each)]),
      ]
    }),
    ...many(
      'view',
      state.views.filter((view) => view.person === person),
      (each) => [each.id, sayView(each)],
    ),
    ...(home === undefined ? [] : many('home', [home], (each) => ['it', sayView(each)])),
    ...many('status', [...state.statuses], ([key, said]) => [key, said]),
    ...many('exchange', slack.exchanges, (each) => [String(each.number), sayExchange(each)]),
    ...many('problem', [...slack.problems.entries()], ([index, each]) => [String(index), each]),
    ...many('switch', memory.switches, (each) => [each.id, saySwitch(each)]),
  ]
}

function many<K extends Kind, T>(
  kind: K,
  list: readonly T[],
  say: (each: T) => readonly [string, SeenKinds[K]],
): readonly SeenItem[] {
  return list.map((each) => {
    const [id, value] = say(each)
    return { kind, id, value } as SeenItem
  })
}

function sayHouse({ slack, app, clock, hints, newest }: House): SeenHouse {
  return {
    workspace: TEAM.name,
    team: TEAM.id,
    app: app.display_information.name,
    bot: BOT.user,
    description: app.display_information.description,
    commands: app.features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      hint: usage_hint,
    })),
    shortcuts: app.features.shortcuts,
    homeTab: app.features.app_home.home_tab_enabled,
    messagesTab: app.features.app_home.messages_tab_enabled,
    ahead: clock?.ahead() ?? Math.round((slack.clock.now() - Date.now()) / 1_000) * 1_000,
    jumps: clock !== undefined,
    hints,
    newest: newest(),
  }
}

function sayPerson({ slack, memory }: House, person: Person): SeenPerson {
  const { id, name, realName, email, zone, team, role } = person
  const online = role === 'bot' ? id === BOT.user && slack.sockets.count() > 0 : (memory.here.get(id) ?? 0) > 0
  return { id, name, realName, zone, team, role, online, ...(email === undefined ? {} : { email }) }
}

function sayChannel(memory: Memory, person: string, channel: Channel): SeenChannel {
  const { id, name, kind, members, archived, shared, restricted } = channel
  return {
    id,
    name,
    kind,
    members: [...members],
    archived,
    shared,
    restricted,
    topic: TOPICS.get(name) ?? '',
    read: memory.read(person, id),
  }
}

function sayMessage(memory: Memory, message: SlackMessage): SeenMessage {
  const { channel, ts, thread_ts, user, subtype, text, blocks, files, edited, reactions } = message
  return {
    channel,
    ts,
    user,
    text,
    blocks,
    reactions,
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(subtype === undefined ? {} : { subtype }),
    ...(files === undefined ? {} : { files: files.map(sayFile) }),
    ...(edited === undefined ? {} : { edited: true }),
    ...(message.broadcast === true || memory.broadcasts.has(`${channel}:${ts}`) ? { broadcast: true } : {}),
  }
}

function sayFile(file: Readonly<Record<string, unknown>>): SeenFile {
  return {
    id: String(file.id),
    name: String(file.name),
    title: String(file.title ?? file.name),
    size: Number(file.size),
    user: String(file.user),
  }
}

function sayEphemeral({ channel, ts, thread_ts, user, text, blocks }: Ephemeral): SeenMessage {
  const thread = thread_ts === undefined ? {} : { thread_ts }
  return { channel, ts, user, text, blocks, reactions: [], ephemeral: true, ...thread }
}

function sayView({ id, hash, view }: View): SeenView {
  return { id, hash, view }
}
