import type { DatabaseSync } from 'node:sqlite'

const COLUMNS = 'key, rank, text, version, expires'
const STANDING = '(expires IS NULL OR expires > ?)'
const PUT = `INSERT INTO rows (shelf, key, rank, text, version, expires) VALUES (?, ?, ?, ?, 1, ?)
  ON CONFLICT DO UPDATE SET rank = excluded.rank, text = excluded.text, version = 1, expires = excluded.expires`

/** Every statement there is: values come in as parameters alone. */
export function prepare(database: DatabaseSync) {
  const list = (by: 'key' | 'rank', backwards: boolean) =>
    database.prepare(
      `SELECT ${COLUMNS} FROM rows
       WHERE shelf = ? AND ${by} >= ? AND ${by} < ? AND ${by} ${backwards ? '<' : '>'} ? AND ${STANDING}
       ORDER BY ${by} ${backwards ? 'DESC' : 'ASC'} LIMIT ?`,
    )
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    get: database.prepare(`SELECT ${COLUMNS} FROM rows WHERE shelf = ? AND key = ? AND ${STANDING}`),
    list: { key: list('key', false), rank: list('rank', false) },
    listBackwards: { key: list('key', true), rank: list('rank', true) },
    put: database.prepare(PUT),
    putAbsent: database.prepare(`${PUT} WHERE rows.expires <= ?`),
    putAgain: database.prepare(
      `UPDATE rows SET rank = ?, text = ?, version = version + 1, expires = ?
       WHERE shelf = ? AND key = ? AND version = ? AND ${STANDING}`,
    ),
    remove: database.prepare(
      `DELETE FROM rows WHERE shelf = ? AND key = ? AND ${STANDING} AND (? IS NULL OR version = ?)`,
    ),
    // One step through the index for each name, not through every row: '0' is what follows the slash after it.
    teams: database.prepare(
      `WITH RECURSIVE first(shelf) AS (
         SELECT min(shelf) FROM rows
         UNION ALL
         SELECT (SELECT min(rows.shelf) FROM rows
                 WHERE rows.shelf >= substr(first.shelf, 1, instr(first.shelf, '/') - 1) || '0')
         FROM first WHERE first.shelf IS NOT NULL)
       SELECT shelf FROM first WHERE shelf IS NOT NULL`,
    ),
    standsIn: database.prepare(`SELECT 1 FROM rows WHERE shelf >= ? AND shelf < ? AND ${STANDING} LIMIT 1`),
    clear: database.prepare('DELETE FROM rows WHERE shelf >= ? AND shelf < ?'),
    sweep: database.prepare(
      `DELETE FROM rows WHERE (shelf, key) IN
         (SELECT shelf, key FROM rows WHERE expires <= ? ORDER BY expires LIMIT ?)`,
    ),
  }
}
