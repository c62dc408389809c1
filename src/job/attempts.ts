/** Where a message of a queue stands that has come, perhaps for the second time. */
export type Attempt =
  | 'new'
  /** Someone is at it. */
  | 'under way'
  /** Whoever was at it ended before the work did: killed, out of memory, out of time. */
  | 'broken off'
  /** Broken off, and the asker was told. */
  | 'told'
  | 'ended'

/** Remembers how far each message of a queue got, so that work that killed its worker is told and never lost in silence. */
export type Attempts = {
  /** Begins the work of a message, if nobody has. After `longestMs` nobody can be at it any more. */
  begin(key: string, longestMs: number): Promise<Attempt>
  end(key: string): Promise<void>
  told(key: string): Promise<void>
  /** It may be begun again: nothing of it was done. */
  again(key: string): Promise<void>
}
