/**
 * Started by sqlite-killed.test.ts as a process of its own: works on the store, saying what it tries and what it was
 * told is kept, and ends itself with SIGKILL at the point it was given.
 */
import { writeSync } from 'node:fs'
import process from 'node:process'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { instant } from '../../src/lib/instant.ts'
import { keepAll } from '../../src/stores/open-store.ts'
import { openSqlite } from '../../src/stores/sqlite/open-sqlite.ts'
import { CHANNEL, DAY_MS, PARTS, sightingOf, START, TEAM, watchOf, type Said } from './work-of-killed.ts'

const [file = '', point = '', nth = '1', from = '0'] = process.argv.slice(2)

/** Statements by how they begin: those that the store runs, and those with which it opens the file. */
let left = Number(nth)
function pass(moment: 'before' | 'after', sql: string): void {
  if (!point.startsWith(moment) || !sql.trimStart().startsWith(point.slice(moment.length + 1))) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

const run = Reflect.get(StatementSync.prototype, 'run')
StatementSync.prototype.run = function runAndPass(this: StatementSync, ...values) {
  pass('before', this.sourceSQL)
  const done = Reflect.apply(run, this, values)
  pass('after', this.sourceSQL)
  return done
}

/**
 * So that what is not committed yet goes to the disk too, and the log is written back into the file every few writes and
 * not only after a thousand pages.
 */
const SHORT_OF_SPACE = 'PRAGMA cache_size = 2; PRAGMA cache_spill = 1; PRAGMA wal_autocheckpoint = 8'
const exec = Reflect.get(DatabaseSync.prototype, 'exec')
DatabaseSync.prototype.exec = function execAndPass(this: DatabaseSync, sql) {
  pass('before', sql)
  Reflect.apply(exec, this, [sql])
  if (sql.startsWith('PRAGMA journal_mode')) Reflect.apply(exec, this, [SHORT_OF_SPACE])
  pass('after', sql)
}

function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`)
}

const now = () => instant(START)
const { done, watches } = keepAll(openSqlite({ file, now }), now, () => 'not used')
for (let n = Number(from); ; n += 1) {
  say({ n, step: 'claim', kept: false })
  await done.claim('T1', `command:${n}`)
  say({ n, step: 'claim', kept: true })

  const version = (await watches.watch(TEAM, 'w1'))?.version ?? 0
  say({ n, step: 'watch', kept: false, version: version + 1 })
  await watches.putWatch(watchOf(n), version)
  say({ n, step: 'watch', kept: true, version: version + 1 })

  const seen = PARTS.map((part) => sightingOf(`${n}.${part}`))
  say({ n, step: 'remember', kept: false })
  await watches.remember(TEAM, CHANNEL, seen, instant(START + DAY_MS))
  say({ n, step: 'remember', kept: true })

  say({ n, step: 'told', kept: false })
  await watches.move(TEAM, CHANNEL, [`${n}.0`, `${n}.1`], 'told')
  say({ n, step: 'told', kept: true })
}
