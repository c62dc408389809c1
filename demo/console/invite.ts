import type { FakeSlack } from '../slack/start-slack.ts'
import { findPerson } from '../slack/state.ts'
import { putMessage } from './put-message.ts'
import type { Done } from './seen.ts'

/** Slack's own `/invite @someone`, which is what one does when an app says that it is not in the channel. */
export function invite(slack: FakeSlack, who: string, where: string, text: string): Done {
  const channel = slack.state.channels.get(where)
  const person = findPerson(slack.state, text.trim())
  const by = slack.state.people.get(who)
  if (channel === undefined || person === undefined || by === undefined || channel.kind === 'im')
    return { kind: 'refused', shown: `We couldn’t find ${text.trim() || 'anybody'} to invite.` }
  if (by.role === 'guest' || by.role === 'stranger')
    return { kind: 'refused', shown: 'You don’t have permission to add people to this channel.' }
  if (channel.members.has(person.id)) return { kind: 'refused', shown: `${person.name} is already in this channel.` }
  channel.members.add(person.id)
  putMessage(slack, {
    channel: channel.id,
    user: person.id,
    subtype: 'channel_join',
    text: `was added to #${channel.name} by ${by.realName}.`,
  })
  return { kind: 'untold' }
}
