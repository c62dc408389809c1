import { LIMITS } from './block-limits.ts'
import { richText } from './validate-rich-text.ts'
import {
  all,
  boolean,
  byType,
  integer,
  isRecord,
  list,
  number,
  object,
  oneOf,
  optional,
  string,
  type Rule,
} from './validate-rule.ts'

const raw = {
  raw_text: object({ type: oneOf('raw_text'), text: string() }),
  raw_number: object({ type: oneOf('raw_number'), value: number, text: string() }),
}
const cell = byType({ ...raw, rich_text: richText })
const block_id = optional(string(LIMITS.blockId))

/** The plain table: one in a message. */
export const table: Rule = object({
  type: oneOf('table'),
  block_id,
  rows: list(list(cell, LIMITS.tableColumns), LIMITS.tableRows),
  column_settings: optional(
    list(
      object({ align: optional(oneOf('left', 'center', 'right')), is_wrapped: optional(boolean) }),
      LIMITS.tableColumns,
      0,
    ),
  ),
})

/** The table that pages and sorts by itself: the first row is its header, and all rows are as long as it. */
export const dataTable: Rule = all(
  object({
    type: oneOf('data_table'),
    block_id,
    caption: string(),
    rows: list(list(cell, LIMITS.tableColumns), LIMITS.dataTableRows, 2),
    page_size: optional(integer(1, LIMITS.dataTablePageSize)),
    row_header_column_index: optional(integer(0, LIMITS.tableColumns - 1)),
  }),
  headerIsPlain,
  rowsAreEven,
)

function headerIsPlain(value: unknown, pointer: string, errors: Parameters<Rule>[2]): void {
  const header: unknown = rowsOf(value)[0]
  if (!Array.isArray(header)) return
  for (const [index, each] of header.entries()) {
    if (isRecord(each) && each.type === 'rich_text')
      errors.push({ pointer: `${pointer}/rows/0/${index}`, message: 'rich_text is not allowed in a header cell' })
  }
}

function rowsAreEven(value: unknown, pointer: string, errors: Parameters<Rule>[2]): void {
  const rows = rowsOf(value)
  const header: unknown = rows[0]
  if (!Array.isArray(header)) return
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row) && row.length !== header.length)
      errors.push({
        pointer: `${pointer}/rows/${index}`,
        message: `must have ${header.length} cells as the header has`,
      })
  }
  const column = isRecord(value) ? value.row_header_column_index : undefined
  if (typeof column === 'number' && column >= header.length)
    errors.push({ pointer: `${pointer}/row_header_column_index`, message: `must be less than ${header.length}` })
}

function rowsOf(value: unknown): readonly unknown[] {
  return isRecord(value) && Array.isArray(value.rows) ? value.rows : []
}
