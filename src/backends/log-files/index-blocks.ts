import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Where a record lies in a part's file of records: some of them are compressed together as a block. */
export type Place = {
  readonly blockAt: number
  readonly blockSize: number
  readonly recordAt: number
  readonly recordSize: number
}

/** Large enough to compress well, small enough that one record costs little. */
const BLOCK_BYTES = 64 * 1024
const MOST_BYTES = 64 * 1024 * 1024

/** Writes records one after the other and tells where each went. */
export function writeBlocks(path: string, records: readonly Buffer[]): readonly Place[] {
  const file = openSync(path, 'wx', 0o600)
  const places: Place[] = []
  let [blockAt, first] = [0, 0]
  try {
    while (first < records.length) {
      let [last, size] = [first, 0]
      while (last < records.length && size < BLOCK_BYTES) size += records[last++]?.length ?? 0
      const block = records.slice(first, last)
      const packed = zstdCompressSync(Buffer.concat(block, size))
      let recordAt = 0
      for (const record of block) {
        places.push({ blockAt, blockSize: packed.length, recordAt, recordSize: record.length })
        recordAt += record.length
      }
      for (let at = 0; at < packed.length; ) at += writeSync(file, packed, at)
      blockAt += packed.length
      first = last
    }
  } finally {
    closeSync(file)
  }
  return places
}

/** Reads records back. Neighbours cost one decompression only. */
export type BlockReader = { read(place: Place): Buffer; close(): void }

export function openBlocks(path: string): BlockReader {
  const file = openSync(path, 'r')
  let held: { readonly at: number; readonly bytes: Buffer } | undefined
  return {
    read({ blockAt, blockSize, recordAt, recordSize }) {
      if (held?.at !== blockAt) {
        const packed = Buffer.allocUnsafe(blockSize)
        const read = readSync(file, packed, 0, blockSize, blockAt)
        if (read !== blockSize) throw new Error('a block of the index ends early')
        held = { at: blockAt, bytes: zstdDecompressSync(packed, { maxOutputLength: MOST_BYTES }) }
      }
      return held.bytes.subarray(recordAt, recordAt + recordSize)
    },
    close: () => closeSync(file),
  }
}
