import type { SafeEvent } from '../policy/redact.ts'

/** The whole record as JSON on one line. What cannot be seen is written as its number: it is the same data, and a terminal is safe from it. */
export function jsonLine({ record }: Pick<SafeEvent, 'record'>): string {
  return JSON.stringify(record).replace(UNSEEN, escape)
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

function escape(found: string): string {
  return Array.from(
    { length: found.length },
    (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
}
