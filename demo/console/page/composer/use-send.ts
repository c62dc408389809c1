import type { SeenChannel } from '../../seen.ts'
import { useStanding } from '../standing.ts'

/** Sends what was written: a command where it begins with a `/`, else a message. */
export function useSend(channel: SeenChannel, thread: string | undefined): (text: string, also: boolean) => void {
  const { act, tell } = useStanding()
  const place = { channel: channel.id, ...(thread === undefined ? {} : { thread }) }
  return (text, also) => {
    void (async () => {
      const command = /^(?<command>\/[^\s/]+)(?:\s+(?<rest>[^]*))?$/u.exec(text)?.groups
      const done =
        command?.command === undefined
          ? await act({ kind: 'say', text, ...place, ...(also ? { alsoToChannel: true } : {}) })
          : await act({ kind: 'command', command: command.command, text: command.rest ?? '', ...place })
      // Slack tells of a command that failed in the channel itself.
      const inChannel = command !== undefined && command.command !== '/invite'
      if (done.shown !== undefined && !inChannel) tell(done.shown)
    })()
  }
}
