import { useId, useState, type ReactNode } from 'react'
import { textOf, type Json } from '../../../slack/record.ts'
import { Cell, rowsOf } from './cell.tsx'
import { nextOrder, sortRows, type Order } from './sort-rows.ts'
import { wordsIn } from './words-in.ts'

const PAGE = 5

/** A table that the reader pages and sorts; the app hears nothing of it. */
export function DataTable({ block }: { readonly block: Json }): ReactNode {
  const [order, setOrder] = useState<Order>()
  const [wanted, setWanted] = useState(0)
  const caption = useId()
  const [header = [], ...rows] = rowsOf(block)
  const size = typeof block.page_size === 'number' && block.page_size > 0 ? Math.floor(block.page_size) : PAGE
  const page = Math.max(0, Math.min(wanted, Math.ceil(rows.length / size) - 1))
  const shown = sortRows(rows, order).slice(page * size, (page + 1) * size)
  const numeric = header.map((_, column) => rows.some((row) => row[column]?.type === 'raw_number'))
  const sort = (column: number): void => {
    setOrder(nextOrder(order, column))
    setWanted(0)
  }
  return (
    <div className="bk-data-table">
      <div className="bk-caption" id={caption}>
        {textOf(block, 'caption')}
      </div>
      <div className="bk-scroll" tabIndex={0} role="region" aria-labelledby={caption}>
        <table className="bk-table" aria-labelledby={caption} aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {header.map((cell, column) => (
                <th
                  key={column}
                  scope="col"
                  className={numeric[column] ? 'bk-right' : 'bk-left'}
                  aria-sort={order?.column === column ? (order.down ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" className="bk-sort" onClick={() => sort(column)}>
                    <span>{wordsIn(cell)}</span>
                    <span className="bk-sort-mark" aria-hidden="true">
                      {order?.column === column ? (order.down ? '↓' : '↑') : '↕'}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <Row
                key={index}
                row={row}
                at={page * size + index + 2}
                head={block.row_header_column_index}
                numeric={numeric}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > size && <Pages page={page} size={size} count={rows.length} onTurn={setWanted} />}
    </div>
  )
}

type RowProps = {
  readonly row: readonly Json[]
  readonly at: number
  readonly head: unknown
  readonly numeric: readonly boolean[]
}

function Row({ row, at, head, numeric }: RowProps): ReactNode {
  return (
    <tr aria-rowindex={at}>
      {row.map((cell, column) => {
        const className = numeric[column] ? 'bk-right' : 'bk-left'
        if (column === head) {
          return (
            <th key={column} scope="row" className={className}>
              <Cell cell={cell} />
            </th>
          )
        }
        return (
          <td key={column} className={className}>
            <Cell cell={cell} />
          </td>
        )
      })}
    </tr>
  )
}

type PagesProps = {
  readonly page: number
  readonly size: number
  readonly count: number
  readonly onTurn: (page: number) => void
}

function Pages({ page, size, count, onTurn }: PagesProps): ReactNode {
  const last = Math.ceil(count / size) - 1
  const turn = (by: number, name: string, sign: string): ReactNode => {
    const to = page + by
    const ends = to < 0 || to > last
    return (
      <button
        type="button"
        className="bk-icon"
        aria-label={name}
        aria-disabled={ends}
        onClick={() => !ends && onTurn(to)}
      >
        {sign}
      </button>
    )
  }
  return (
    <nav className="bk-pages" aria-label="Pages of the table">
      <span role="status">
        {page * size + 1}–{Math.min(count, (page + 1) * size)} of {count}
      </span>
      {turn(-1, 'Previous page', '‹')}
      {turn(1, 'Next page', '›')}
    </nav>
  )
}
