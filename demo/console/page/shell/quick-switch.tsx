import { useState } from 'react'
import { ChannelIcon } from '../drawn/channel-icon.tsx'
import { Dialog } from '../drawn/dialog.tsx'
import { Icon } from '../drawn/icon.tsx'
import { go } from '../place.ts'
import { useStanding } from '../standing.ts'
import { timeOf } from '../talk.ts'
import { sayAgo } from '../say-time.ts'

const MOST = 8

/** Ctrl+K: to a channel by its name, or to a message by what it says. */
export function QuickSwitch({ onClose }: { readonly onClose: () => void }) {
  const { held, house, look, now } = useStanding()
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const channels = [...held.channel.values()]
    .map((channel) => ({ channel, name: channel.kind === 'im' ? house.app : channel.name }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, MOST)
  const messages =
    wanted.length < 2
      ? []
      : [...held.message.values()].filter((each) => each.text.toLowerCase().includes(wanted)).slice(-MOST)
  const visit = (channel: string, second?: string): void => {
    onClose()
    go(channel, second)
  }
  return (
    <Dialog title={`Search ${house.workspace}`} onClose={onClose} className="switch-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const first = channels[0]?.channel
          if (first !== undefined) visit(first.id)
        }}
      >
        <input
          className="search-input"
          autoFocus
          aria-label="Search"
          placeholder="Search for channels and messages"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      <ul className="found">
        {channels.map(({ channel, name }) => (
          <li key={channel.id}>
            <button type="button" onClick={() => visit(channel.id)}>
              {channel.kind === 'im' ? <Icon name="messages" size={18} /> : <ChannelIcon channel={channel} />} {name}
            </button>
          </li>
        ))}
        {messages.map((message) => (
          <li key={message.ts}>
            <button type="button" onClick={() => visit(message.channel, message.thread_ts)}>
              <Icon name="search" size={18} />
              <span className="found-text">
                {look.person(message.user)}: {message.text.slice(0, 90)}
              </span>
              <span className="soft">{sayAgo(timeOf(message.ts), now(), look.zone)}</span>
            </button>
          </li>
        ))}
        {channels.length + messages.length === 0 && <li className="soft">Nothing found.</li>}
      </ul>
    </Dialog>
  )
}
