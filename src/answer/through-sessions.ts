/** How often, how often changing something, how often refused. */
export type Done = { readonly events: number; readonly writes: number; readonly denied: number }

/** What an identity did itself, and through the sessions that it opened: counted apart, nothing in two of them. */
export type ThroughSessions = {
  readonly direct: Done
  readonly through: Done & { readonly sessions: number }
  /** Sessions that only carry the name, which whoever took the role chose. */
  readonly onlyNamed: Done & { readonly sessions: number }
  /** False where a bound was met or something could not be seen: the counts are then "at least". */
  readonly whole: boolean
}
