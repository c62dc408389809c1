import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib'
import type { GapReason } from '../../find/backend.ts'

/** Bounds for one file, so that no file can take the memory of the whole process. */
export type Limits = {
  /** The most bytes a file may take up once decompressed. */
  readonly expandedBytes: number
  /** Beyond `RATIO_FROM` bytes: how many times larger than the file its content may be. */
  readonly ratio: number
}

export const LIMITS: Limits = { expandedBytes: 256 * 1024 * 1024, ratio: 200 }

/** Small files may be as repetitive as they like: gzip gives at most 1,032 to 1. */
const RATIO_FROM = 32 * 1024 * 1024

/** The content of a log file: as much as could be read, and why not more. */
export type LogBytes = {
  readonly bytes: Buffer
  readonly fault: { readonly reason: GapReason; readonly detail: string } | undefined
}

/** Reads and decompresses one file. `path` is whole, as latin1 text. Never throws for what a file is like. */
export async function readLog(path: string, limits: Limits): Promise<LogBytes> {
  let packed: Buffer
  try {
    packed = readFile(path, limits.expandedBytes)
  } catch (error) {
    return { bytes: NOTHING, fault: faultOf(error) }
  }
  return unpackLog(packed, path, limits)
}

/** Decompresses a file that was read; by its name it is known whether it should be compressed. Never throws either. */
export async function unpackLog(packed: Buffer, path: string, limits: Limits): Promise<LogBytes> {
  if (packed.length === 0) return { bytes: NOTHING, fault: { reason: 'truncated', detail: 'The file is empty.' } }
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b
  if (!isGzip) {
    if (!/\.gz$/i.test(path)) return { bytes: packed, fault: undefined }
    return {
      bytes: NOTHING,
      fault: { reason: 'not-a-log', detail: 'The file is named .gz and is not compressed by gzip.' },
    }
  }
  return expand(packed, limits)
}

const NOTHING = Buffer.alloc(0)

class FileFault extends Error {
  override readonly name = 'FileFault'
  readonly reason: GapReason
  constructor(reason: GapReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

/** O_NOFOLLOW: what was a file when it was listed may have become a link since. O_NONBLOCK: or a pipe. */
function readFile(path: string, most: number): Buffer {
  const file = openSync(Buffer.from(path, 'latin1'), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new FileFault('not-a-log', 'It is not a regular file, so it was not read.')
    if (stat.size > most) throw new FileFault('too-large', `The file has ${stat.size} bytes; ${most} is the limit.`)
    const bytes = Buffer.allocUnsafeSlow(stat.size)
    let length = 0
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null)
      length += read
      if (read === 0 || length === bytes.length) return bytes.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/** The size that gzip notes at its end saves growing the output; a lie there costs nothing but time. */
async function expand(packed: Buffer, limits: Limits): Promise<LogBytes> {
  const most = Math.min(limits.expandedBytes, Math.max(RATIO_FROM, packed.length * limits.ratio))
  const noted = packed.length >= 18 ? packed.readUInt32LE(packed.length - 4) : 0
  const chunkSize = Math.max(64, Math.min(noted, most, packed.length * 1032) + 64)
  try {
    const { buffer, engine } = gunzipSync(packed, {
      chunkSize,
      maxOutputLength: most,
      info: true,
    }) as unknown as Gunzipped
    return { bytes: buffer, fault: faultBehind(packed.subarray(engine.bytesWritten)) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(most)
    return salvage(packed, most)
  }
}

/** What `info: true` gives, which @types/node does not know. */
type Gunzipped = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }

/** zlib stops in silence at a zero byte behind the compressed data: padding is harmless, and more than that is not. */
function faultBehind(rest: Buffer): LogBytes['fault'] {
  if (rest.every((byte) => byte === 0)) return undefined
  return {
    reason: 'corrupt',
    detail: 'More stands behind the end of the compressed data; the part before it was read.',
  }
}

function tooLarge(most: number): LogBytes {
  return {
    bytes: NOTHING,
    fault: { reason: 'too-large', detail: `Decompressed it is larger than ${most} bytes, so it was not read.` },
  }
}

/** Output that zlib was still filling when it met the damage is lost, so it gets little at a time. */
const SALVAGE_CHUNK = 4096

/** What can be had of a damaged file: everything up to the damage. */
function salvage(packed: Buffer, most: number): Promise<LogBytes> {
  const parts: Buffer[] = []
  let length = 0
  const gunzip = createGunzip({ finishFlush: zlib.Z_SYNC_FLUSH, chunkSize: SALVAGE_CHUNK })
  return new Promise((resolve) => {
    gunzip.on('data', (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length <= most) return
      gunzip.destroy()
      resolve(tooLarge(most))
    })
    gunzip.on('end', () => {
      const detail = 'The compressed file ends too early; the part that is there was read.'
      resolve({ bytes: Buffer.concat(parts), fault: { reason: 'truncated', detail } })
    })
    gunzip.on('error', () => {
      const detail = 'The compressed data is damaged; the part before the damage was read.'
      resolve({ bytes: Buffer.concat(parts), fault: { reason: 'corrupt', detail } })
    })
    gunzip.end(packed)
  })
}

function faultOf(error: unknown): NonNullable<LogBytes['fault']> {
  if (error instanceof FileFault) return { reason: error.reason, detail: error.message }
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return { reason: 'missing', detail: 'The file was there when the folder was listed and is gone.' }
  if (code === 'ELOOP') return { reason: 'outside-root', detail: 'It has become a link, so it was not followed.' }
  if (code === 'EACCES' || code === 'EPERM')
    return { reason: 'denied', detail: 'The file may not be read by this process.' }
  return { reason: 'failed', detail: `The file could not be read (${code ?? 'unknown error'}).` }
}
