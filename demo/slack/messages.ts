import type { Json } from './record.ts'

/** A message as Slack keeps it. Replies are kept beside the others, with the `thread_ts` of what they answer. */
export type SlackMessage = {
  readonly channel: string
  readonly ts: string
  readonly thread_ts?: string
  readonly user: string
  readonly bot_id?: string
  readonly subtype?: string
  /** A reply that is shown in the channel too. */
  readonly broadcast?: true
  text: string
  blocks: readonly Json[]
  metadata?: Json
  files?: readonly Json[]
  edited?: { readonly user: string; readonly ts: string }
  /** What it said before each edit. */
  readonly earlier: { readonly until: string; readonly text: string; readonly blocks: readonly Json[] }[]
  readonly reactions: { readonly name: string; readonly user: string }[]
}

/** A message that one person sees, until they reload. It is in no history. */
export type Ephemeral = {
  readonly channel: string
  readonly ts: string
  readonly thread_ts?: string
  readonly to: string
  readonly user: string
  text: string
  blocks: readonly Json[]
}

/** Whom a message would notify: people, groups, and `channel`, `here` or `everyone`. */
export function pingsOf(message: { readonly text: string; readonly blocks: readonly unknown[] }): readonly string[] {
  const found = new Set<string>()
  if (message.blocks.length === 0) markupPings(message.text, found)
  for (const block of message.blocks) blockPings(block, found)
  return [...found]
}

function markupPings(text: string, found: Set<string>): void {
  for (const match of text.matchAll(/<(?:@([UW]\w+)|!(channel|here|everyone)|!subteam\^(\w+))(?:\|[^>]*)?>/gu))
    found.add(match[1] ?? match[2] ?? match[3] ?? '')
}

function blockPings(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) blockPings(each, found)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const record: Json = { ...value }
  if ((record.type === 'mrkdwn' || record.type === 'markdown') && typeof record.text === 'string')
    markupPings(record.text, found)
  if (record.type === 'user' && typeof record.user_id === 'string') found.add(record.user_id)
  if (record.type === 'usergroup' && typeof record.usergroup_id === 'string') found.add(record.usergroup_id)
  if (record.type === 'broadcast' && typeof record.range === 'string') found.add(record.range)
  for (const each of Object.values(record)) blockPings(each, found)
}
