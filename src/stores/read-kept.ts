import type { z } from 'zod'
import type { Row } from './rows.ts'

/**
 * What a row holds; undefined where there is none, or where it isn't what was expected: an older or a later version kept
 * it, and what it said is then as good as forgotten. Not for what may never be lost.
 */
export function readKept<T>(schema: z.ZodType<T>, row: Row | undefined): T | undefined {
  if (row === undefined) return undefined
  const read = schema.safeParse(JSON.parse(row.text))
  return read.success ? read.data : undefined
}
