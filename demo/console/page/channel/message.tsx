import { memo, useEffect, useState } from 'react'
import type { SeenMessage } from '../../seen.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { Icon } from '../drawn/icon.tsx'
import { useNarrow } from '../narrow.ts'
import { go } from '../place.ts'
import { sayClock, sayFully } from '../say-time.ts'
import { useStanding } from '../standing.ts'
import { repliesTo, timeOf } from '../talk.ts'
import { MessageBody } from './message-body.tsx'
import { MessageTools } from './message-tools.tsx'
import { Reactions } from './reactions.tsx'
import { ThreadBar } from './thread-bar.tsx'

/** What within a message does something by itself. */
const OWN = 'button, a, input, select, textarea, label, summary, table, [role]'

type MessageProps = {
  readonly message: SeenMessage
  /** The one before is from the same person, just before: no face and no name again. */
  readonly grouped: boolean
  readonly inThread: boolean
}

/** A message, with all that hangs on it. */
export const Message = memo(function Message({ message, grouped, inThread }: MessageProps) {
  const { held, look, now, showPerson } = useStanding()
  const narrow = useNarrow()
  const person = held.person.get(message.user)
  const name = person?.realName ?? message.user
  const at = timeOf(message.ts)
  const replies = inThread ? [] : repliesTo(held, message.channel, message.ts)
  const root = message.broadcast === true && !inThread ? message.thread_ts : undefined
  const [sheet, setSheet] = useSheet()
  const threadable = message.ephemeral !== true && message.subtype === undefined
  const classes = ['message', grouped && 'grouped', message.ephemeral === true && 'ephemeral', sheet && 'sheet']
  return (
    <article
      className={classes.filter(Boolean).join(' ')}
      aria-label={`${name}, ${sayFully(at, now(), look.zone)}`}
      data-ts={message.ts}
      onContextMenu={(event) => {
        if (!narrow) return
        event.preventDefault()
        setSheet(true)
      }}
      onClick={({ target, currentTarget }) => {
        // On a phone a message is a way into its thread; its links and buttons are themselves.
        if (!narrow || inThread || !threadable || !(target instanceof Element)) return
        const own = target.closest(OWN)
        if (own === null || !currentTarget.contains(own)) go(message.channel, root ?? message.ts)
      }}
    >
      {message.ephemeral === true && (
        <p className="only-you">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
      )}
      {root !== undefined && (
        <p className="only-you replied">
          <Icon name="thread" size={14} /> <span>replied to a thread:</span>{' '}
          <a href={`#/${message.channel}/${root}`}>
            {held.message.get(`${message.channel}:${root}`)?.text.slice(0, 100) ?? 'view thread'}
          </a>
        </p>
      )}
      <div className="message-row">
        <div className="message-gutter">
          {grouped ? (
            <time className="gutter-time">{sayClock(at, look.zone).replace(/ [AP]M$/u, '')}</time>
          ) : (
            <button
              type="button"
              className="face"
              tabIndex={-1}
              aria-hidden="true"
              onClick={() => showPerson(message.user)}
            >
              <Avatar person={person} />
            </button>
          )}
        </div>
        <div className="message-content">
          {!grouped && (
            <div className="message-head">
              <button type="button" className="sender" onClick={() => showPerson(message.user)}>
                {name}
              </button>
              {person?.role === 'bot' && <span className="app-badge">APP</span>}
              {person?.role === 'stranger' && <span className="soft small">Partner Ltd</span>}
              <time
                dateTime={new Date(at).toISOString()}
                title={sayFully(at, now(), look.zone)}
                className="message-time"
              >
                {sayClock(at, look.zone)}
              </time>
            </div>
          )}
          <MessageBody message={message} />
          <Reactions message={message} />
          {replies.length > 0 && <ThreadBar message={message} replies={replies} />}
        </div>
      </div>
      <MessageTools message={message} inThread={inThread} threadable={threadable} />
    </article>
  )
})

/** What a long press brings up from the foot of a phone, until somebody touches anything. */
function useSheet(): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return undefined
    const close = (): void => setOpen(false)
    addEventListener('click', close)
    return () => removeEventListener('click', close)
  }, [open])
  return [open, setOpen]
}
