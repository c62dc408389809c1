import { useState } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { Composer } from '../composer/composer.tsx'
import { NewHere } from '../shell/new-here.tsx'
import { useStanding } from '../standing.ts'
import { messagesIn } from '../talk.ts'
import { ChannelHeader } from './channel-header.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { MessageList } from './message-list.tsx'
import { NoComposer } from './no-composer.tsx'

/** A channel: who is in it, what was said, and where one writes. */
export function ChannelView({ channel }: { readonly channel: SeenChannel }) {
  const { held, me } = useStanding()
  const [members, setMembers] = useState(false)
  const messages = messagesIn(held, channel.id)
  const mayWrite = !channel.archived && (!channel.restricted || me.role === 'admin')
  return (
    <>
      <ChannelHeader channel={channel} onMembers={() => setMembers(true)} />
      <MessageList channel={channel} messages={messages} />
      {mayWrite ? (
        <>
          <NewHere channel={channel} />
          <Composer channel={channel} placeholder={`Message #${channel.name}`} />
        </>
      ) : (
        <NoComposer channel={channel} />
      )}
      {members && <MemberDialog channel={channel} onClose={() => setMembers(false)} />}
    </>
  )
}
