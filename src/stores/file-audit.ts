import { randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { Audit, AuditRecord } from '../job/audit.ts'
import { chainedLine, lineHash } from './audit-chain.ts'

/**
 * The audit as a file of JSON lines, only ever added to. Each record is on the disk before its work is called done: a line is
 * one write, so that two processes never mix theirs. Each carries the hash of the one before it, so that a line that is changed
 * or taken out shows: `whodid audit verify`. Rejects where the file cannot be written.
 */
export function makeFileAudit(
  file: string,
  newChain: () => string = () => randomBytes(9).toString('base64url'),
): Audit {
  let mine: { readonly chain: string; readonly number: number; readonly hash: string } | undefined
  let before: Promise<unknown> = Promise.resolve()

  async function append(record: AuditRecord): Promise<void> {
    const opened = await open(file, 'a+', 0o600)
    try {
      const { size } = await opened.stat()
      const end = await readEnd(opened, size, mine === undefined)
      const link =
        mine === undefined
          ? { chain: newChain(), number: 1, before: end.last ?? null }
          : { chain: mine.chain, number: mine.number + 1, before: mine.hash }
      const line = chainedLine(record, { ...link, ...(end.torn !== undefined && { torn: end.torn }) })
      // Whether it was written is not known if this fails: then another chain begins.
      mine = undefined
      await opened.appendFile(`${end.torn === undefined ? '' : '\n'}${line}\n`)
      await opened.datasync()
      mine = { chain: link.chain, number: link.number, hash: lineHash(line) }
    } finally {
      await opened.close()
    }
  }

  return {
    write(record) {
      const written = before.then(() => append(record))
      before = written.catch(() => {})
      return written
    },
  }
}

/** No record is as long; a piece that is gets cut, and is no record either way. */
const LONGEST = 1_000_000
const LINE_BREAK = 10

/** What the file ends with: the hash of its last whole line where that is wanted, and of a piece of a line after it. */
async function readEnd(
  opened: FileHandle,
  size: number,
  wantsLast: boolean,
): Promise<{ readonly last?: string; readonly torn?: string }> {
  if (size === 0) return {}
  const tip = await readFrom(opened, size - 1, 1)
  const isTorn = tip[0] !== LINE_BREAK
  if (!isTorn && !wantsLast) return {}
  const start = Math.max(0, size - LONGEST)
  const lines = splitLines(await readFrom(opened, start, size - start))
  const torn = isTorn ? lines.pop() : undefined
  const last = lines.findLast((line) => line.length > 0)
  return { ...(last && { last: lineHash(last) }), ...(torn && { torn: lineHash(torn) }) }
}

async function readFrom(opened: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await opened.read(new Uint8Array(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let at = bytes.indexOf(LINE_BREAK); at >= 0; at = bytes.indexOf(LINE_BREAK, from)) {
    lines.push(bytes.subarray(from, at))
    from = at + 1
  }
  if (from < bytes.length) lines.push(bytes.subarray(from))
  return lines
}

/** Several places at once; every one is tried, and what failed is told when all were. */
export function makeAudits(audits: readonly Audit[]): Audit {
  return {
    async write(record) {
      const written = await Promise.allSettled(audits.map((audit) => audit.write(record)))
      const failed = written.find((one) => one.status === 'rejected')
      if (failed !== undefined) throw new Error('the audit could not be written', { cause: failed.reason })
    },
  }
}
