import { dirname } from 'node:path'
import { StoreError, type StoreTrouble } from '../store-error.ts'

/** SQLite's primary result codes, and what they mean to whoever runs the bot. https://www.sqlite.org/rescode.html */
const TROUBLES: { readonly [code: number]: readonly [StoreTrouble, (file: string) => string] } = {
  5: ['locked', (file) => `${file} is locked by another process. Only whodid itself may have it open for long`],
  6: ['locked', (file) => `${file} is locked by another process. Only whodid itself may have it open for long`],
  8: ['read-only', (file) => `${file} cannot be written. Give the user that runs whodid the right to write it`],
  10: ['unopened', (file) => `the disk did not read or write ${file}. Look at the machine's disk and its log`],
  11: ['corrupt', damaged],
  13: [
    'full',
    (file) => `there is no room left for ${file}. Free some on ${dirname(file)}: nothing is kept until then`,
  ],
  14: [
    'unopened',
    (file) => `${file} cannot be opened. Its folder has to exist, and be writable by whoever runs whodid`,
  ],
  23: [
    'no-rights',
    (file) => `${file} may not be opened. Give the user that runs whodid the right to read and write it`,
  ],
  26: ['corrupt', (file) => `${file} is no SQLite database, or a damaged one. ${RESTORE}`],
}
const RESTORE = 'Restore a copy, or move it away together with its -wal and -shm: whodid then starts with an empty one'

function damaged(file: string): string {
  return `${file} is damaged. ${RESTORE}`
}

/** What the file system says before SQLite is asked. */
const FILE_TROUBLES: { readonly [code: string]: readonly [StoreTrouble, number] } = {
  ENOENT: ['unopened', 14],
  ENOTDIR: ['unopened', 14],
  EISDIR: ['unopened', 14],
  EACCES: ['no-rights', 23],
  EPERM: ['no-rights', 23],
  EROFS: ['read-only', 8],
  ENOSPC: ['full', 13],
  EDQUOT: ['full', 13],
}

/** What was thrown, as a StoreError that names the file and what to do; anything else as it is. */
export function sqliteTrouble(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError || !('code' in error)) return error
  const extended = 'errcode' in error ? Number(error.errcode) : (FILE_TROUBLES[String(error.code)]?.[1] ?? 0)
  const [trouble, say] = TROUBLES[extended & 0xff] ?? []
  return trouble === undefined || say === undefined ? error : new StoreError(trouble, say(file), { cause: error })
}
