import type { SeenChannel } from '../../seen.ts'
import { Icon, type IconName } from './icon.tsx'

/** What stands before a channel's name: # for everybody, a lock for few. */
export function ChannelIcon({ channel, size = 18 }: { readonly channel: SeenChannel; readonly size?: number }) {
  const name: IconName = channel.archived ? 'archive' : channel.kind === 'private' ? 'lock' : 'hash'
  return <Icon name={name} size={size} />
}

/** What a screen reader says of it. */
export function sayChannel(channel: SeenChannel): string {
  const kinds = [
    channel.kind === 'private' && 'private',
    channel.archived && 'archived',
    channel.shared && 'shared with another company',
  ].filter((each) => each !== false)
  return [channel.name, ...kinds].join(', ')
}
