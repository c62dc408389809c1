export const STORE_TROUBLES = [
  /** Another process keeps it locked. */
  'locked',
  'read-only',
  'full',
  /** The folder or file cannot be opened. */
  'unopened',
  'corrupt',
  /** Written by a later version of whodid. */
  'newer',
  /** A database, but not ours. */
  'foreign',
  /** There is no such table. */
  'no-table',
  'no-rights',
  /** Not to be reached, or too busy: may work later. */
  'away',
  /** Sealed with a key that is not at hand, or changed since. */
  'sealed',
  /** More than a row can hold. */
  'too-large',
] as const
export type StoreTrouble = (typeof STORE_TROUBLES)[number]

/** What is kept cannot be read or written. The message names the file or table and what to do; never what is in it. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly trouble: StoreTrouble

  constructor(trouble: StoreTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}
