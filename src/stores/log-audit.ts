import type { Audit } from '../job/audit.ts'
import type { Log } from '../lib/log.ts'

/** The audit among the log's lines, each marked as such: whatever keeps the log keeps it. */
export function makeLogAudit(log: Log): Audit {
  return {
    async write(record) {
      log.info({ audit: record }, 'audit')
    },
  }
}
