import { useState } from 'react'
import type { SeenChannel, SeenMessage } from '../../seen.ts'
import { ChannelIcon } from '../drawn/channel-icon.tsx'
import { useStanding } from '../standing.ts'
import { sayDay } from '../say-time.ts'
import { timeOf } from '../talk.ts'
import { Message } from './message.tsx'
import { useStuckToEnd } from './stuck-to-end.ts'
import { useRead } from './use-read.ts'

type MessageListProps = {
  readonly channel: SeenChannel
  readonly messages: readonly SeenMessage[]
}

/** Messages one after the other, newest last, with a line where a day and where the news begins. */
export function MessageList({ channel, messages }: MessageListProps) {
  const { look, now, me } = useStanding()
  // Where the news began when one came here; the line stays there while one reads.
  const [readBefore] = useState(channel.read)
  const { list, atEnd, hasNews, toEnd } = useStuckToEnd<HTMLDivElement>(
    messages.at(-1)?.ts,
    me.id === messages.at(-1)?.user,
  )
  useRead(channel, atEnd)
  const firstNew = messages.find((each) => readBefore !== '' && each.ts > readBefore && each.user !== me.id)?.ts
  return (
    <div className="list-around">
      <div className="list" ref={list} tabIndex={0} role="log" aria-label={`Messages in ${channel.name}`}>
        <div className="list-push" />
        <Beginning channel={channel} />
        {daysOf(messages, (message) => sayDay(timeOf(message.ts), now(), look.zone)).map(({ day, said }) => (
          <section key={said[0]?.ts} className="day-around">
            <div className="day">
              <h3>{day}</h3>
            </div>
            {said.map((message, index) => (
              <div key={message.ts}>
                {message.ts === firstNew && (
                  <div className="news-line">
                    <span>New</span>
                  </div>
                )}
                <Message
                  message={message}
                  grouped={message.ts !== firstNew && continues(said[index - 1], message)}
                  inThread={false}
                />
              </div>
            ))}
          </section>
        ))}
      </div>
      {hasNews && (
        <button type="button" className="news-pill" onClick={toEnd}>
          ↓ New messages
        </button>
      )}
    </div>
  )
}

/** Messages by the day that they were said on. */
function daysOf(
  messages: readonly SeenMessage[],
  dayOf: (message: SeenMessage) => string,
): readonly { readonly day: string; readonly said: readonly SeenMessage[] }[] {
  const days: { day: string; said: SeenMessage[] }[] = []
  for (const message of messages) {
    const day = dayOf(message)
    const last = days.at(-1)
    if (last?.day === day) last.said.push(message)
    else days.push({ day, said: [message] })
  }
  return days
}

/** Within five minutes one goes on talking. */
export function continues(before: SeenMessage | undefined, message: SeenMessage): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.ephemeral === message.ephemeral &&
    before.broadcast === undefined &&
    message.broadcast === undefined &&
    message.subtype === undefined &&
    timeOf(message.ts) - timeOf(before.ts) < 300_000
  )
}

function Beginning({ channel }: { readonly channel: SeenChannel }) {
  if (channel.kind === 'im') return null
  return (
    <div className="beginning">
      <h3>
        <ChannelIcon channel={channel} size={26} /> {channel.name}
      </h3>
      <p className="soft">This is the very beginning of the {channel.name} channel.</p>
    </div>
  )
}
