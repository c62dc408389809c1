import type { ReactNode } from 'react'
import { isJson, type Json } from '../../../slack/record.ts'
import { Cell, rowsOf } from './cell.tsx'

/** A plain table: its first row is the header, and all of it is there at once. */
export function PlainTable({ block }: { readonly block: Json }): ReactNode {
  const [header = [], ...rows] = rowsOf(block)
  const settings: readonly unknown[] = Array.isArray(block.column_settings) ? block.column_settings : []
  const classOf = (column: number, cell: Json): string => {
    const setting = settings[column]
    const align = isJson(setting) && typeof setting.align === 'string' ? setting.align : undefined
    const wraps = isJson(setting) && setting.is_wrapped === true
    return `bk-${align ?? (cell.type === 'raw_number' ? 'right' : 'left')}${wraps ? ' bk-wraps' : ''}`
  }
  return (
    <div className="bk-scroll" tabIndex={0} role="region" aria-label="Table">
      <table className="bk-table">
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col" className={classOf(column, cell)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={classOf(column, cell)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
