import type { Channel } from '../channels.ts'
import { BOT } from '../people.ts'
import { directMessages, findChannel, findPerson } from '../state.ts'
import type { Workspace } from '../workspace.ts'
import { Refusal } from './refusal.ts'

/** The channel that the bot means, if it may know of it. A private channel it is not in does not exist for it. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = findChannel(workspace.state, id)
  if (channel === undefined || (channel.kind !== 'public' && !channel.members.has(BOT.user)))
    throw new Refusal('channel_not_found')
  return channel
}

/** The channel that the bot may write in; a person's id means the direct messages with them. */
export function writableChannel(workspace: Workspace, id: string): Channel {
  const person = workspace.state.people.get(id)
  if (person !== undefined) {
    if (person.role === 'deactivated' || person.role === 'bot') throw new Refusal('channel_not_found')
    return directMessages(workspace.state, person.id)
  }
  const channel = visibleChannel(workspace, id)
  if (channel.archived) throw new Refusal('is_archived')
  if (!channel.members.has(BOT.user) && !workspace.scopes.has('chat:write.public')) throw new Refusal('not_in_channel')
  if (channel.restricted) throw new Refusal('restricted_action')
  return channel
}

/** The scopes of which one is needed to read a channel of this kind. */
export function readScopes(what: 'read' | 'history') {
  return (workspace: Workspace, args: { text(name: string): string | undefined }): readonly string[] => {
    const channel = findChannel(workspace.state, args.text('channel') ?? '')
    const prefix =
      channel === undefined || channel.kind === 'public' ? 'channels' : channel.kind === 'im' ? 'im' : 'groups'
    return [`${prefix}:${what}`]
  }
}

/** The person that the bot means. */
export function knownPerson(workspace: Workspace, who: string): NonNullable<ReturnType<typeof findPerson>> {
  const person = workspace.state.people.get(who)
  if (person === undefined) throw new Refusal('user_not_found')
  return person
}
