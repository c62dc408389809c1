import type { Event } from '../../event/event.ts'
import { instant } from '../../lib/instant.ts'
import { type CoveredFile, stampOf } from './index-part.ts'
import type { LogFile } from './list-logs.ts'
import { type Limits, readLog } from './read-log.ts'
import { isLines, makeSieve, scanLog } from './scan-log.ts'
import { walkLines, walkRecords } from './walk-records.ts'

export type ReadForIndex = { readonly bytes: number; readonly covered: CoveredFile }

const EVERYTHING = makeSieve({
  terms: [],
  window: { from: instant(-8.64e15), to: instant(8.64e15) },
  account: undefined,
  region: undefined,
  prefilter: false,
})

/**
 * Gives each event of a file, with its record. undefined for a file that is damaged, holds
 * what cannot be read, is too large or being written to: such files are read at every search, which also tells what is wrong with them.
 */
export async function readForIndex(
  root: string,
  file: LogFile,
  limits: Limits,
  onEvent: (event: Event, record: Buffer) => void,
): Promise<ReadForIndex | undefined> {
  const path = `${root}/${file.path}`
  const stamp = stampOf(path)
  const { bytes, fault } = await readLog(path, limits)
  if (stamp === undefined || fault !== undefined || stampOf(path) !== stamp || !isSound(bytes, file)) return undefined
  const looked = new Set(
    file.account === undefined || file.region === undefined ? [] : [`${file.account}/${file.region}`],
  )
  const isKeyed = looked.size > 0
  const isWrapped = bytes.includes('CloudTrailEvent')
  const events: [event: Event, record: Buffer][] = []
  const { unreadable, newest } = scanLog(bytes, isLines(file.path), EVERYTHING, (start, end, event) => {
    if (!isKeyed) looked.add(`${event.account}/${event.region}`)
    events.push([event, Buffer.from(isWrapped ? JSON.stringify(event.record) : bytes.subarray(start, end))])
  })
  if (unreadable > 0) return undefined
  for (const [event, record] of events) onEvent(event, record)
  return {
    bytes: bytes.length,
    covered: { path: file.path, stamp, unreadable, newest: newest ?? null, looked: [...looked] },
  }
}

function isSound(bytes: Buffer, { path }: LogFile): boolean {
  const all = () => true
  const { whole, isJson } = isLines(path) ? walkLines(bytes, all) : walkRecords(bytes, 0, bytes.length, all)
  return whole && isJson
}
