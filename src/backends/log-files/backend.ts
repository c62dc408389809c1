import { availableParallelism } from 'node:os'
import type { Event } from '../../event/event.ts'
import type { Backend, Gap, Ledger, Page, SeenName } from '../../find/backend.ts'
import { type IdSet, makeIdSet } from '../../find/id-set.ts'
import { type Instant, instant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import { makeGapList } from './gap-list.ts'
import type { Built } from './index-build.ts'
import { gapAt, type Listing, type LogFile, listLogs, sayPath } from './list-logs.ts'
import type { LogIndex } from './log-index.ts'
import { parseRecord } from './parse-record.ts'
import { LIMITS, type Limits } from './read-log.ts'
import { runTasks, type TaskResult } from './run-tasks.ts'
import type { Wanted } from './scan-log.ts'
import type { Chunk, ScanTask } from './scan-task.ts'
import { makeNameCount } from '../../find/name-count.ts'
import { makeThreadPool } from './thread-pool.ts'

export type LogFilesOptions = {
  /** The folder: a copy of the bucket, AWSLogs, one account's folder, or any folder with loose files. */
  readonly root: string
  /** What people call it. */
  readonly name: string
  /** How many threads decompress and look; by default one a core, four at most. */
  readonly threads?: number
  readonly limits?: Limits
  /** How long after an event its file may have been delivered and is still looked at. By default a day. */
  readonly lateMs?: number
  /** False reads every record of every file: slower, with the same events. For tests and measurements. */
  readonly prefilter?: boolean
  /** A folder in which an index may be kept. Nothing is written without it, nor before `index.build` is called. */
  readonly index?: { readonly dir: string } | undefined
  readonly log?: (message: string, data: object) => void
}

/** A Backend that holds threads open until it is closed. They don't keep the process alive. */
export type LogFiles = Backend & {
  readonly index: { build(signal: AbortSignal): Promise<Built> } | undefined
  /** Starts the threads before there is a question, for whoever has something else to load meanwhile. */
  warm(): void
  close(): Promise<void>
}

const DAY_MS = 86_400_000
const NAMED_GAPS = 50
/** Enough to know who is there, without reading a year to suggest a name. */
const NAME_FILES = 2_000

/**
 * Searches a folder of CloudTrail log files by reading them. A page's ledger counts the records that were examined: all of
 * a file, or, where the bytes were searched for a needle first, those that hold it. Of these, `duplicates` were
 * matches met before in this search, `unreadable` no events, and `events` is the rest, matching or not.
 */
export function makeLogFiles(options: LogFilesOptions): LogFiles {
  const threads = Math.max(1, options.threads ?? Math.min(availableParallelism(), 4))
  const pool = makeThreadPool<ScanTask>(threads, new URL('./scan-thread.ts', import.meta.url))
  const root = Buffer.from(options.root, 'utf8').toString('latin1')
  const limits = options.limits ?? LIMITS
  const indexDir = options.index?.dir
  let index: Promise<LogIndex> | undefined

  /** Loaded where it is used: reading its sources would take as long as answering a short question without it. */
  function openIndex(dir: string): Promise<LogIndex> {
    index ??= import('./log-index.ts').then(({ makeLogIndex }) => makeLogIndex(dir, root, limits))
    return index
  }

  async function list(search: Search, signal: AbortSignal): Promise<Listing> {
    pool.warm()
    const scope = { window: search.window, accounts: accountsOf(search), lateMs: options.lateMs ?? DAY_MS }
    const listing = await listLogs(root, scope, signal)
    const { files, pruned, notEvents } = listing
    options.log?.('listed log files', { place: search.place, files: files.length, pruned, notEvents })
    return listing
  }

  function tasksOf(files: readonly LogFile[], search: Search, names: boolean): readonly ScanTask[] {
    const wanted = names ? { ...wantedOf(search), terms: [] } : wantedOf(search)
    const newest = files.reduce((latest, { delivered }) => Math.max(latest, delivered ?? -Infinity), -8.64e15)
    const newestSince = instant(Math.max(newest - 15 * 60_000, -8.64e15))
    const size = Math.min(32, Math.max(1, Math.ceil(files.length / (threads * 8))))
    const tasks: ScanTask[] = []
    for (let at = 0; at < files.length; at += size) {
      const some = files.slice(at, at + size)
      tasks.push({ root, files: some, wanted, limits, newestSince, names })
    }
    return tasks
  }

  function wantedOf({ keep, window, account, region }: Search): Wanted {
    return { terms: keep, window, account, region, prefilter: options.prefilter ?? true }
  }

  async function* search(search: Search, signal: AbortSignal): AsyncGenerator<Page> {
    const gaps = makeGapList(NAMED_GAPS)
    const listing = await list(search, signal)
    const { files, pruned } = listing
    for (const gap of listing.gaps) gaps.add(gap)
    if (files.length + pruned + listing.gaps.length === 0 && !signal.aborted) gaps.add(noLogs(search))
    yield pageOf({ gaps: gaps.take(), progress: 0 })
    const ids = makeIdSet()
    let done = 0
    let unread = files
    const indexed = indexDir === undefined ? undefined : await openIndex(indexDir)
    for await (const result of indexed?.search(files, wantedOf(search), signal) ?? []) {
      if (result.kind === 'failed') {
        options.log?.('the index could not be asked, so the files are read', {
          place: search.place,
          error: result.error.message,
        })
        unread = files
        done = 0
        break
      }
      const { uncovered, filesDone } = result.chunk
      if (uncovered !== undefined) unread = uncovered.flatMap((at) => files[at] ?? [])
      done += filesDone
      for (const read of readChunk(result.chunk, ids)) yield pageOf({ ...read, progress: done / files.length })
    }
    for await (const result of runTasks(pool, tasksOf(unread, search, false), threads * 2, signal)) {
      for (const gap of gapsOf(result)) gaps.add(gap)
      done += result.kind === 'failed' ? result.task.files.length : result.chunk.filesDone
      yield pageOf({ gaps: gaps.take(), progress: done / files.length })
      if (result.kind === 'failed') continue
      for (const read of readChunk(result.chunk, ids)) yield pageOf({ ...read, progress: done / files.length })
    }
    const ended = signal.aborted ? [endedEarly(search, signal, files.length - done)] : []
    yield pageOf({ gaps: [...gaps.finish(search.place), ...ended], progress: signal.aborted ? undefined : 1 })
  }

  async function seenNames(search: Search, signal: AbortSignal): Promise<readonly SeenName[]> {
    const { files } = await list(search, signal)
    const names = makeNameCount()
    const tasks = tasksOf(files.slice(0, NAME_FILES), search, true)
    for await (const result of runTasks(pool, tasks, threads * 2, signal)) {
      if (result.kind === 'chunk') names.absorb(result.chunk.names)
    }
    return names.list()
  }

  return {
    name: options.name,
    search,
    seenNames,
    index: indexDir === undefined ? undefined : { build: async (signal) => (await openIndex(indexDir)).build(signal) },
    warm: () => pool.warm(),
    async close() {
      await Promise.all([pool.close(), index?.then((open) => open.close())])
    },
  }
}

/** The accounts that the question leaves; undefined where it names none. */
function accountsOf({ account, keep }: Search): ReadonlySet<string> | undefined {
  const named = keep.flatMap(({ not, predicate }) => (!not && predicate.kind === 'account' ? [predicate.value] : []))
  if (named.length === 0) return account === undefined ? undefined : new Set([account])
  return new Set(account === undefined ? named : named.filter((one) => one === account))
}

type ChunkRead = {
  readonly events: readonly Event[]
  readonly ledger: Ledger
  readonly newest: Instant | undefined
  readonly looked: readonly string[]
}

/** Events in a page: few enough to be garbage before they are old, which is what costs memory and time. */
const PAGE = 50

/** Reads a chunk page by page; all but the events is told with the first. */
function* readChunk(chunk: Chunk, ids: IdSet): Generator<ChunkRead> {
  const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength)
  let { records, unreadable, newest, looked }: Pick<Chunk, 'records' | 'unreadable' | 'newest' | 'looked'> = chunk
  let [start, at] = [0, 0]
  do {
    const events: Event[] = []
    let duplicates = 0
    for (const end of chunk.ends.subarray(at, at + PAGE)) {
      const event = parseRecord(bytes, start, end)
      start = end
      if ('unreadable' in event)
        throw new Error(`a record that was read in a thread is unreadable here: ${event.unreadable}`)
      if (ids.add(event.id)) events.push(event)
      else duplicates++
    }
    const ledger = { records, events: records - unreadable - duplicates, unreadable, duplicates }
    yield { events, ledger, newest, looked }
    ;[records, unreadable, newest, looked] = [0, 0, undefined, []]
    at += PAGE
  } while (at < chunk.ends.length)
}

function pageOf(page: Partial<Page>): Page {
  return {
    events: [],
    gaps: [],
    ledger: { records: 0, events: 0, unreadable: 0, duplicates: 0 },
    newest: undefined,
    ...page,
  }
}

function gapsOf(result: TaskResult<ScanTask>): readonly Gap[] {
  if (result.kind === 'chunk')
    return result.chunk.faults.map(({ path, fault }) => gapAt(fault.reason, path, fault.detail))
  const first = result.task.files[0]?.path ?? ''
  const detail = `Files from ${sayPath(first)} on could not be looked at: ${result.error.message}`
  return [{ reason: 'failed', where: sayPath(first), detail, count: result.task.files.length }]
}

function noLogs({ place }: Search): Gap {
  return { reason: 'missing', where: place, detail: 'There are no CloudTrail log files in this folder.', count: 1 }
}

function endedEarly({ place }: Search, signal: AbortSignal, left: number): Gap {
  const timeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
  const detail = `${left} files had not been looked at when the search ${timeout ? 'ran out of time' : 'was stopped'}.`
  return { reason: timeout ? 'timeout' : 'cancelled', where: place, detail, count: Math.max(1, left) }
}
