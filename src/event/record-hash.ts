import { createHash } from 'node:crypto'
import type { Fields } from './event.ts'
import { fields } from './read-value.ts'

/** SHA-256, in hex, of a record as JSON with its keys sorted: the same in whatever order its fields were written. */
export function recordHash(record: Fields): string {
  return createHash('sha256').update(canonical(record, 0)).digest('hex')
}

const DEEPEST = 64

function canonical(value: unknown, depth: number): string {
  if (depth > DEEPEST) return '"…"'
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`
  const object = fields(value)
  if (object === undefined) return JSON.stringify(value) ?? 'null'
  const keys = Object.keys(object).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(object[key], depth + 1)}`).join(',')}}`
}
