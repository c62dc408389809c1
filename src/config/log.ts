import { pino } from 'pino'
import type { DestinationStream } from 'pino'
import { currentKey } from '../lib/job-key.ts'
import type { Log } from '../lib/log.ts'
import { redact, redactText } from './redact.ts'

export type LogSettings = {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  /** Values that may appear nowhere: our own tokens. */
  readonly secrets: readonly string[]
  /** Standard output if not given. */
  readonly to?: DestinationStream
}

/**
 * JSON lines. Secrets are taken out twice: from the data, by the names of its fields, and from the finished line. pino's
 * own `redact` knows fixed paths only, and leaves messages and errors' own fields alone.
 */
export function makeLog({ level, secrets, to }: LogSettings): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => redactText(line, secrets) },
    serializers: { err: (value: unknown) => value },
  }
  const logger = pino(options, to ?? standardOutput())
  const write = (at: keyof Log) => (data: object, message: string) => {
    if (!logger.isLevelEnabled(at)) return
    const clean = redact(data, secrets)
    const key = currentKey()
    const under = key === undefined ? {} : { key }
    logger[at](
      typeof clean === 'object' && clean !== null ? { ...under, ...clean } : under,
      redactText(message, secrets),
    )
  }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/**
 * Each line is written before anything goes on: in Lambda nothing is left behind for the next request, and where whoever
 * reads the log is gone, the process still ends. Written later, pino tries the last lines at the exit again and again.
 * https://github.com/pinojs/pino/blob/main/docs/asynchronous.md
 */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true })
}
