import type { SeenMessage } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { hashOf } from '../place.ts'
import { sayAgo } from '../say-time.ts'
import { useStanding } from '../standing.ts'
import { timeOf } from '../talk.ts'

type ThreadBarProps = { readonly message: SeenMessage; readonly replies: readonly SeenMessage[] }

/** Under a message: who replied, how often, and when last. */
export function ThreadBar({ message, replies }: ThreadBarProps) {
  const { held, look, now } = useStanding()
  const seen = replies.filter((each) => each.ephemeral !== true)
  const last = seen.at(-1)
  if (last === undefined) return null
  const people = [...new Set(seen.map((each) => each.user))].slice(0, 5)
  return (
    <a className="thread-bar" href={hashOf(message.channel, message.ts)}>
      <span className="thread-faces">
        {people.map((id) => (
          <Avatar key={id} person={held.person.get(id)} size={24} />
        ))}
      </span>
      <strong>
        {seen.length} {seen.length === 1 ? 'reply' : 'replies'}
      </strong>
      <span className="thread-last">Last reply {sayAgo(timeOf(last.ts), now(), look.zone)}</span>
      <span className="thread-view">View thread</span>
    </a>
  )
}
