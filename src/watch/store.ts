import type { Instant } from '../lib/instant.ts'
import type { Book, Cursor, Lane, Sighting, Watch } from './watch.ts'

/** A row and the number of its last change, 1 for the first. */
export type Versioned<T> = { readonly row: T; readonly version: number }

/**
 * What is kept of watches. Every row belongs to one workspace (`team`), and each operation is about one.
 *
 * Each operation is atomic for each row that it names and for no more: what is built on it expects a crash, or another
 * instance, between any two rows. All reads see every write that was acknowledged before (a strongly consistent read).
 * A write that throws may or may not have happened.
 */
export type WatchStore = {
  /** Workspaces that have a watch, in any order. */
  teams(): Promise<readonly string[]>
  /** All watches of a workspace, also those held and ended, in any order. */
  watches(team: string): Promise<readonly Versioned<Watch>[]>
  watch(team: string, id: string): Promise<Versioned<Watch> | undefined>
  /** Writes it if its version is still `was` (0: if there is none with this id). False, and nothing written, otherwise. */
  putWatch(watch: Watch, was: number): Promise<boolean>
  /** Takes it away; nothing happens where there is none. */
  dropWatch(team: string, id: string): Promise<void>

  cursors(team: string): Promise<readonly Versioned<Cursor>[]>
  cursor(team: string, place: string): Promise<Versioned<Cursor> | undefined>
  /** As putWatch. */
  putCursor(cursor: Cursor, was: number): Promise<boolean>

  book(team: string, channel: string): Promise<Versioned<Book> | undefined>
  /** As putWatch. A book may hold the keys of ten thousand sightings: some 400 kB. */
  putBook(book: Book, was: number): Promise<boolean>

  /**
   * Keeps those whose key this channel has not had, told or not, and leaves the others as they are. Gives the keys that
   * were new. Any number of sightings; a key twice among them is one. Kept at least until `until`, and for as long as it
   * is untold.
   */
  remember(team: string, channel: string, sightings: readonly Sighting[], until: Instant): Promise<readonly string[]>
  /** Untold sightings in a lane, those seen first first (then by key), at most so many. */
  untold(team: string, channel: string, lane: Lane, most: number): Promise<readonly Sighting[]>
  /** Those of these keys that are there, told or not, in any order. */
  sightings(team: string, channel: string, keys: readonly string[]): Promise<readonly Sighting[]>
  /** Moves untold sightings to another lane, or takes them out of every lane as told. One that was told stays so. */
  move(team: string, channel: string, keys: readonly string[], to: Lane | 'told'): Promise<void>
  /** May take away sightings that were told, with an event time before an instant. A store that lets rows expire by themselves need do nothing. */
  forget(team: string, channel: string, before: Instant): Promise<void>

  /**
   * Whose the first of something was: `event` if nobody had claimed it for this watch, else the event that had. The same
   * answer however often one event asks. Kept at least until `until`.
   */
  claimFirst(team: string, watch: string, what: string, event: string, until: Instant): Promise<string>

  /**
   * True where nobody else holds it at `now`: it is then this holder's until `until`. The same holder may take it again,
   * to have it longer. Leases only save work: nothing goes wrong where two think they hold one.
   */
  lease(team: string, name: string, holder: string, now: Instant, until: Instant): Promise<boolean>
  /** Gives it up, where this holder has it. */
  release(team: string, name: string, holder: string): Promise<void>
}
