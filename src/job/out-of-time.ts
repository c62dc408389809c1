/** Why looking ends where a function's time runs out: what was found is told, and the rest can go on in another job. */
export class OutOfTime extends Error {
  constructor() {
    super('the time of the function runs out')
  }
}

/** Not where someone stopped it before. */
export function isOutOfTime(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason instanceof OutOfTime
}
