import { randomUUID } from 'node:crypto'
import type { FakeSlack } from '../slack/start-slack.ts'
import type { Act } from './act.ts'
import { putMessage } from './put-message.ts'

/** A person's own file. */
export function uploadFile(slack: FakeSlack, who: string, act: Extract<Act, { kind: 'upload' }>): void {
  const place = slack.state.channels.get(act.channel)
  if (place === undefined || !place.members.has(who)) throw new Error('You are not in that channel.')
  const content = Buffer.from(act.base64, 'base64')
  const id = `FP${randomUUID().replaceAll('-', '').slice(0, 9).toUpperCase()}`
  slack.state.files.set(id, { id, name: act.name, length: content.length, content, title: act.name, shared: true })
  putMessage(slack, {
    channel: act.channel,
    user: who,
    text: act.text,
    files: [{ id, name: act.name, title: act.name, size: content.length, user: who }],
    ...(act.thread === undefined ? {} : { thread_ts: act.thread }),
  })
}
