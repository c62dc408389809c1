import type { SeenName } from '../../find/backend.ts'
import type { Instant } from '../../lib/instant.ts'
import type { LogFile } from './list-logs.ts'
import type { LogBytes, Limits } from './read-log.ts'
import type { Wanted } from './scan-log.ts'

/** A few files for one thread to look through. Plain data: it crosses to the thread. */
export type ScanTask = {
  readonly root: string
  readonly files: readonly LogFile[]
  readonly wanted: Wanted
  readonly limits: Limits
  /** Files delivered since then are searched for the newest event time; of older ones the last one written will do. */
  readonly newestSince: Instant
  /** Collect the names that acted instead of the events that match. */
  readonly names: boolean
}

/** A stretch of what a task found. */
export type Chunk = {
  /** The JSON of matching records, one after the other; `ends` says where each ends. */
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  /** Records that were examined, and how many of them could not be read. */
  readonly records: number
  readonly unreadable: number
  readonly newest: Instant | undefined
  readonly looked: readonly string[]
  readonly faults: readonly { readonly path: string; readonly fault: NonNullable<LogBytes['fault']> }[]
  readonly names: readonly SeenName[]
  /** Files that this chunk ends. */
  readonly filesDone: number
  /** The first chunk of the index has the numbers of the task's files that it doesn't cover, which have to be read. */
  readonly uncovered: readonly number[] | undefined
  /** The task's last chunk. After any other the thread waits to be told to go on. */
  readonly last: boolean
}

export type ToThread<Task> =
  | { readonly kind: 'task'; readonly id: number; readonly task: Task }
  | { readonly kind: 'go'; readonly id: number; readonly on: boolean }

export type FromThread = { readonly id: number; readonly chunk: Chunk }
