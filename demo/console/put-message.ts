import type { SlackMessage } from '../slack/messages.ts'
import type { FakeSlack } from '../slack/start-slack.ts'

type Draft = Pick<SlackMessage, 'channel' | 'user' | 'text'> &
  Partial<Pick<SlackMessage, 'thread_ts' | 'files' | 'subtype'>>

/** Puts something into a channel that Slack itself says there, or that no app is told of. */
export function putMessage(slack: FakeSlack, draft: Draft): SlackMessage {
  const last = Math.max(0, ...slack.state.messages.slice(-50).map((each) => microsOf(each.ts)))
  const micros = String(Math.max(last + 1, Math.floor(slack.clock.now()) * 1_000 + 500))
  const ts = `${micros.slice(0, -6)}.${micros.slice(-6)}`
  const message: SlackMessage = { blocks: [], earlier: [], reactions: [], ...draft, ts }
  slack.state.messages.push(message)
  return message
}

function microsOf(ts: string): number {
  return Number(ts.replace('.', ''))
}
