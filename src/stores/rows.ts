import type { Instant } from '../lib/instant.ts'

/**
 * Where rows stand together: the workspace first, then what they are. Each name is whole: no two shelves are ever mixed
 * up, whatever the names hold.
 */
export type Shelf = readonly [team: string, kind: string, ...more: string[]]

export type Row = {
  /** Unique on its shelf; up to 900 bytes. */
  readonly key: string
  /** A second order in which rows that have a rank are listed. Unique on its shelf too; up to 900 bytes. */
  readonly rank?: string | undefined
  /** What is kept, usually JSON. In DynamoDB, up to 380,000 bytes once deflated. */
  readonly text: string
  /** From this whole second on (rounded up) the row is not there any more. Undefined: it stays. */
  readonly expires?: Instant | undefined
}

/** A row that stands, and how often it was written: 1 at first. */
export type Found = Row & { readonly version: number }

/**
 * A row to be written. With `was` only if the row that stands there has this version (0: only where there is none; an
 * expired one is none), and its version is then one more. Without, whatever stands there, and its version begins at 1
 * again: rows of one shelf are written either with versions or without.
 */
export type Write = Row & { readonly was?: number | undefined }

export type Range = {
  /** By rank, only the rows that have one. */
  readonly by?: 'key' | 'rank' | undefined
  readonly prefix?: string | undefined
  /** Only those after this key or rank, in the direction of the list. */
  readonly after?: string | undefined
  /** From the last to the first. */
  readonly backwards?: boolean | undefined
  readonly limit: number
}

/**
 * Rows of text under a shelf and a key: the little that every database can do, with the same meaning in each. A write
 * concerns one row and is atomic, also between instances. What was acknowledged is there for everyone who reads after it,
 * by key and by rank, and survives the end of the process. Keys and ranks are in the order of their
 * characters' numbers, but for the few that `spell` writes otherwise.
 *
 * Throws a StoreError where the store cannot be used; the write may then have happened or not.
 */
export type Rows = {
  get(shelf: Shelf, key: string): Promise<Found | undefined>
  /** Those that stand, in any order. */
  getMany(shelf: Shelf, keys: readonly string[]): Promise<readonly Found[]>
  list(shelf: Shelf, range: Range): Promise<readonly Found[]>
  /** False where the condition did not hold: then nothing was changed. */
  put(shelf: Shelf, row: Write): Promise<boolean>
  /**
   * Many rows of one shelf, each by itself; if this throws, some may be written. Gives the keys of those that were. Of
   * rows with the same key the first counts.
   */
  putMany(shelf: Shelf, rows: readonly Write[]): Promise<ReadonlySet<string>>
  /** False where there was no row, or with `was` none of this version. */
  remove(shelf: Shelf, key: string, was?: number): Promise<boolean>
  /**
   * The first names of all shelves that have rows, in any order. For what is done once in a long while: DynamoDB reads the
   * whole table for it.
   */
  teams(): Promise<readonly string[]>
  /**
   * Removes every row of every shelf with this first name. Nothing of them is left on the disk that the database could
   * avoid. As seldom as `teams`; what is written meanwhile may stay.
   */
  clear(team: string): Promise<void>
  close(): void
}
