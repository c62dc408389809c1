import { directChannel, makeChannels, type Channel } from './channels.ts'
import type { Ephemeral, SlackMessage } from './messages.ts'
import { PEOPLE, type Person, TEAM, type Team } from './people.ts'
import type { Json } from './record.ts'

/** A modal or a Home tab. */
export type View = {
  readonly id: string
  readonly team: string
  readonly person: string
  readonly type: 'modal' | 'home'
  readonly root: string
  readonly previous?: string
  hash: string
  view: Json
}

export type SlackFile = {
  readonly id: string
  readonly name: string
  readonly length: number
  content?: Buffer
  title?: string
  shared: boolean
}

/** Everything that Slack keeps. Plain data, for tests and for a console to look at. */
export type SlackState = {
  readonly team: Team
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  readonly messages: SlackMessage[]
  readonly ephemerals: Ephemeral[]
  /** Open modals, the topmost last. */
  readonly views: View[]
  /** Home tabs, by person. */
  readonly homes: Map<string, View>
  readonly files: Map<string, SlackFile>
  /** What an assistant says it is doing, by `channel:thread_ts`. */
  readonly statuses: Map<string, string>
}

export function makeState(more: readonly Person[], team = TEAM): SlackState {
  const channels = new Map(makeChannels().map((channel) => [channel.id, channel]))
  const here = PEOPLE.map((person) => (person.team === TEAM.id ? { ...person, team: team.id } : person))
  return {
    team,
    people: new Map([...here, ...more].map((person) => [person.id, person])),
    channels,
    messages: [],
    ephemerals: [],
    views: [],
    homes: new Map(),
    files: new Map(),
    statuses: new Map(),
  }
}

/** By id, `@handle` or handle. */
export function findPerson(state: SlackState, who: string): Person | undefined {
  const handle = who.replace(/^@/u, '')
  return state.people.get(who) ?? [...state.people.values()].find((person) => person.name === handle)
}

/** By id, `#name` or name. */
export function findChannel(state: SlackState, where: string): Channel | undefined {
  const name = where.replace(/^#/u, '')
  return state.channels.get(where) ?? [...state.channels.values()].find((channel) => channel.name === name)
}

/** The direct messages between the bot and a person, made at first use. */
export function directMessages(state: SlackState, person: string): Channel {
  const channel = directChannel(person)
  const known = state.channels.get(channel.id)
  if (known !== undefined) return known
  state.channels.set(channel.id, channel)
  return channel
}

export function findMessage(state: SlackState, channel: string, ts: string): SlackMessage | undefined {
  return state.messages.find((message) => message.channel === channel && message.ts === ts)
}

/** The replies to a message, oldest first. */
export function repliesTo(state: SlackState, parent: SlackMessage): readonly SlackMessage[] {
  return state.messages.filter(
    (message) => message.channel === parent.channel && message.thread_ts === parent.ts && message.ts !== parent.ts,
  )
}

/** What a person sees in a channel they are in: its messages and threads, and what was shown to them alone. */
export function whatSees(
  state: SlackState,
  person: string,
  channel: string,
): { readonly messages: readonly SlackMessage[]; readonly ephemerals: readonly Ephemeral[] } {
  const place = state.channels.get(channel)
  if (place === undefined || !place.members.has(person)) return { messages: [], ephemerals: [] }
  return {
    messages: state.messages.filter((message) => message.channel === channel),
    ephemerals: state.ephemerals.filter((each) => each.channel === channel && each.to === person),
  }
}
