import type { SeenMessage } from '../../seen.ts'
import { drawEmoji } from '../blocks/emoji.ts'
import { Icon } from '../drawn/icon.tsx'
import type { MenuItem } from '../drawn/menu-item.ts'
import { Menu } from '../drawn/menu.tsx'
import { go, hashOf } from '../place.ts'
import { useStanding } from '../standing.ts'

const QUICK = ['white_check_mark', 'eyes', 'raised_hands'] as const
const FACES = [...QUICK, '+1', 'tada', 'fire', 'rotating_light', 'thinking_face', 'heart', 'pray'] as const

type MessageToolsProps = {
  readonly message: SeenMessage
  readonly inThread: boolean
  readonly threadable: boolean
}

/** What one can do with a message: shown when one points at it, or comes by with the keyboard. */
export function MessageTools({ message, inThread, threadable }: MessageToolsProps) {
  const { just, tell, house } = useStanding()
  const { channel, ts } = message
  const react = (name: string): void => just({ kind: 'react', channel, ts, name })
  if (message.ephemeral === true)
    return (
      <div className="message-tools" role="toolbar" aria-label="Message actions">
        <button
          type="button"
          className="plain-button"
          aria-label="Dismiss message"
          title="Dismiss message"
          onClick={() => just({ kind: 'dismiss', channel, ts })}
        >
          <Icon name="close" size={18} />
        </button>
      </div>
    )
  const copyLink = (): void => {
    const address = new URL(location.href)
    address.hash = hashOf(channel, message.thread_ts ?? ts)
    navigator.clipboard.writeText(address.href).then(
      () => tell('Link copied'),
      () => tell('The browser does not let this page copy.'),
    )
  }
  const shortcuts = house.shortcuts.filter((each) => each.type === 'message')
  const items: readonly MenuItem[] = [
    { kind: 'do', label: 'Copy link', drawn: <Icon name="link" size={18} />, run: copyLink },
    ...(shortcuts.length === 0 ? [] : [{ kind: 'line' } as const]),
    ...shortcuts.map(
      (each): MenuItem => ({
        kind: 'do',
        label: each.name,
        note: house.app,
        drawn: <Icon name="bolt" size={18} />,
        run: () => just({ kind: 'message-shortcut', callback_id: each.callback_id, channel, ts }),
      }),
    ),
  ]
  return (
    <div className="message-tools" role="toolbar" aria-label="Message actions">
      {QUICK.map((name) => (
        <button
          key={name}
          type="button"
          className="plain-button quick"
          aria-label={`React with :${name}:`}
          title={`:${name}:`}
          onClick={() => react(name)}
        >
          {drawEmoji(name)}
        </button>
      ))}
      <Menu
        name="Find another reaction"
        button={<Icon name="smile" size={18} />}
        items={FACES.map((name) => ({ kind: 'do', label: `${drawEmoji(name)} :${name}:`, run: () => react(name) }))}
      />
      {threadable && !inThread && (
        <button
          type="button"
          className="plain-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go(channel, message.thread_ts ?? ts)}
        >
          <Icon name="thread" size={18} />
        </button>
      )}
      <Menu name="More actions" button={<Icon name="more" size={18} />} items={items} />
    </div>
  )
}
