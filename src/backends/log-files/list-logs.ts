import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Gap, GapReason } from '../../find/backend.ts'
import { type Instant, instant } from '../../lib/instant.ts'
import type { Window } from '../../question/question.ts'
import {
  accountOfFolder,
  daysOfFolder,
  isNotEventsFolder,
  isOfOtherService,
  kindOfPath,
  type LogKey,
  readLogKey,
} from './log-key.ts'

/** A log file below the root. Paths are held byte for byte as latin1 text, so that names that aren't UTF-8 survive. */
export type LogFile = LogKey & {
  /** From the root, without a leading slash. */
  readonly path: string
}

/** What has to be looked at: files delivered outside of these need not be opened. */
export type Scope = {
  readonly window: Window
  /** undefined: all. */
  readonly accounts: ReadonlySet<string> | undefined
  /** How long after an event its file may have been delivered. */
  readonly lateMs: number
}

export type Listing = {
  /** The newest delivery first; loose files, whose age is not known, before all. */
  readonly files: readonly LogFile[]
  readonly gaps: readonly Gap[]
  /** Digests, insights, aggregates and other services' files that were passed over. */
  readonly notEvents: number
  /** Log files that were left out because of their account or day. */
  readonly pruned: number
}

/** Clocks and roundings: a file's name may be a little older than the events in it. */
const EARLY_MS = 15 * 60_000

/**
 * Lists the log files that may hold events of the scope. Goes by CloudTrail's key layout wherever it is met on the way
 * down; nothing is ruled out by its Region's folder, because global events lie in another Region's.
 */
export async function listLogs(root: string, scope: Scope, signal?: AbortSignal): Promise<Listing> {
  const files: LogFile[] = []
  const gaps: Gap[] = []
  let [notEvents, pruned] = [0, 0]
  const waiting = ['']
  const found = realPath(root)
  if (found === undefined) return { files, gaps: [gapAt('missing', root, NO_FOLDER)], notEvents, pruned }
  const realRoot: string = found

  function look(entry: Dirent, path: string): void {
    if (entry.isSymbolicLink()) gaps.push(...linkGaps(realRoot, path))
    else if (entry.isDirectory()) {
      if (isNotEventsFolder(entry.name) || isOfOtherService(`${realRoot}/${path}`)) notEvents++
      else if (mayHold(`${realRoot}/${path}`, scope)) waiting.push(path)
      else pruned++
    } else lookAtFile(entry, path)
  }

  function lookAtFile(entry: Dirent, path: string): void {
    const kind = kindOfPath(`${realRoot}/${path}`)
    if (kind === 'not-events') notEvents++
    if (kind !== 'log') return
    const key = readLogKey(`${realRoot}/${path}`)
    if (!isInScope(key, scope)) pruned++
    else if (entry.isFile()) files.push({ path, ...key })
    else gaps.push(gapAt('not-a-log', path, 'It is not a regular file, so it was not opened.'))
  }

  for (let folders = 1; waiting.length > 0; folders++) {
    if (signal?.aborted === true) break
    if (folders % FOLDERS_AT_ONCE === 0) await setImmediate()
    const folder = waiting.pop() ?? ''
    try {
      for (const entry of entriesOf(`${realRoot}/${folder}`))
        look(entry, folder === '' ? entry.name : `${folder}/${entry.name}`)
    } catch (error) {
      gaps.push(folderGap(error, folder === '' ? root : folder))
    }
  }
  files.sort((a, b) => (b.delivered ?? Infinity) - (a.delivered ?? Infinity) || (a.path < b.path ? -1 : 1))
  return { files, gaps, notEvents, pruned }
}

/** Reading a folder takes some twenty microseconds; after this many others get their turn. */
const FOLDERS_AT_ONCE = 50

function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(Buffer.from(folder, 'latin1'), { withFileTypes: true, encoding: 'latin1' })
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(Buffer.from(path, 'latin1'), { encoding: 'latin1' })
  } catch {
    return undefined
  }
}

function mayHold(folder: string, scope: Scope): boolean {
  const account = accountOfFolder(folder)
  if (account !== undefined && scope.accounts?.has(account) === false) return false
  const days = daysOfFolder(folder)
  if (days === undefined) return true
  const { from, to } = deliveredWithin(scope)
  return days.from <= to && days.to > from
}

function isInScope(key: LogKey, scope: Scope): boolean {
  if (key.account !== undefined && scope.accounts?.has(key.account) === false) return false
  if (key.delivered === undefined) return true
  const { from, to } = deliveredWithin(scope)
  return key.delivered >= from && key.delivered <= to
}

/** When files with events of the window may have been delivered. */
function deliveredWithin({ window, lateMs }: Scope): { readonly from: Instant; readonly to: Instant } {
  const furthest = 8.64e15
  return {
    from: instant(Math.max(window.from - EARLY_MS, -furthest)),
    to: instant(Math.min(window.to + lateMs, furthest)),
  }
}

/** A link to something inside the root is passed over, as its target is listed by itself; others are refused and told. */
function linkGaps(realRoot: string, path: string): readonly Gap[] {
  const target = realPath(`${realRoot}/${path}`)
  if (target === undefined) return [gapAt('missing', path, 'It is a link to something that is not there.')]
  if (target === realRoot || target.startsWith(`${realRoot}/`)) {
    if (kindOfPath(path) !== 'log' || kindOfPath(target) !== 'other' || !isFile(target)) return []
    return [gapAt('not-a-log', path, 'It is a link to a file that is not named like a log, so it was not read.')]
  }
  return [gapAt('outside-root', path, 'It is a link that leads out of the log folder, so it was not followed.')]
}

function isFile(path: string): boolean {
  return statSync(Buffer.from(path, 'latin1'), { throwIfNoEntry: false })?.isFile() === true
}

const NO_FOLDER = 'There is no such folder.'

function folderGap(error: unknown, path: string): Gap {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return gapAt('missing', path, NO_FOLDER)
  if (code === 'EACCES' || code === 'EPERM') return gapAt('denied', path, 'The folder may not be read by this process.')
  return gapAt('failed', path, `The folder could not be read (${code ?? 'unknown error'}).`)
}

export function gapAt(reason: GapReason, path: string, detail: string): Gap {
  return { reason, where: sayPath(path), detail, count: 1 }
}

/** A path for people: bytes that aren't UTF-8 become U+FFFD. */
export function sayPath(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8')
}
