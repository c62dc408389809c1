import { chmodSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { instant } from '../../lib/instant.ts'
import { makeFolder } from '../../lib/make-folder.ts'
import { type IndexDatabase, openIndexDatabase } from './index-database.ts'
import {
  type CoveredFile,
  hashOfFile,
  NOTE_ENDING,
  partName,
  RECORDS_ENDING,
  ROWS_ENDING,
  stampOf,
  temporaryIn,
  writeNote,
} from './index-part.ts'
import { makeIndexParts } from './index-parts.ts'
import { type IndexRows, makeIndexRows } from './index-rows.ts'
import { readForIndex } from './index-read.ts'
import { listLogs, type LogFile } from './list-logs.ts'
import type { Limits } from './read-log.ts'

export type BuildTask = { readonly root: string; readonly dir: string; readonly limits: Limits }

/** What a build did. */
export type Built = {
  /** Files and events that were added, and the parts they are in. */
  readonly files: number
  readonly events: number
  readonly parts: number
  /** Files that stay outside, because they are damaged or too large: they are read each time. */
  readonly left: number
  /** Parts that went, because they were damaged, or the files they covered have changed or gone. */
  readonly dropped: number
  readonly complete: boolean
}

/** A part is closed at either: small enough to be sorted in bounded memory, large enough that there are few. */
const PART_EVENTS = 50_000
const PART_BYTES = 32 * 1024 * 1024

/**
 * Brings the index up to date with the folder: files that no sound part covers are read in the order of their delivery and written
 * as new parts, and only then the parts that are of no more use are removed.
 */
export async function buildIndex(task: BuildTask, goesOn: () => boolean): Promise<Built> {
  makeFolder(task.dir, 0o700)
  const { files } = await listLogs(task.root, { window: ALL_TIME, accounts: undefined, lateMs: 0 })
  const kept = await partsToKeep(task, files)
  const pending = files.filter(({ path }) => !kept.covered.has(path)).reverse()
  const database = await openIndexDatabase(task.dir, { memory: '160MB', threads: 1 })
  const built = { files: 0, events: 0, parts: 0, left: 0 }
  const made = new Set<string>()
  try {
    for (let at = 0; at < pending.length && goesOn(); ) {
      const part = await gatherPart(task, pending, at, goesOn)
      at += part.taken
      built.left += part.left
      if (part.files.length === 0) continue
      built.files += part.files.length
      built.events += part.rows.count()
      made.add(await writePart(task.dir, part, database))
      built.parts++
    }
  } finally {
    database.close()
  }
  const complete = goesOn()
  const dropped = complete ? dropParts(task.dir, new Set([...kept.names, ...made])) : 0
  return { ...built, dropped, complete }
}

const ALL_TIME = { from: instant(-8.64e15), to: instant(8.64e15) }

/** Sound parts whose files are all as they were; those that aren't full only where there is nothing to add. */
async function partsToKeep(task: BuildTask, files: readonly LogFile[]) {
  const parts = await makeIndexParts(task.dir).usable()
  const covered = new Set<string>()
  const fresh = parts.filter((part) => {
    const isFresh = part.files.every(
      ({ path, stamp }) => !covered.has(path) && stampOf(`${task.root}/${path}`) === stamp,
    )
    if (isFresh) for (const { path } of part.files) covered.add(path)
    return isFresh
  })
  const hasNew = files.some(({ path }) => !covered.has(path))
  const kept = fresh.filter(({ full }) => full || !hasNew)
  return {
    names: new Set(kept.map(({ name }) => name)),
    covered: new Set(kept.flatMap((part) => part.files.map(({ path }) => path))),
  }
}

type OpenPart = {
  readonly rows: IndexRows
  readonly files: readonly CoveredFile[]
  readonly from: number
  readonly to: number
  readonly full: boolean
  /** How many of the pending files were looked at, and how many of them stay outside. */
  readonly taken: number
  readonly left: number
}

async function gatherPart(
  { root, limits }: BuildTask,
  pending: readonly LogFile[],
  start: number,
  goesOn: () => boolean,
): Promise<OpenPart> {
  const rows = makeIndexRows()
  const files: CoveredFile[] = []
  const fileLimits = { ...limits, expandedBytes: Math.min(limits.expandedBytes, PART_BYTES) }
  let [taken, left, bytes, from, to] = [0, 0, 0, Infinity, -Infinity]
  const isFull = () => rows.count() >= PART_EVENTS || bytes >= PART_BYTES
  for (let file = pending[start]; file !== undefined && !isFull() && goesOn(); file = pending[start + taken]) {
    taken++
    const read = await readForIndex(root, file, fileLimits, (event, record) => {
      rows.add(files.length, event, record)
      from = Math.min(from, event.time)
      to = Math.max(to, event.time)
    })
    if (read === undefined) left++
    else {
      bytes += read.bytes
      files.push(read.covered)
    }
    await setImmediate()
  }
  return { rows, files, from, to, full: isFull(), taken, left }
}

async function writePart(
  dir: string,
  { rows, files, from, to, full }: OpenPart,
  { connection }: IndexDatabase,
): Promise<string> {
  const name = partName(files)
  const count = rows.count()
  const columns = temporaryIn(dir, `${name}.columns`)
  const records = temporaryIn(dir, `${name}.records`)
  await rows.write(connection, columns, records)
  chmodSync(columns, 0o600)
  const sha256: [string, string] = [await hashOfFile(columns), await hashOfFile(records)]
  renameSync(columns, join(dir, name + ROWS_ENDING))
  renameSync(records, join(dir, name + RECORDS_ENDING))
  const times = count > 0 ? { from, to } : { from: 0, to: 0 }
  writeNote(dir, name, { rows: count, full, ...times, sha256, files: [...files] })
  return name
}

/** What is younger may still be written by another process. */
const LEFT_MS = 3_600_000

/** Removes the other parts, and what an interrupted build left. The folder is this index's own. */
function dropParts(dir: string, keep: ReadonlySet<string>): number {
  const dropped = new Set<string>()
  for (const file of readdirSync(dir)) {
    const name = /^([0-9a-f]{32})\.(part|parquet|records|.*\.tmp)$/.exec(file)?.[1]
    if (name === undefined) continue
    if (file.endsWith('.tmp') ? !isLeft(join(dir, file)) : keep.has(name)) continue
    rmSync(join(dir, file), { force: true })
    if (file.endsWith(NOTE_ENDING)) dropped.add(name)
  }
  return dropped.size
}

function isLeft(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && stat.mtimeMs < Date.now() - LEFT_MS
}
