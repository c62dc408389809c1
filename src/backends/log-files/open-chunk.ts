import type { Instant } from '../../lib/instant.ts'
import type { Chunk } from './scan-task.ts'

const FULL_BYTES = 1024 * 1024

/** A chunk that is still being filled. */
export function makeOpenChunk() {
  const parts: Buffer[] = []
  const looked = new Set<string>()
  const faults: Chunk['faults'][number][] = []
  let [size, newest] = [0, undefined as Instant | undefined]
  return {
    records: 0,
    unreadable: 0,
    filesDone: 0,
    uncovered: undefined as readonly number[] | undefined,
    looked,
    faults,
    /** Time to hand it over. */
    isFull: () => size >= FULL_BYTES,
    /** Copies the match, so that the file's whole content isn't held on to. */
    add(record: Buffer) {
      parts.push(Buffer.from(record))
      size += record.length
    },
    saw(time: Instant | undefined) {
      if (time !== undefined && (newest === undefined || time > newest)) newest = time
    },
    chunk(last: boolean): Chunk {
      const bytes = new Uint8Array(size)
      const ends = new Uint32Array(parts.length)
      let end = 0
      for (const [index, part] of parts.entries()) {
        bytes.set(part, end)
        end += part.length
        ends[index] = end
      }
      const { records, unreadable, filesDone, uncovered } = this
      return {
        bytes,
        ends,
        records,
        unreadable,
        newest,
        looked: [...looked],
        faults,
        names: [],
        filesDone,
        uncovered,
        last,
      }
    },
  }
}
