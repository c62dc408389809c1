import { nothingToDoMessage } from '../message/short-messages.ts'
import type { Reading } from '../question/question.ts'
import type { Asked } from './asked.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

export type WatchReading = Extract<Reading, { kind: 'watch' | 'watches' | 'change-watch' }>

/** Sets, lists and changes watches. */
export async function watchCommand(work: Work, reading: WatchReading, { outbox }: ReplyDeps): Promise<Asked> {
  const sent = await outbox.whisper(work.venue, work.asker, nothingToDoMessage('This bot keeps no watches.'))
  return { outcome: 'refused', sent, deed: reading.kind }
}
