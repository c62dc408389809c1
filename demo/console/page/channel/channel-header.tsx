import type { SeenChannel } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { ChannelIcon } from '../drawn/channel-icon.tsx'
import { Icon } from '../drawn/icon.tsx'
import { go } from '../place.ts'
import { useStanding } from '../standing.ts'

type ChannelHeaderProps = { readonly channel: SeenChannel; readonly onMembers: () => void }

/** The channel's name, what it is for, and who is in it. */
export function ChannelHeader({ channel, onMembers }: ChannelHeaderProps) {
  const { held } = useStanding()
  const count = channel.members.length
  return (
    <header className="channel-head">
      <button type="button" className="plain-button back" aria-label="Back to channels" onClick={() => go()}>
        <Icon name="back" />
      </button>
      <div className="channel-titles">
        <h2>
          <button type="button" className="channel-name" onClick={onMembers} title="Get channel details">
            <ChannelIcon channel={channel} /> <span>{channel.name}</span>
            {channel.shared && <Icon name="shared" size={16} />}
          </button>
        </h2>
        <span className="channel-topic" title={channel.topic}>
          {channel.topic}
        </span>
        <span className="phone-members">
          {count} {count === 1 ? 'member' : 'members'}
        </span>
      </div>
      <button
        type="button"
        className="members-button"
        onClick={onMembers}
        aria-label={`View all members of this channel: ${count}`}
      >
        <span className="face-pile">
          {channel.members.slice(0, 3).map((id) => (
            <Avatar key={id} person={held.person.get(id)} size={20} />
          ))}
        </span>
        {count}
      </button>
    </header>
  )
}
