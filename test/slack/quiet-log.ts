import type { Log } from '../../src/lib/log.ts'

export type Line = { readonly level: string; readonly message: string; readonly data: object }

/** A log that keeps its lines for the test to look at. */
export function makeQuietLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = []
  const at = (level: string) => (data: object, message: string) => {
    lines.push({ level, message, data })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
