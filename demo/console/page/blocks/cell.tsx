import type { ReactNode } from 'react'
import { recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { RichText } from './rich-text.tsx'
import { useScope } from './scope.ts'

/** What stands in a cell: a text or number letter by letter, or rich text. */
export function Cell({ cell }: { readonly cell: Json | undefined }): ReactNode {
  const { look } = useScope()
  if (cell === undefined) return null
  return cell.type === 'rich_text' ? <RichText block={cell} look={look} /> : (textOf(cell, 'text') ?? '')
}

/** The rows of a table, whatever else is in them. */
export function rowsOf(block: Json): readonly (readonly Json[])[] {
  return Array.isArray(block.rows) ? block.rows.map((row: unknown) => recordsOf(row)) : []
}
