import {
  BIGINT,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { Window } from '../../question/question.ts'
import type { Place } from './index-blocks.ts'
import { isNumbered, numberOf } from './index-columns.ts'
import type { Condition } from './index-conditions.ts'

/** A row of one of the Parquet files: the file and the row, and where its record is. */
export type IndexRow = Place & { readonly path: string; readonly rowNo: number; readonly fileNo: number }

/** What is asked of a column. Columns come from our own list, values are bound. */
const TESTS: Readonly<Record<Condition['test'], (column: string) => string>> = {
  equals: (column) => `${column} = $value`,
  starts: (column) => `${column} >= $value AND starts_with(${column}, $value)`,
  contains: (column) => `contains(${column}, $value)`,
  present: (column) => `${column} IS NOT NULL`,
}

/**
 * The rows of the given Parquet files that meet a condition, in the window if there is one, as they are read. It may be a few more:
 * where a column has a number beside it, the number alone is compared.
 */
export async function* queryIndex(
  connection: DuckDBConnection,
  paths: readonly string[],
  condition: Condition,
  window: Window | undefined,
): AsyncGenerator<readonly IndexRow[]> {
  const column =
    condition.test === 'equals' && isNumbered(condition.column) ? `${condition.column}_number` : condition.column
  const sql = `SELECT filename, file_row_number, file_no, block_at, block_size, record_at, record_size
    FROM read_parquet($paths, filename = true, file_row_number = true)
    WHERE ${TESTS[condition.test](column)} ${window === undefined ? '' : 'AND event_time >= $from AND event_time < $to'}`
  const values: Record<string, DuckDBValue> = { paths: listValue([...paths]) }
  const types: Record<string, DuckDBType> = { paths: LIST(VARCHAR) }
  if ('value' in condition) {
    const isNumber = column !== condition.column
    values.value = isNumber ? numberOf(condition.value) : condition.value
    types.value = isNumber ? INTEGER : VARCHAR
  }
  if (window !== undefined) {
    Object.assign(values, { from: BigInt(window.from), to: BigInt(window.to) })
    Object.assign(types, { from: BIGINT, to: BIGINT })
  }
  const result = await connection.stream(sql, values, types)
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    yield chunk.getRows().map(([path, ...numbers]) => {
      const [rowNo = 0, fileNo = 0, blockAt = 0, blockSize = 0, recordAt = 0, recordSize = 0] = numbers.map(Number)
      return { path: String(path), rowNo, fileNo, blockAt, blockSize, recordAt, recordSize }
    })
  }
}
