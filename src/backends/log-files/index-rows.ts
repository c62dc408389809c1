import { BIGINT, DuckDBDataChunk, type DuckDBConnection, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api'
import type { Event } from '../../event/event.ts'
import { COLUMN_NAMES, INDEX_COLUMNS } from './index-columns.ts'
import { quoted } from './index-database.ts'

/** The events of one part, until they are written. */
export type IndexRows = {
  add(fileNo: number, event: Event, record: string): void
  count(): number
  /** Writes them as a Parquet file, those of one identity together: asking for one then reads little. */
  write(connection: DuckDBConnection, path: string): Promise<void>
}

type Row = {
  readonly fileNo: number
  readonly time: number
  readonly identity: string
  readonly values: readonly (string | null)[]
  readonly record: string
}

/** Sorted here and not by the engine, whose sort of whole records takes several times their size. */
export function makeIndexRows(): IndexRows {
  const rows: Row[] = []
  return {
    add(fileNo, event, record) {
      const values = COLUMN_NAMES.map((name) => INDEX_COLUMNS[name](event) ?? null)
      rows.push({ fileNo, time: event.time, identity: identityOf(event), values, record })
    },
    count: () => rows.length,
    async write(connection, path) {
      rows.sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : a.time - b.time))
      await connection.run(`CREATE OR REPLACE TABLE events (${COLUMNS.join(', ')})`)
      const appender = await connection.createAppender('events')
      for (let at = 0; at < rows.length; at += VECTOR) appender.appendDataChunk(chunkOf(rows.slice(at, at + VECTOR)))
      rows.length = 0
      appender.closeSync()
      await connection.run(`COPY events TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${GROUP})`)
      await connection.run('DROP TABLE events')
    },
  }
}

const COLUMNS = [
  'file_no INTEGER',
  'event_time BIGINT',
  ...COLUMN_NAMES.map((name) => `${name} VARCHAR`),
  'record VARCHAR',
]
const TYPES: readonly DuckDBType[] = [INTEGER, BIGINT, ...COLUMN_NAMES.map(() => VARCHAR), VARCHAR]

/** DuckDB takes rows in as many at a time. */
const VECTOR = 2048

/** How many rows the engine can pass over at once, where their lowest and highest values rule them out. */
const GROUP = 4096

function identityOf({ actor }: Event): string {
  return `${actor.role?.name ?? actor.name ?? actor.type}\n${actor.sessionName ?? ''}\n${actor.keyId ?? ''}`
}

function chunkOf(rows: readonly Row[]): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(TYPES, rows.length)
  chunk.setColumns([
    rows.map(({ fileNo }) => fileNo),
    rows.map(({ time }) => BigInt(time)),
    ...COLUMN_NAMES.map((_, column) => rows.map(({ values }) => values[column] ?? null)),
    rows.map(({ record }) => record),
  ])
  return chunk
}
