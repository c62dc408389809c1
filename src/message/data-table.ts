import type { AnyBlock, DataTableBlock } from '@slack/types'
import { shown } from './piece.ts'

/** A cell: a text as it is, or a number that sorts as one. */
export type Cell = string | number

/** Rows a reader sees at once; the client turns the pages. */
const PAGE = 10

/**
 * A table that the client pages and sorts by itself. Its cells are raw: nothing in them is read as markup.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
export function dataTable(caption: string, header: readonly string[], rows: readonly (readonly Cell[])[]): AnyBlock {
  const block: DataTableBlock = {
    type: 'data_table',
    caption,
    page_size: PAGE,
    rows: [header, ...rows].map((row) => row.map(cellOf)),
  }
  return block
}

function cellOf(cell: Cell): DataTableBlock['rows'][number][number] {
  if (typeof cell === 'number') return { type: 'raw_number', value: cell, text: String(cell) }
  return { type: 'raw_text', text: cell === '' ? '–' : shown(cell, 180) }
}
