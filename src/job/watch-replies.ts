import type { Message } from '../message/message.ts'
import { watchRefusedMessage } from '../message/watch-refused.ts'
import type { Asked } from './asked.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** How whoever changes a watch hears of it. */
export type WatchReplies = {
  /** To the asker alone. */
  readonly whisper: (message: Message) => Promise<Asked['sent']>
  /** Where it was asked, for others to see; to the asker alone where nothing can be posted. */
  readonly tell: (message: Message) => Promise<Asked['sent']>
  /** Why it was not done, and what can be. */
  readonly refused: (why: string, more: string) => Promise<Asked>
}

export function makeWatchReplies(
  { key, asker, venue }: Work,
  deed: Asked['deed'],
  { outbox }: Pick<ReplyDeps, 'outbox'>,
): WatchReplies {
  const whisper = (message: Message) => outbox.whisper(venue, asker, message)
  return {
    whisper,
    async tell(message) {
      const { channel, thread } = venue
      const sent = await outbox.post({ channel, thread }, message, `${key}/change`)
      return sent.kind === 'unposted' ? whisper(message) : sent
    },
    refused: async (why, more) => ({ deed, outcome: 'refused', sent: await whisper(watchRefusedMessage(why, more)) }),
  }
}
