import { never } from '../lib/never.ts'
import { nothingToDoMessage } from '../message/short-messages.ts'
import type { Reading } from '../question/question.ts'
import type { Asked } from './asked.ts'
import { changeWatch } from './change-watch.ts'
import { editWatch } from './edit-watch.ts'
import { listWatches } from './list-watches.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import { setWatch } from './set-watch.ts'
import type { Watching } from './watching.ts'

export type WatchReading = Extract<Reading, { kind: 'watch' | 'watches' | 'change-watch' | 'edit-watch' }>

export function isWatchReading(reading: Reading): reading is WatchReading {
  return ['watch', 'watches', 'change-watch', 'edit-watch'].includes(reading.kind)
}

/** What of a reply's outside watches need. */
export type WatchCommandDeps = Pick<
  ReplyDeps,
  | 'outbox'
  | 'people'
  | 'sources'
  | 'carrier'
  | 'now'
  | 'sleep'
  | 'freeDollars'
  | 'authorize'
  | 'budget'
  | 'audit'
  | 'watching'
>

export type WatchingDeps = WatchCommandDeps & { readonly watching: Watching }

/** Sets, lists and changes watches. What others have to know is told in the channel, all else to the asker alone. */
export async function watchCommand(
  work: Work,
  reading: WatchReading,
  deps: WatchCommandDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const { watching } = deps
  if (watching === undefined) {
    const sent = await deps.outbox.whisper(work.venue, work.asker, nothingToDoMessage('This bot keeps no watches.'))
    return { outcome: 'refused', sent, deed: reading.kind }
  }
  const able = { ...deps, watching }
  switch (reading.kind) {
    case 'watch':
      return setWatch(work, reading, able, signal)
    case 'watches':
      return listWatches(work, able)
    case 'change-watch':
      return changeWatch(work, reading, able)
    case 'edit-watch':
      return editWatch(work, { id: reading.id, edit: { asked: reading.asked, urgency: reading.urgency } }, able, signal)
    default:
      return never(reading)
  }
}
