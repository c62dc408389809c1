import type { SlackMessage } from '../messages.ts'
import { APP_ID } from '../people.ts'
import type { Json } from '../record.ts'
import { repliesTo, type SlackState } from '../state.ts'

/** A message as Slack writes it in answers and events. */
export function sayMessage(state: SlackState, message: SlackMessage, withMetadata = false): Json {
  const replies = message.thread_ts === undefined || message.thread_ts === message.ts ? repliesTo(state, message) : []
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: state.people.get(message.user)?.team ?? state.team.id,
    ...(message.bot_id === undefined ? {} : { bot_id: message.bot_id, app_id: APP_ID }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    // https://docs.slack.dev/reference/events/message/thread_broadcast
    ...(message.broadcast === true ? { subtype: 'thread_broadcast' } : {}),
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.files === undefined ? {} : { files: message.files }),
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(replies.length === 0
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          latest_reply: replies.at(-1)?.ts,
        }),
  }
}
