import type { Ephemeral, SlackMessage } from './messages.ts'
import { recordsOf, type Json } from './record.ts'
import { blockLines } from './show/block.ts'
import { clockTime } from './show/date.ts'
import { readMrkdwn } from './show/mrkdwn.ts'
import { paint, wrap, type Line } from './show/span.ts'
import { makeViewer, type Viewer } from './show/viewer.ts'
import { findChannel, findPerson, repliesTo, whatSees, type SlackState } from './state.ts'

export type ShowOptions = {
  /** By id, handle or @handle. Names and times are theirs. */
  readonly viewer: string
  /** Now, for `today` and `yesterday`. */
  readonly now: number
  readonly width?: number
  readonly colour?: boolean
}

type Shown = Pick<SlackMessage | Ephemeral, 'user' | 'ts' | 'text' | 'blocks'> & {
  readonly files?: readonly Json[]
  readonly edited?: object
}

/** A channel with its threads, as this person would read it in a terminal. */
export function showChannel(state: SlackState, where: string, options: ShowOptions): string {
  const channel = findChannel(state, where)
  const person = findPerson(state, options.viewer)
  if (channel === undefined || person === undefined) throw new Error(`no ${where} for ${options.viewer}`)
  const viewer = makeViewer(state, person.id, options.now)
  const { messages, ephemerals } = whatSees(state, person.id, channel.id)
  const roots = messages.filter((message) => message.thread_ts === undefined || message.thread_ts === message.ts)
  const parts = [
    ...roots.map((root) => ({ ts: root.ts, lines: withReplies(state, root, viewer, options) })),
    ...ephemerals.map((each) => ({ ts: each.ts, lines: [only, ...messageLines(each, viewer, widthOf(options))] })),
  ].sort((a, b) => Number(a.ts) - Number(b.ts))
  const title = channel.kind === 'im' ? 'Direct messages with whodid' : `#${channel.name}`
  const lines: Line[] = [[{ text: title, style: 'bold' }], ...parts.flatMap((part): Line[] => [[], ...part.lines])]
  return `${lines.map((line) => paint(line, options.colour ?? false)).join('\n')}\n`
}

/** One message, without its thread. */
export function showMessage(state: SlackState, message: Shown, options: ShowOptions): string {
  const viewer = makeViewer(state, findPerson(state, options.viewer)?.id ?? '', options.now)
  return `${messageLines(message, viewer, widthOf(options))
    .map((line) => paint(line, options.colour ?? false))
    .join('\n')}\n`
}

const only: Line = [{ text: 'Only visible to you', style: 'dim' }]

function widthOf(options: ShowOptions): number {
  return Math.max(30, options.width ?? 100)
}

function withReplies(state: SlackState, root: SlackMessage, viewer: Viewer, options: ShowOptions): readonly Line[] {
  const width = widthOf(options)
  const replies = repliesTo(state, root)
  const head: Line = [{ text: `  ${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`, style: 'dim' }]
  const thread = replies.flatMap((reply): Line[] => [
    [{ text: '  │', style: 'dim' }],
    ...messageLines(reply, viewer, width - 4).map((line): Line => [{ text: '  │ ', style: 'dim' }, ...line]),
  ])
  return [...messageLines(root, viewer, width), ...(replies.length === 0 ? [] : [head, ...thread])]
}

function messageLines(message: Shown, viewer: Viewer, width: number): readonly Line[] {
  const head: Line = [
    { text: viewer.nameOf(message.user), style: 'bold' },
    {
      text: `  ${clockTime(viewer, Number(message.ts) * 1000)}${message.edited === undefined ? '' : '  (edited)'}`,
      style: 'dim',
    },
  ]
  const body =
    message.blocks.length > 0
      ? message.blocks.flatMap((block) => blockLines(block, viewer, width - 2))
      : wrap(readMrkdwn(message.text, viewer), width - 2)
  const files = recordsOf(message.files).map((file): Line => [{ text: `[file: ${String(file.title)}]`, style: 'dim' }])
  return [head, ...[...body, ...files].map((line): Line => [{ text: '  ' }, ...line])]
}
