import { useEffect } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { MessageList } from '../channel/message-list.tsx'
import { Composer } from '../composer/composer.tsx'
import { Avatar } from '../drawn/avatar.tsx'
import { Icon } from '../drawn/icon.tsx'
import { Presence } from '../drawn/presence.tsx'
import { givenIn } from '../given-in.ts'
import { go, hashOf, usePlace } from '../place.ts'
import { NewHere } from '../shell/new-here.tsx'
import { useStanding } from '../standing.ts'
import { messagesIn } from '../talk.ts'
import { AboutApp } from './about-app.tsx'

type Tab = 'home' | 'messages' | 'about'
type AppHomeProps = { readonly channel: SeenChannel; readonly tab: Tab | undefined }

/** The app itself: its Home, the direct messages with it, and what it is. */
export function AppHome({ channel, tab }: AppHomeProps) {
  const { held, house, act } = useStanding()
  const { thread } = usePlace()
  const bot = held.person.get(house.bot)
  const tabs: readonly Tab[] = [...(house.homeTab ? (['home'] as const) : []), 'messages', 'about']
  const shown = tab ?? (thread !== undefined || !house.homeTab ? 'messages' : 'home')
  useEffect(() => {
    if (shown !== 'about') void act({ kind: 'open-home', tab: shown })
  }, [act, shown])
  return (
    <>
      <header className="channel-head app-head">
        <button type="button" className="plain-button back" aria-label="Back to channels" onClick={() => go()}>
          <Icon name="back" />
        </button>
        <div className="channel-titles">
          <h2>
            <Avatar person={bot} size={24} /> <span>{house.app}</span> <Presence online={bot?.online === true} />
          </h2>
          <span className="phone-members">App</span>
        </div>
      </header>
      <div className="app-tabs" role="tablist" aria-label={house.app}>
        {tabs.map((each) => (
          <a key={each} role="tab" aria-selected={each === shown} href={hashOf(channel.id, each)}>
            {{ home: 'Home', messages: 'Messages', about: 'About' }[each]}
          </a>
        ))}
      </div>
      {shown === 'home' && <HomeTab />}
      {shown === 'about' && <AboutApp bot={bot} />}
      {shown === 'messages' && (
        <>
          <MessageList channel={channel} messages={messagesIn(held, channel.id)} />
          <NewHere channel={channel} />
          <Composer channel={channel} placeholder={`Message ${house.app}`} />
        </>
      )}
    </>
  )
}

function HomeTab() {
  const { held, look, house, act, just } = useStanding()
  const home = held.home.get('it')
  const blocks = home?.view.blocks
  if (home === undefined || !Array.isArray(blocks))
    return <p className="nowhere">This is where {house.app} will show its Home. It has not published one yet.</p>
  const target = { kind: 'view', id: home.id } as const
  return (
    <div className="home-tab" tabIndex={0} role="region" aria-label={`Home of ${house.app}`}>
      <Blocks
        blocks={blocks}
        surface="home"
        look={look}
        onAction={(given) => {
          const value = givenIn(given)
          just({
            kind: 'click',
            target,
            action_id: given.action_id,
            block_id: given.block_id,
            ...(value === undefined ? {} : { given: value }),
          })
        }}
        suggest={async (actionId, typed) =>
          ((await act({ kind: 'suggest', target, action_id: actionId, typed })).options ?? []) as never
        }
      />
    </div>
  )
}
