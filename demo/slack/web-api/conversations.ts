import type { Channel } from '../channels.ts'
import type { SlackMessage } from '../messages.ts'
import { BOT, OTHER_TEAM } from '../people.ts'
import type { Json } from '../record.ts'
import { directMessages, findMessage, repliesTo } from '../state.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'
import type { Methods } from './method.ts'
import { knownPerson, readScopes, visibleChannel } from './place.ts'
import { Refusal } from './refusal.ts'
import { sayMessage } from './say-message.ts'

/** Where people talk, and what was said. https://docs.slack.dev/reference/methods#conversations */
export const conversations: Methods = {
  'conversations.info': {
    token: 'bot',
    scopes: readScopes('read'),
    tier: 'tier3',
    run: (workspace, args) => ({ channel: sayChannel(workspace, visibleChannel(workspace, args.need('channel'))) }),
  },
  'conversations.members': {
    token: 'bot',
    scopes: readScopes('read'),
    tier: 'tier4',
    run: (workspace, args) => ({
      members: [...visibleChannel(workspace, args.need('channel')).members],
      response_metadata: { next_cursor: '' },
    }),
  },
  'conversations.open': {
    token: 'bot',
    scopes: ['im:write', 'mpim:write'],
    tier: 'tier3',
    run(workspace, args) {
      const [who, ...others] = args.need('users').split(',')
      if (who === undefined || others.length > 0) throw new Refusal('users_list_not_supplied')
      const person = knownPerson(workspace, who)
      if (person.role === 'deactivated') throw new Refusal('user_disabled')
      if (person.role === 'bot') throw new Refusal('cannot_dm_bot')
      return { no_op: false, already_open: false, channel: { id: directMessages(workspace.state, person.id).id } }
    },
  },
  'conversations.history': { token: 'bot', scopes: readScopes('history'), tier: 'tier3', run: history },
  'conversations.replies': { token: 'bot', scopes: readScopes('history'), tier: 'tier3', run: replies },
}

function history(workspace: Workspace, args: Args): Json {
  const channel = readableChannel(workspace, args)
  const messages = workspace.state.messages.filter(
    (message) =>
      message.channel === channel.id &&
      (message.thread_ts === undefined || message.thread_ts === message.ts || message.broadcast === true),
  )
  return page(workspace, args, messages.reverse())
}

function replies(workspace: Workspace, args: Args): Json {
  const channel = readableChannel(workspace, args)
  const parent = findMessage(workspace.state, channel.id, args.need('ts'))
  if (parent === undefined) throw new Refusal('thread_not_found')
  return page(workspace, args, [parent, ...repliesTo(workspace.state, parent)])
}

function readableChannel(workspace: Workspace, args: Args): Channel {
  const channel = visibleChannel(workspace, args.need('channel'))
  if (!channel.members.has(BOT.user)) throw new Refusal('not_in_channel')
  return channel
}

function page(workspace: Workspace, args: Args, messages: readonly SlackMessage[]): Json {
  const oldest = Number(args.text('oldest') ?? 0)
  const latest = Number(args.text('latest') ?? Number.POSITIVE_INFINITY)
  const inclusive = args.flag('inclusive')
  const within = messages.filter((message) => {
    const ts = Number(message.ts)
    return inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest
  })
  const from = Number(Buffer.from(args.text('cursor') ?? '', 'base64url').toString() || 0)
  if (!Number.isInteger(from)) throw new Refusal('invalid_cursor')
  const limit = Math.min(Math.max(1, args.number('limit', 100)), 999)
  const to = from + limit
  const more = to < within.length
  return {
    messages: within
      .slice(from, to)
      .map((message) => sayMessage(workspace.state, message, args.flag('include_all_metadata'))),
    has_more: more,
    response_metadata: { next_cursor: more ? Buffer.from(String(to)).toString('base64url') : '' },
  }
}

function sayChannel({ state: { team } }: Workspace, channel: Channel): Json {
  if (channel.kind === 'im')
    return {
      id: channel.id,
      is_im: true,
      user: [...channel.members].find((member) => member !== BOT.user),
      is_org_shared: false,
    }
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_im: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_member: channel.members.has(BOT.user),
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_general: channel.name === 'general',
    context_team_id: team.id,
    shared_team_ids: channel.shared ? [team.id, OTHER_TEAM] : [team.id],
  }
}
