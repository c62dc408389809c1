import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Instant } from '../../src/lib/instant.ts'
import { deliver, type LogFile } from './deliver.ts'
import { makeWorld, type World, type WorldOptions } from './make-world.ts'

const compress = promisify(gzip)

/** Files that are written at the same time. */
const AT_ONCE = 32

export type Written = {
  readonly world: World
  readonly files: number
  /** Records in files: more than events, as some files come twice. */
  readonly records: number
  readonly bytes: number
  /** The newest delivery. Events of the last minutes are not there yet, as in life. */
  readonly deliveredTo: Instant | undefined
}

/** Lays the world's files under `dir`, as CloudTrail lays them into a bucket: those that were delivered by now. */
export async function writeWorld(dir: string, options: WorldOptions): Promise<Written> {
  const world = makeWorld(options)
  let files = 0
  let records = 0
  let bytes = 0
  let deliveredTo: Instant | undefined
  const folders = new Set<string>()
  const writing = new Set<Promise<void>>()
  const write = async (file: LogFile) => {
    const path = join(dir, file.key)
    const body = await compress(JSON.stringify({ Records: file.records }), { level: 1 })
    const folder = dirname(path)
    if (!folders.has(folder)) {
      await mkdir(folder, { recursive: true })
      folders.add(folder)
    }
    await writeFile(path, body)
    bytes += body.length
  }
  for (const file of deliver(world.happenings())) {
    if (file.deliveredAt > world.now) continue
    files++
    records += file.records.length
    if (deliveredTo === undefined || file.deliveredAt > deliveredTo) deliveredTo = file.deliveredAt
    const written = write(file).finally(() => writing.delete(written))
    writing.add(written)
    if (writing.size >= AT_ONCE) await Promise.race(writing)
  }
  await Promise.all(writing)
  return { world, files, records, bytes, deliveredTo }
}
