import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'
import { MIGRATIONS } from './migrations.ts'
import { sqliteTrouble } from './sqlite-trouble.ts'

/** Stands in the file's header and says whose it is: `whod`. https://www.sqlite.org/pragma.html#pragma_application_id */
const OURS = 0x77_68_6f_64

/**
 * Opens the file, makes it where there is none (readable by its owner alone), and brings it up to date. Throws a
 * StoreError where it isn't ours, is of a later version, or cannot be read and written.
 *
 * Written through a log (WAL), and on the disk before a write is acknowledged (synchronous=FULL): what was acknowledged
 * survives the process and the power. With NORMAL, the power could take the last moments, and a message would be told
 * twice. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openFile(
  file: string,
  { busyMs, migrations = MIGRATIONS }: { readonly busyMs: number; readonly migrations?: readonly string[] },
): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    makeFile(file)
    database = new DatabaseSync(file, { timeout: busyMs })
    refuseOthers(database, file, migrations.length)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF')
    // What is removed is written over, so that it is gone from the file. https://www.sqlite.org/pragma.html#pragma_secure_delete
    database.exec('PRAGMA secure_delete = ON')
    bringUp(database, file, migrations)
    return database
  } catch (error) {
    database?.close()
    throw sqliteTrouble(error, file)
  }
}

/** Only whoever runs the bot may read who asked what. SQLite gives the files beside it the same mode. */
function makeFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
}

/** Before anything is written: a file of someone else's stays as it is. */
function refuseOthers(database: DatabaseSync, file: string, newest: number): void {
  const version = pragma(database, 'user_version')
  const isEmpty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n === 0
  if (pragma(database, 'application_id') !== OURS && !(isEmpty && version === 0)) {
    throw new StoreError(
      'foreign',
      `${file} is a database, but not one of whodid's. Name another file under store.file; this one was left as it is`,
    )
  }
  if (version > newest) {
    throw new StoreError(
      'newer',
      `${file} was written by a later version of whodid (${version}, this one knows ${newest}). Run that version again, or restore the copy from before the upgrade`,
    )
  }
}

/** All or nothing: another process that opens the file at the same time waits, and finds it done. */
function bringUp(database: DatabaseSync, file: string, migrations: readonly string[]): void {
  database.exec('BEGIN IMMEDIATE')
  refuseOthers(database, file, migrations.length)
  for (const migration of migrations.slice(pragma(database, 'user_version'))) database.exec(migration)
  database.exec(`PRAGMA application_id = ${OURS}; PRAGMA user_version = ${migrations.length}; COMMIT`)
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}
