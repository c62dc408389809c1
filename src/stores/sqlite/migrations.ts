/**
 * What brings a file from each version to the next: the first makes version 1 out of an empty file. Files of users have
 * been through these: one that was released is never changed, a change is added at the end.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE rows (
     shelf TEXT NOT NULL,
     key TEXT NOT NULL,
     rank TEXT,
     text TEXT NOT NULL,
     version INTEGER NOT NULL,
     expires INTEGER, -- in whole seconds since 1970
     PRIMARY KEY (shelf, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX rows_by_rank ON rows (shelf, rank) WHERE rank IS NOT NULL;
   CREATE INDEX rows_by_expiry ON rows (expires) WHERE expires IS NOT NULL;`,
]
