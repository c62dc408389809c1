import type { Config } from './config/load.ts'
import type { Audit } from './job/audit.ts'
import type { Log } from './lib/log.ts'
import { makeAudits, makeFileAudit } from './stores/file-audit.ts'
import { makeLogAudit } from './stores/log-audit.ts'

/** The audit in the log and, where the settings name one, in a file. One for all of a process: a file has one writer. */
export function openAudit({ audit: { file } }: Pick<Config, 'audit'>, log: Log): Audit {
  return makeAudits([makeLogAudit(log), ...(file === undefined ? [] : [makeFileAudit(file)])])
}
