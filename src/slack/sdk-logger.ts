import { LogLevel } from '@slack/web-api'
import type { Logger } from '@slack/web-api'
import type { Log } from '../lib/log.ts'

/** Our log as Bolt and the SDK want one. They get no log of their own, since at debug they write whole payloads. */
export function sdkLogger(log: Log, from: string): Logger {
  const write =
    (level: keyof Log) =>
    (...said: unknown[]) => {
      const error = said.find((one) => one instanceof Error)
      const text = said.map((one) => (one instanceof Error ? one.message : sayOne(one))).join(' ')
      log[level]({ from, said: text, ...(error === undefined ? {} : { err: error }) }, 'slack sdk')
    }
  return {
    debug: write('debug'),
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    setName: () => undefined,
    // Debug always: our log decides what it lets through.
    getLevel: () => LogLevel.DEBUG,
  }
}

function sayOne(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
