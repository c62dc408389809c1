import type { Event } from '../../event/event.ts'
import type { Instant } from '../../lib/instant.ts'
import type { LogFile } from './list-logs.ts'
import { newestTime } from './newest-time.ts'
import { makeOpenChunk } from './open-chunk.ts'
import { parseRecord } from './parse-record.ts'
import { faultOfShape } from './fault-of-shape.ts'
import { readLog } from './read-log.ts'
import { isLines, makeSieve, scanLog } from './scan-log.ts'
import type { Chunk, ScanTask } from './scan-task.ts'
import { makeNameCount } from '../../find/name-count.ts'
import { walkRecords } from './walk-records.ts'

/** CloudTrail's clock and that of the service that acted may differ a little. */
const CLOCKS_MS = 15 * 60_000

/** Looks through a task's files. Each `yield` waits until the chunk was taken. */
export async function* runTask(task: ScanTask): AsyncGenerator<Chunk> {
  const sieve = makeSieve(task.wanted)
  const names = makeNameCount()
  let found = makeOpenChunk()
  for (const file of task.files) {
    const { bytes, fault } = await readLog(`${task.root}/${file.path}`, task.limits)
    if (fault !== undefined) found.faults.push({ path: file.path, fault })
    if (bytes.length === 0) {
      found.filesDone++
      continue
    }
    const matches: [start: number, end: number][] = []
    const scan = scanLog(
      bytes,
      isLines(file.path),
      sieve,
      (start, end) => matches.push([start, end]),
      (event) => {
        if (isLoose(file)) found.looked.add(placeOf(event))
        if (task.names && isWithin(event, task)) names.add(event)
      },
    )
    found.records += scan.records
    found.unreadable += scan.unreadable
    found.saw(scan.newest)
    found.saw(newestIn(bytes, file, task))
    const shapeFault = fault ?? faultOfShape(scan)
    if (fault === undefined && shapeFault !== undefined) found.faults.push({ path: file.path, fault: shapeFault })
    if (!isLoose(file)) found.looked.add(`${file.account}/${file.region}`)
    else if (scan.records === 0) for (const place of firstPlace(bytes)) found.looked.add(place)
    for (const [start, end] of task.names ? [] : matches) {
      found.add(bytes.subarray(start, end))
      if (!found.isFull()) continue
      yield found.chunk(false)
      found = makeOpenChunk()
    }
    found.filesDone++
  }
  yield { ...found.chunk(true), names: names.list() }
}

function isLoose(file: LogFile): boolean {
  return file.account === undefined || file.region === undefined
}

function placeOf(event: Event): string {
  return `${event.account}/${event.region}`
}

/** Where no record was examined: the place of the first stands for the file. */
function firstPlace(bytes: Buffer): readonly string[] {
  const places: string[] = []
  walkRecords(bytes, 0, bytes.length, (start, end) => {
    const event = parseRecord(bytes, start, end)
    if (!('unreadable' in event)) places.push(placeOf(event))
    return false
  })
  return places
}

function isWithin(event: Event, { wanted }: ScanTask): boolean {
  return event.time >= wanted.window.from && event.time < wanted.window.to
}

function newestIn(bytes: Buffer, file: LogFile, task: ScanTask): Instant | undefined {
  const { delivered } = file
  if (delivered === undefined) return newestTime(bytes, true, undefined)
  return newestTime(bytes, delivered >= task.newestSince, (delivered + CLOCKS_MS) as Instant)
}
