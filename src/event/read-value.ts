import { instant, type Instant } from '../lib/instant.ts'
import type { Fields } from './event.ts'

/** The value as an object with fields, or undefined: null, an array, a string and a number are none. */
export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** As `fields`, and an object that was written as JSON text (as Athena's tables hold it) is read. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'string') return fields(value)
  if (!value.startsWith('{')) return undefined
  try {
    return fields(JSON.parse(value))
  } catch {
    return undefined
  }
}

/** A string with something in it. A number is taken as its digits: account ids lose their quotes in edited records. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

/** true or false, also where they were written as text. */
export function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  const said = value.toLowerCase()
  if (said === 'true') return true
  return said === 'false' ? false : undefined
}

const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/

/** CloudTrail writes `2026-11-23T14:02:11Z`; without a zone it is still UTC, never local time. */
export function readTime(value: unknown): Instant | undefined {
  const said = text(value)
  const match = said === undefined ? null : ISO_UTC.exec(said)
  if (said === undefined || match === null) return undefined
  const ms = Date.parse(match[2] === undefined ? `${said}Z` : said)
  return Number.isNaN(ms) ? undefined : instant(ms)
}
