/** Work under way that someone of its workspace may ask to stop, by its job's key. */
export type Stops = {
  /**
   * Calls back when the job is asked to stop, with who asked; gives a function that ends the listening. `goesOn`: another
   * job goes on with it, and can be stopped before it begins.
   */
  listen(team: string, key: string, onStop: (person: string) => void): (goesOn?: boolean) => void
  /** Who asked it to stop before this job began. Rejects where that cannot be told. */
  asked(team: string, key: string): Promise<string | undefined>
  /** False where no such work is under way. */
  ask(team: string, key: string, person: string): Promise<boolean>
}

/** What the token of a Stop button holds: no words of a question start so. */
export const STOP = 'stop:'
