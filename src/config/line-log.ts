import type { Log } from '../lib/log.ts'
import type { Instant } from '../lib/instant.ts'
import { redact, redactText } from './redact.ts'

export type LineLogSettings = {
  /** Values that may appear nowhere: asked for with every line, for they may be known later than the log is. */
  readonly secrets: () => readonly string[]
  readonly now: () => Instant
  readonly write: (line: string) => void
}

/** The same lines as `makeLog` writes, from `info` on, where pino would take longer to load than there is time. */
export function makeLineLog({ secrets, now, write }: LineLogSettings): Log {
  const at = (level: string) => (data: object, message: string) => {
    const known = secrets()
    const line = { level, time: new Date(now()).toISOString(), ...asObject(redact(data, known)), msg: message }
    write(`${redactText(JSON.stringify(line), known)}\n`)
  }
  return { debug: () => undefined, info: at('info'), warn: at('warn'), error: at('error') }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
