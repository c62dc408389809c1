import { open } from 'node:fs/promises'
import type { Audit } from '../job/audit.ts'

/**
 * The audit as a file of JSON lines, only ever added to. Each record is on the disk before its work is called done: a line is
 * one write, so that two processes never mix theirs. Rejects where the file cannot be written.
 */
export function makeFileAudit(file: string): Audit {
  return {
    async write(record) {
      const opened = await open(file, 'a', 0o600)
      try {
        await opened.appendFile(`${JSON.stringify(record)}\n`)
        await opened.datasync()
      } finally {
        await opened.close()
      }
    },
  }
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
