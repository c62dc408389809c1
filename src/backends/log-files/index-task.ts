import type { Instant } from '../../lib/instant.ts'
import { type BlockReader, openBlocks } from './index-blocks.ts'
import type { Condition } from './index-conditions.ts'
import { type IndexDatabase, openIndexDatabase } from './index-database.ts'
import { type CoveredFile, RECORDS_ENDING, ROWS_ENDING, stampOf } from './index-part.ts'
import { type IndexParts, makeIndexParts, type NamedPart } from './index-parts.ts'
import { type IndexRow, queryIndex } from './index-query.ts'
import { makeOpenChunk } from './open-chunk.ts'
import { parseRecord } from './parse-record.ts'
import { makeSieve, type Wanted } from './scan-log.ts'
import type { Chunk } from './scan-task.ts'

/** A search for the index: which of these files it can stand in for, and what they hold. */
export type IndexTask = {
  /** This root's own folder of the index. */
  readonly dir: string
  /** Real, as latin1 text. */
  readonly root: string
  /** From the root, as latin1 text. */
  readonly paths: readonly string[]
  readonly conditions: readonly Condition[]
  readonly wanted: Wanted
}

/** What is kept open between searches. */
let open: { readonly dir: string; readonly parts: IndexParts; readonly database: IndexDatabase } | undefined

/**
 * Tells which files have to be read because no sound part of the index covers them as they are now, and the matching events of
 * all others. Every row is checked as an event that was read from a file is.
 */
export async function* runIndexTask(task: IndexTask): AsyncGenerator<Chunk> {
  const { parts, database } = await openIndex(task)
  const cover = coverOf(await parts.usable(), task)
  let found = makeOpenChunk()
  found.uncovered = cover.uncovered
  for (const file of cover.files) {
    found.filesDone++
    found.records += file.unreadable
    found.unreadable += file.unreadable
    found.saw((file.newest ?? undefined) as Instant | undefined)
    for (const place of file.looked) found.looked.add(place)
  }
  const sieve = makeSieve(task.wanted)
  const readers = new Map<string, BlockReader>()
  try {
    for await (const { name, row } of rowsOf(task, cover, database)) {
      const record = readerOf(readers, `${task.dir}/${name}${RECORDS_ENDING}`).read(row)
      const event = parseRecord(record, 0, record.length)
      if ('unreadable' in event) throw new Error(`a row of ${name} holds a record that is ${event.unreadable}`)
      found.records++
      if (sieve.lets(event)) found.add(record)
      if (!found.isFull()) continue
      yield found.chunk(false)
      found = makeOpenChunk()
    }
  } finally {
    for (const reader of readers.values()) reader.close()
  }
  yield found.chunk(true)
}

/** The rows that meet any of the conditions, each once, of files that the index may stand in for. */
async function* rowsOf(
  { dir, conditions, wanted }: IndexTask,
  cover: Cover,
  { connection }: IndexDatabase,
): AsyncGenerator<{ readonly name: string; readonly row: IndexRow }> {
  const { from, to } = wanted.window
  const parts = cover.parts.filter((part) => part.from < to && part.to >= from)
  const names = new Map(parts.map(({ name }) => [`${dir}/${name}${ROWS_ENDING}`, name]))
  const bounds = parts.every((part) => part.from >= from && part.to < to) ? undefined : wanted.window
  const met = conditions.length > 1 ? new Set<string>() : undefined
  for (const condition of names.size > 0 ? conditions : []) {
    for await (const rows of queryIndex(connection, [...names.keys()], condition, bounds)) {
      for (const row of rows) {
        const name = names.get(row.path)
        const id = `${name} ${row.rowNo}`
        if (name === undefined || !cover.isUsed(name, row.fileNo) || met?.has(id) === true) continue
        met?.add(id)
        yield { name, row }
      }
    }
  }
}

function readerOf(readers: Map<string, BlockReader>, path: string): BlockReader {
  const open = readers.get(path) ?? openBlocks(path)
  readers.set(path, open)
  return open
}

async function openIndex({ dir }: IndexTask): Promise<NonNullable<typeof open>> {
  if (open?.dir === dir) return open
  open?.database.close()
  open = { dir, parts: makeIndexParts(dir), database: await openIndexDatabase(dir, { memory: '256MB', threads: 2 }) }
  return open
}

type Cover = {
  readonly files: readonly CoveredFile[]
  readonly parts: readonly NamedPart[]
  readonly uncovered: readonly number[]
  readonly isUsed: (part: string, fileNo: number) => boolean
}

/** A file is covered by one part only, and only while it is as it was. */
function coverOf(parts: readonly NamedPart[], { root, paths }: IndexTask): Cover {
  const places = new Map<string, { readonly part: NamedPart; readonly fileNo: number; readonly file: CoveredFile }>()
  for (const part of parts)
    for (const [fileNo, file] of part.files.entries()) places.set(file.path, { part, fileNo, file })
  const files: CoveredFile[] = []
  const uncovered: number[] = []
  const used = new Map<NamedPart, Set<number>>()
  for (const [index, path] of paths.entries()) {
    const place = places.get(path)
    if (place === undefined || stampOf(`${root}/${path}`) !== place.file.stamp) {
      uncovered.push(index)
      continue
    }
    files.push(place.file)
    const numbers = used.get(place.part)
    if (numbers === undefined) used.set(place.part, new Set([place.fileNo]))
    else numbers.add(place.fileNo)
  }
  const byName = new Map([...used].map(([part, numbers]) => [part.name, numbers]))
  return { files, parts: [...used.keys()], uncovered, isUsed: (part, fileNo) => byName.get(part)?.has(fileNo) === true }
}
