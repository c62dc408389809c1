import type { LogBytes } from './read-log.ts'

/** What is wrong with a file whose bytes could be read, if anything. */
export function faultOfShape(scan: { readonly whole: boolean; readonly isJson: boolean }): LogBytes['fault'] {
  if (!scan.isJson) return { reason: 'not-a-log', detail: 'It holds no JSON records.' }
  if (!scan.whole) return { reason: 'truncated', detail: 'The JSON ends too early; the records before that were read.' }
  return undefined
}
