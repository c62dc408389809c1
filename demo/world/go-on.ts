import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { instant } from '../../src/lib/instant.ts'
import { deliver } from './deliver.ts'
import { nextEvents } from './make-world.ts'

export type GoingOn = {
  /** Writes what has been delivered since the last time; gives the number of new files. */
  look(): Promise<number>
  /** When the newest event of those files happened; none until the first of them has come. */
  newest(): number | undefined
  stop(): void
}

/** The clock that the world lives by: may jump. */
type Clock = { now(): number; after(ms: number, call: () => void): () => void }

/** How long before its delivery an event can have happened. */
const LATEST_MS = 30 * 60_000

/** Lets a written world go on: new log files arrive below `dir` as time passes, as CloudTrail would deliver them. */
export function goOn(
  dir: string,
  options: {
    readonly clock: Clock
    readonly since: number
    readonly seed: number
    readonly everyMs?: number
    readonly onFile?: (key: string, size: number) => void
  },
): GoingOn {
  const { clock, seed, everyMs = 10_000 } = options
  let last = options.since
  let looking: Promise<number> = Promise.resolve(0)
  let callOff = clock.after(everyMs, again)
  let stopped = false
  let newest: number | undefined

  function again(): void {
    if (stopped) return
    void look()
    callOff = clock.after(everyMs, again)
  }

  function look(): Promise<number> {
    looking = looking.then(write)
    return looking
  }

  async function write(): Promise<number> {
    const now = clock.now()
    if (now <= last || stopped) return 0
    const since = last
    last = now
    let files = 0
    for (const file of deliver(nextEvents(instant(since - LATEST_MS), instant(now), seed))) {
      if (file.deliveredAt <= since || file.deliveredAt > now) continue
      const path = join(dir, file.key)
      await mkdir(dirname(path), { recursive: true })
      const body = gzipSync(JSON.stringify({ Records: file.records }))
      await writeFile(path, body)
      options.onFile?.(file.key, body.length)
      for (const { eventTime } of file.records) newest = Math.max(newest ?? 0, Date.parse(eventTime))
      files++
    }
    return files
  }

  return {
    look,
    newest: () => newest,
    stop() {
      stopped = true
      callOff()
    },
  }
}
