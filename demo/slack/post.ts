import { pingsOf, type Ephemeral, type SlackMessage } from './messages.ts'
import { BOT } from './people.ts'
import type { Json } from './record.ts'
import { isJson, recordsOf } from './record.ts'
import type { Workspace } from './workspace.ts'

type Draft = {
  readonly channel: string
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Json[]
  readonly thread?: string | undefined
  readonly metadata?: Json | undefined
  readonly files?: readonly Json[]
  readonly subtype?: string
  readonly broadcast?: boolean
  /** The caller tells the app itself, and waits for its answer. */
  readonly quiet?: boolean
}

/** Puts a message in its channel and tells whoever subscribed. */
export function post(workspace: Workspace, draft: Draft): SlackMessage {
  const person = workspace.state.people.get(draft.user)
  const message: SlackMessage = {
    channel: draft.channel,
    ts: workspace.ids.ts(workspace.clock.now()),
    user: draft.user,
    text: draft.text,
    blocks: withIds(workspace, draft.blocks ?? []),
    earlier: [],
    reactions: [],
    ...(person?.botId === undefined ? {} : { bot_id: person.botId }),
    ...(draft.thread === undefined ? {} : { thread_ts: draft.thread }),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    ...(draft.files === undefined ? {} : { files: draft.files }),
    ...(draft.subtype === undefined ? {} : { subtype: draft.subtype }),
    ...(draft.broadcast === true && draft.thread !== undefined ? { broadcast: true } : {}),
  }
  workspace.state.messages.push(message)
  if (draft.user === BOT.user) noticePings(workspace, message)
  workspace.changed({ kind: 'message', channel: message.channel, ts: message.ts })
  if (draft.quiet !== true) workspace.announce({ kind: 'message', message })
  return message
}

/** Shows something to one person. */
export function whisper(workspace: Workspace, draft: Draft & { readonly to: string }): Ephemeral {
  const ephemeral: Ephemeral = {
    channel: draft.channel,
    ts: workspace.ids.ts(workspace.clock.now()),
    to: draft.to,
    user: draft.user,
    text: draft.text,
    blocks: withIds(workspace, draft.blocks ?? []),
    ...(draft.thread === undefined ? {} : { thread_ts: draft.thread }),
  }
  workspace.state.ephemerals.push(ephemeral)
  workspace.changed({ kind: 'ephemeral', channel: ephemeral.channel, ts: ephemeral.ts, person: draft.to })
  return ephemeral
}

/** Replaces what a message says. Without blocks the blocks are gone, and people see that it was edited. */
export function edit(
  workspace: Workspace,
  message: SlackMessage,
  text: string,
  blocks: readonly Json[] | undefined,
): void {
  message.earlier.push({ until: workspace.ids.ts(workspace.clock.now()), text: message.text, blocks: message.blocks })
  message.text = text
  message.blocks = withIds(workspace, blocks ?? [])
  if (message.blocks.length === 0) message.edited = { user: message.user, ts: workspace.ids.ts(workspace.clock.now()) }
  noticePings(workspace, message)
  workspace.changed({ kind: 'edit', channel: message.channel, ts: message.ts })
}

/** Slack gives every block, and everything that can be clicked, an id where it has none. */
export function withIds(workspace: Workspace, blocks: readonly Json[]): readonly Json[] {
  const element = (each: Json): Json =>
    each.type === 'image' ||
    'action_id' in each ||
    !('type' in each) ||
    each.type === 'mrkdwn' ||
    each.type === 'plain_text'
      ? each
      : { ...each, action_id: workspace.ids.next('act') }
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? workspace.ids.next('blk'),
    ...(block.type === 'actions' || block.type === 'context_actions'
      ? { elements: recordsOf(block.elements).map(element) }
      : {}),
    ...(isJson(block.accessory) ? { accessory: element(block.accessory) } : {}),
    ...(block.type === 'input' && isJson(block.element) ? { element: element(block.element) } : {}),
  }))
}

function noticePings(workspace: Workspace, message: SlackMessage): void {
  const broadcast = pingsOf(message).filter((ping) => ['channel', 'here', 'everyone'].includes(ping))
  if (broadcast.length > 0) workspace.log.problem('pings', `${message.ts} pings ${broadcast.join(', ')}`)
}
