import { useEffect, useRef } from 'react'
import type { SeenChannel } from '../../seen.ts'
import { Composer } from '../composer/composer.tsx'
import { Icon } from '../drawn/icon.tsx'
import { go } from '../place.ts'
import { useStanding } from '../standing.ts'
import { repliesTo } from '../talk.ts'
import { continues } from './message-list.tsx'
import { Message } from './message.tsx'
import { NoComposer } from './no-composer.tsx'
import { useStuckToEnd } from './stuck-to-end.ts'

type ThreadPaneProps = { readonly channel: SeenChannel; readonly ts: string }

/** A thread beside its channel; on a phone, in its place. */
export function ThreadPane({ channel, ts }: ThreadPaneProps) {
  const { held, house, me } = useStanding()
  const root = held.message.get(`${channel.id}:${ts}`)
  const replies = repliesTo(held, channel.id, ts)
  const counted = replies.filter((each) => each.ephemeral !== true).length
  const status = held.status.get(`${channel.id}:${ts}`)
  const last = replies.at(-1)
  const opened = useRef(true)
  const { list, hasNews, toEnd } = useStuckToEnd<HTMLDivElement>(last?.ts, last?.user === me.id)
  // A thread that is opened begins with what it answers.
  useEffect(() => {
    if (opened.current) list.current?.scrollTo({ top: 0 })
    opened.current = false
  }, [list])
  const close = (): void => go(channel.id)
  return (
    <aside
      className="thread-pane"
      aria-label="Thread"
      onKeyDown={(event) => {
        const inside = event.target instanceof Element && event.target.closest('dialog, [popover]') !== null
        if (event.key === 'Escape' && !inside) close()
      }}
    >
      <header className="thread-head">
        <button type="button" className="plain-button back" aria-label="Back to the channel" onClick={close}>
          <Icon name="back" />
        </button>
        <h2>Thread</h2>
        <span className="soft">{channel.kind === 'im' ? house.app : `# ${channel.name}`}</span>
        <span className="grow" />
        <button type="button" className="plain-button wide-only" aria-label="Close thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="list-around">
        <div className="list" ref={list} tabIndex={0} role="log" aria-label="Thread">
          {root === undefined ? (
            <p className="nowhere">This message is not there any more.</p>
          ) : (
            <div>
              <Message message={root} grouped={false} inThread />
            </div>
          )}
          {counted > 0 && (
            <div className="reply-count">
              <span>
                {counted} {counted === 1 ? 'reply' : 'replies'}
              </span>
            </div>
          )}
          {replies.map((reply, index) => (
            <div key={reply.ts}>
              <Message message={reply} grouped={continues(replies[index - 1], reply)} inThread />
            </div>
          ))}
          {status !== undefined && status !== '' && (
            <p className="status" role="status">
              {house.app} {status}
            </p>
          )}
        </div>
        {hasNews && (
          <button type="button" className="news-pill" onClick={toEnd}>
            ↓ New replies
          </button>
        )}
      </div>
      {channel.archived ? (
        <NoComposer channel={channel} />
      ) : (
        <Composer channel={channel} thread={ts} placeholder="Reply…" />
      )}
    </aside>
  )
}
