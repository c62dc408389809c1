import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Something to be sorted, by group and then by key (by code unit); `rest` is plain JSON. */
export type SortedLine = readonly [group: number, key: string, ...rest: readonly unknown[]]

/** Sorting what does not fit into memory: runs that are sorted each, on disk, and merged in the end. */
export type SortedRuns = {
  /** Takes lines that are in order. Throws where the disk does not take them: then nothing was taken. */
  write(lines: Iterable<SortedLine>): void
  /** All lines that were written, and those beside, which are in order too; equal ones one after the other. */
  merged(beside: Iterable<SortedLine>): Generator<SortedLine>
  close(): void
}

type Run = { readonly from: number; readonly to: number }

const WRITE_CHARACTERS = 256 * 1024
const READ_BYTES = 64 * 1024
const NEWLINE = 0x0a

/**
 * Runs in one file of the folder for temporary files (`TMPDIR`). It is readable by this user alone and has no name from the
 * moment it is open, so nothing of it outlives the process.
 */
export function makeSortedRuns(): SortedRuns {
  const runs: Run[] = []
  let file: number | undefined
  let size = 0

  function write(lines: Iterable<SortedLine>): void {
    file ??= openNameless()
    const from = size
    let at = from
    let text = ''
    const flush = (into: number) => {
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length; ) done += writeSync(into, bytes, done, bytes.length - done, at + done)
      at += bytes.length
      text = ''
    }
    for (const line of lines) {
      text += `${JSON.stringify(line)}\n`
      if (text.length >= WRITE_CHARACTERS) flush(file)
    }
    flush(file)
    size = at
    if (size > from) runs.push({ from, to: size })
  }

  return {
    write,
    *merged(beside) {
      const open = file
      const written = open === undefined ? [] : runs.map((run) => linesOf(open, run))
      const heap = [beside, ...written].map(makeHead).filter(({ line }) => line !== undefined)
      for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at)
      for (let [head] = heap; head?.line !== undefined; [head] = heap) {
        yield head.line
        head.next()
        const last = head.line === undefined ? heap.pop() : undefined
        if (last !== undefined && heap.length > 0) heap[0] = last
        sink(heap, 0)
      }
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-'))
  try {
    return openSync(join(folder, 'runs'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function* linesOf(file: number, { from, to }: Run): Generator<SortedLine> {
  const bytes = Buffer.allocUnsafe(READ_BYTES)
  let kept: Buffer = Buffer.alloc(0)
  for (let at = from; at < to; ) {
    const read = readSync(file, bytes, 0, Math.min(READ_BYTES, to - at), at)
    if (read === 0) throw new Error('a temporary file ends too early')
    at += read
    const some = Buffer.concat([kept, bytes.subarray(0, read)])
    let start = 0
    for (let end = some.indexOf(NEWLINE); end >= 0; end = some.indexOf(NEWLINE, start)) {
      yield JSON.parse(some.toString('utf8', start, end)) as SortedLine
      start = end + 1
    }
    kept = some.subarray(start)
  }
}

type Head = { readonly line: SortedLine | undefined; next(): void }

function makeHead(lines: Iterable<SortedLine>): Head {
  const left = lines[Symbol.iterator]()
  const head = {
    line: undefined as SortedLine | undefined,
    next() {
      const { done, value } = left.next()
      head.line = done === true ? undefined : value
    },
  }
  head.next()
  return head
}

/** Lets a head that is no longer the least go down in the heap. */
function sink(heap: Head[], from: number): void {
  for (let at = from; ; ) {
    const left = at * 2 + 1
    const least = isLess(heap[left + 1], heap[left]) ? left + 1 : left
    const [head, below] = [heap[at], heap[least]]
    if (head === undefined || below === undefined || !isLess(below, head)) return
    heap[at] = below
    heap[least] = head
    at = least
  }
}

function isLess(a: Head | undefined, b: Head | undefined): boolean {
  if (a?.line === undefined || b?.line === undefined) return false
  return a.line[0] - b.line[0] < 0 || (a.line[0] === b.line[0] && a.line[1] < b.line[1])
}
