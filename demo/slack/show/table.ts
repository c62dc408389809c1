import { recordsOf, textOf, type Json } from '../record.ts'
import { richTextInline } from './rich-text.ts'
import { columns, wrap, type Line, type Span } from './span.ts'
import type { Viewer } from './viewer.ts'

const NARROWEST = 6
const GAP = '  '

/** A table or data_table with its columns aligned; what is too wide goes on below in its own column. */
export function tableLines(block: Json, viewer: Viewer, width: number): readonly Line[] {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row: unknown) => recordsOf(row))
  const widths = fit(naturalWidths(rows, viewer), width)
  const numeric = widths.map((_, column) => rows.slice(1).some((row) => row[column]?.type === 'raw_number'))
  const caption = textOf(block, 'caption')
  const lines = rows.flatMap((row, index) => rowLines(row, widths, numeric, viewer, index === 0))
  const rule: Line = [{ text: widths.map((each) => '─'.repeat(each)).join(GAP), style: 'dim' }]
  const table = [
    ...lines.slice(0, headerHeight(rows, widths, viewer)),
    rule,
    ...lines.slice(headerHeight(rows, widths, viewer)),
  ]
  return caption === undefined ? table : [[{ text: caption, style: 'bold' }], ...table]
}

function rowLines(
  row: readonly Json[],
  widths: readonly number[],
  numeric: readonly boolean[],
  viewer: Viewer,
  header: boolean,
): readonly Line[] {
  const cells = widths.map((width, column) => wrap(cellSpans(row[column], viewer), width))
  const height = Math.max(1, ...cells.map((cell) => cell.length))
  return Array.from({ length: height }, (_, at) =>
    widths.flatMap((width, column): Span[] => {
      const line = cells[column]?.[at] ?? []
      const room = Math.max(0, width - lineColumns(line))
      const padded =
        numeric[column] === true ? [{ text: ' '.repeat(room) }, ...line] : [...line, { text: ' '.repeat(room) }]
      const styled = header ? padded.map((span): Span => ({ text: span.text, style: 'bold' })) : padded
      return [...(column > 0 ? [{ text: GAP }] : []), ...styled]
    }),
  )
}

function headerHeight(rows: readonly (readonly Json[])[], widths: readonly number[], viewer: Viewer): number {
  return Math.max(1, ...widths.map((width, column) => wrap(cellSpans(rows[0]?.[column], viewer), width).length))
}

function cellSpans(cell: Json | undefined, viewer: Viewer): Line {
  if (cell === undefined) return []
  return cell.type === 'rich_text' ? richTextInline(cell, viewer).map(uncoded) : [{ text: textOf(cell, 'text') ?? '' }]
}

/** Backticks would push the columns apart. */
function uncoded(span: Span): Span {
  return span.style === 'code' ? { text: span.text } : span
}

function naturalWidths(rows: readonly (readonly Json[])[], viewer: Viewer): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: count }, (_, column) =>
    Math.max(1, ...rows.map((row) => lineColumns(cellSpans(row[column], viewer)))),
  )
}

/** Takes from the widest column until all of them fit. */
function fit(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural]
  const room = width - GAP.length * Math.max(0, widths.length - 1)
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const widest = Math.max(...widths)
    if (widest <= NARROWEST) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return widths
}

function lineColumns(line: Line): number {
  return line.reduce((sum, span) => sum + columns(span.text), 0)
}
