import { LIMITS } from '../../../src/message/block-limits.ts'
import { readContent, type Content } from '../content.ts'
import type { SlackMessage } from '../messages.ts'
import { BOT } from '../people.ts'
import { edit, post, whisper } from '../post.ts'
import type { Json } from '../record.ts'
import { isJson } from '../record.ts'
import { findMessage } from '../state.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'
import type { Methods } from './method.ts'
import { visibleChannel, writableChannel } from './place.ts'
import { Refusal } from './refusal.ts'
import { sayMessage } from './say-message.ts'

const write = { token: 'bot', scopes: ['chat:write'] } as const

/** Posting, editing and deleting messages. https://docs.slack.dev/reference/methods#chat */
export const chat: Methods = {
  'chat.postMessage': { ...write, tier: 'post', bucket: (args) => args.text('channel') ?? '', run: postMessage },
  'chat.update': { ...write, tier: 'tier3', run: update },
  'chat.delete': { ...write, tier: 'tier3', run: remove },
  'chat.postEphemeral': { ...write, tier: 'tier4', run: postEphemeral },
  'chat.getPermalink': { token: 'bot', scopes: [], tier: 'none', run: permalink },
}

function postMessage(workspace: Workspace, args: Args): Json {
  const channel = writableChannel(workspace, args.need('channel'))
  const thread = threadOf(workspace, channel.id, args.text('thread_ts'))
  const content = contentOf(workspace, args, LIMITS.messageText)
  const message = post(workspace, {
    channel: channel.id,
    user: BOT.user,
    ...drafted(content),
    thread,
    broadcast: args.flag('reply_broadcast'),
    metadata: metadataOf(workspace, args),
  })
  return { channel: channel.id, ts: message.ts, message: sayMessage(workspace.state, message, true) }
}

function update(workspace: Workspace, args: Args): Json {
  const message = ownMessage(workspace, args, 'cant_update_message')
  const channel = visibleChannel(workspace, message.channel)
  if (channel.archived) throw new Refusal('is_archived')
  const keepsBlocks = args.all.blocks === undefined && args.all.text === undefined
  const content = keepsBlocks
    ? { text: message.text, blocks: message.blocks }
    : contentOf(workspace, args, LIMITS.updateText)
  const metadata = metadataOf(workspace, args)
  if (metadata !== undefined) message.metadata = metadata
  edit(workspace, message, content.text, content.blocks)
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: sayMessage(workspace.state, message, true),
  }
}

function remove(workspace: Workspace, args: Args): Json {
  const message = ownMessage(workspace, args, 'cant_delete_message')
  workspace.state.messages.splice(workspace.state.messages.indexOf(message), 1)
  workspace.changed({ kind: 'delete', channel: message.channel, ts: message.ts })
  return { channel: message.channel, ts: message.ts }
}

function postEphemeral(workspace: Workspace, args: Args): Json {
  const channel = writableChannel(workspace, args.need('channel'))
  const to = args.need('user')
  if (!workspace.state.people.has(to)) throw new Refusal('user_not_found')
  if (!channel.members.has(to)) throw new Refusal('user_not_in_channel')
  const thread = threadOf(workspace, channel.id, args.text('thread_ts'))
  const content = contentOf(workspace, args, LIMITS.messageText)
  return { message_ts: whisper(workspace, { channel: channel.id, user: BOT.user, to, ...drafted(content), thread }).ts }
}

function permalink(workspace: Workspace, args: Args): Json {
  const channel = visibleChannel(workspace, args.need('channel'))
  const ts = args.need('message_ts')
  const message = findMessage(workspace.state, channel.id, ts)
  if (message === undefined) throw new Refusal('message_not_found')
  const thread = message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`
  return {
    channel: channel.id,
    permalink: `https://${workspace.state.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${thread}`,
  }
}

/** A thread begins at a message of the channel that is not itself a reply. */
function threadOf(workspace: Workspace, channel: string, ts: string | undefined): string | undefined {
  if (ts === undefined || ts === '') return undefined
  const parent = findMessage(workspace.state, channel, ts)
  if (parent === undefined) throw new Refusal('thread_not_found')
  if (parent.thread_ts !== undefined && parent.thread_ts !== ts) throw new Refusal('cannot_reply_to_message')
  return ts
}

function ownMessage(workspace: Workspace, args: Args, otherwise: string): SlackMessage {
  const channel = visibleChannel(workspace, args.need('channel'))
  const message = findMessage(workspace.state, channel.id, args.need('ts'))
  if (message === undefined) throw new Refusal('message_not_found')
  if (message.user !== BOT.user) throw new Refusal(otherwise)
  return message
}

function contentOf(workspace: Workspace, args: Args, maxText: number): Content {
  for (const name of ['link_names', 'parse', 'attachments', 'as_user', 'markdown_text']) {
    if (args.all[name] !== undefined)
      workspace.log.problem('bad-argument', `${name} is not something a careful bot sends`)
  }
  const content = readContent(workspace, args.text('text'), args.json('blocks'), maxText)
  if ('code' in content) throw new Refusal(content.code, content.more)
  return content
}

function drafted(content: Content): { readonly text: string; readonly blocks: readonly Json[] } {
  return { text: content.text, blocks: content.blocks ?? [] }
}

function metadataOf(workspace: Workspace, args: Args): Json | undefined {
  const metadata = args.json('metadata')
  if (metadata === undefined) return undefined
  if (!isJson(metadata) || typeof metadata.event_type !== 'string' || !isJson(metadata.event_payload))
    throw new Refusal('invalid_metadata_format')
  if (JSON.stringify(metadata).length > MOST_METADATA) {
    workspace.log.problem('invalid-payload', 'metadata_too_large')
    throw new Refusal('metadata_too_large')
  }
  // Slack takes the message, warns, and drops the metadata. https://docs.slack.dev/messaging/message-metadata
  if (/^[\w-]+$/.test(metadata.event_type)) return metadata
  workspace.log.problem('invalid-payload', 'invalid_metadata_schema: an event_type is of letters, numbers, _ and -')
  return undefined
}

/** Slack has an error for metadata that are too large and does not say when they are: a guess on the careful side. */
const MOST_METADATA = 8_000
