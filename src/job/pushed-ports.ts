import type { Event } from '../event/event.ts'
import type { PartGap } from '../watch/look.ts'
import type { AnnouncedFile, LogBucket } from '../watch/read-pushed.ts'
import type { PushedCover } from './pushed-cover.ts'
import type { WatchDeps } from './watch-ports.ts'

/** A log file as far as it could be read. */
export type LogFileRead = {
  /** Its events, some at a time: a file may hold a hundred thousand. To be gone through once. */
  readonly pages: Iterable<{ readonly events: readonly Event[]; readonly unreadable: number }>
  /** Why it could not be read, or not to its end. */
  readonly fault: PartGap | undefined
}

/** Fetches a log file from its bucket. Where AWS refuses it, that is its fault, and there are no pages. */
export type ReadLogFile = (file: AnnouncedFile) => Promise<LogFileRead>

export type PushedDeps = Pick<WatchDeps, 'store' | 'settings' | 'log'> & {
  readonly clock: Pick<WatchDeps['clock'], 'now'>
  readonly cover: PushedCover
  /** From where announced files are taken, and how: from nowhere, where it is left out. */
  readonly files?: { readonly buckets: readonly LogBucket[]; readonly read: ReadLogFile } | undefined
}
