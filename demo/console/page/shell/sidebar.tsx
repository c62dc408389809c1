import { useState, type ReactNode } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { ChannelIcon, sayChannel } from '../drawn/channel-icon.tsx'
import { Icon } from '../drawn/icon.tsx'
import { Presence } from '../drawn/presence.tsx'
import { hashOf } from '../place.ts'
import { useStanding } from '../standing.ts'
import { unreadIn } from '../talk.ts'
import { sayRole } from './people-menu.ts'

type SidebarProps = { readonly at: string | undefined; readonly onSearch: () => void }

/** The channels and apps, and what is new in them. On a phone it is the first screen. */
export function Sidebar({ at, onSearch }: SidebarProps) {
  const { held, house, me } = useStanding()
  const channels = [...held.channel.values()].sort((a, b) => a.name.localeCompare(b.name))
  const direct = channels.filter((each) => each.kind === 'im')
  return (
    <nav className="sidebar" aria-label="Channels and apps">
      <header className="sidebar-head">
        <h1>{house.workspace}</h1>
        <span className="sidebar-me">
          {me.realName} · {sayRole(me.role)}
        </span>
      </header>
      <button type="button" className="phone-search" onClick={onSearch}>
        <Icon name="search" size={16} /> Jump to or search…
      </button>
      <Section title="Channels">
        {channels
          .filter((each) => each.kind !== 'im' && !each.archived)
          .map((each) => (
            <Row key={each.id} channel={each} here={each.id === at} />
          ))}
      </Section>
      <Section title="Apps">
        {direct.map((each) => (
          <AppRow key={each.id} channel={each} here={each.id === at} />
        ))}
      </Section>
      {channels.some((each) => each.archived) && (
        <Section title="Archived">
          {channels
            .filter((each) => each.archived)
            .map((each) => (
              <Row key={each.id} channel={each} here={each.id === at} />
            ))}
        </Section>
      )}
    </nav>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(true)
  return (
    <section className="side-section">
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'down' : 'right'} size={14} /> {title}
        </button>
      </h2>
      {open && <ul>{children}</ul>}
    </section>
  )
}

function Row({ channel, here }: { readonly channel: SeenChannel; readonly here: boolean }) {
  const { held } = useStanding()
  const { count, badge } = unreadIn(held, channel)
  return (
    <li>
      <a
        className={count > 0 ? 'side-row unread' : 'side-row'}
        href={hashOf(channel.id)}
        aria-current={here ? 'page' : undefined}
        aria-label={sayRow(sayChannel(channel), count, badge)}
      >
        <ChannelIcon channel={channel} />
        <span className="side-name">{channel.name}</span>
        {channel.shared && <Icon name="shared" size={16} />}
        {badge > 0 && <span className="badge">{badge}</span>}
      </a>
    </li>
  )
}

function AppRow({ channel, here }: { readonly channel: SeenChannel; readonly here: boolean }) {
  const { held, house } = useStanding()
  const { count, badge } = unreadIn(held, channel)
  const bot = held.person.get(house.bot)
  return (
    <li>
      <a
        className={count > 0 ? 'side-row unread' : 'side-row'}
        href={hashOf(channel.id)}
        aria-current={here ? 'page' : undefined}
        aria-label={sayRow(house.app, count, badge)}
      >
        <span className="side-face">
          <Avatar person={bot} size={20} />
          <Presence online={bot?.online === true} />
        </span>
        <span className="side-name">{house.app}</span>
        {badge > 0 && <span className="badge">{badge}</span>}
      </a>
    </li>
  )
}

function sayRow(name: string, count: number, badge: number): string {
  const news = count === 0 ? '' : `, ${count} unread ${count === 1 ? 'message' : 'messages'}`
  return `${name}${news}${badge === 0 ? '' : `, ${badge} for you`}`
}
