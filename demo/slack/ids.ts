import { createHash } from 'node:crypto'

/** Makes ids that look like Slack's, are plainly fake, and are the same in every run with the same seed. */
export type Ids = {
  /** `prefix` and a running number, such as Ev00000007. */
  next(prefix: string): string
  /** Something that cannot be guessed from the outside, for trigger ids, response URLs and tickets. */
  secret(prefix: string): string
  /** A message's ts: unique, and always later than the one before. */
  ts(now: number): string
}

export function makeIds(seed: number): Ids {
  const counts = new Map<string, number>()
  let lastMicros = 0
  let secrets = 0
  return {
    next(prefix) {
      const count = (counts.get(prefix) ?? 0) + 1
      counts.set(prefix, count)
      return `${prefix}${String(count).padStart(8, '0')}`
    },
    secret(prefix) {
      secrets++
      return `${prefix}${createHash('sha256').update(`${seed}:${secrets}`).digest('hex').slice(0, 24)}`
    },
    ts(now) {
      lastMicros = Math.max(lastMicros + 1, Math.floor(now) * 1000)
      const micros = String(lastMicros)
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`
    },
  }
}
