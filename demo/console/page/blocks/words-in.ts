import { recordsOf, textOf, type Json } from '../../../slack/record.ts'

/** All words of a cell or of rich text, without their looks; a date sorts by its instant. */
export function wordsIn(part: Json | undefined): string {
  if (part === undefined) return ''
  if (part.type === 'date') return String(part.timestamp)
  return (textOf(part, 'text') ?? '') + recordsOf(part.elements).map(wordsIn).join('')
}
