import type { SeenChannel } from '../../seen.ts'

/** What stands where one would write, in a channel where one may not. */
export function NoComposer({ channel }: { readonly channel: SeenChannel }) {
  return (
    <p className="no-composer">
      {channel.archived
        ? `You are viewing #${channel.name}, an archived channel`
        : 'You don’t have permission to post in this channel'}
    </p>
  )
}
