import { BIGINT, type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { Window } from '../../question/question.ts'
import type { Place } from './index-blocks.ts'
import type { Condition } from './index-conditions.ts'

/** A row of one of the Parquet files: the file and the row, and where its record is. */
export type IndexRow = Place & { readonly path: string; readonly rowNo: number; readonly fileNo: number }

/** The four things that are asked of a column. Columns come from our own list, values are bound. */
const TESTS: Readonly<Record<Condition['test'], (column: string) => string>> = {
  equals: (column) => `${column} = $value`,
  starts: (column) => `${column} >= $value AND starts_with(${column}, $value)`,
  contains: (column) => `contains(${column}, $value)`,
  present: (column) => `${column} IS NOT NULL`,
}

/** The rows of the given Parquet files that meet a condition, in the window, as they are read. */
export async function* queryIndex(
  connection: DuckDBConnection,
  paths: readonly string[],
  condition: Condition,
  window: Window,
): AsyncGenerator<readonly IndexRow[]> {
  const sql = `SELECT filename, file_row_number, file_no, block_at, block_size, record_at, record_size
    FROM read_parquet($paths, filename = true, file_row_number = true)
    WHERE event_time >= $from AND event_time < $to AND ${TESTS[condition.test](condition.column)}`
  const values = {
    paths: listValue([...paths]),
    from: BigInt(window.from),
    to: BigInt(window.to),
    ...('value' in condition ? { value: condition.value } : {}),
  }
  const types = { paths: LIST(VARCHAR), from: BIGINT, to: BIGINT, ...('value' in condition ? { value: VARCHAR } : {}) }
  const result = await connection.stream(sql, values, types)
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    yield chunk.getRows().map(([path, ...numbers]) => {
      const [rowNo = 0, fileNo = 0, blockAt = 0, blockSize = 0, recordAt = 0, recordSize = 0] = numbers.map(Number)
      return { path: String(path), rowNo, fileNo, blockAt, blockSize, recordAt, recordSize }
    })
  }
}
