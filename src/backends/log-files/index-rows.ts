import { BIGINT, DuckDBDataChunk, type DuckDBConnection, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api'
import type { Event } from '../../event/event.ts'
import { type Place, writeBlocks } from './index-blocks.ts'
import { COLUMN_NAMES, INDEX_COLUMNS, NUMBERED_COLUMNS, numberOf } from './index-columns.ts'
import { quoted } from './index-database.ts'

/** The events of one part, until they are written. */
export type IndexRows = {
  add(fileNo: number, event: Event, record: Buffer): void
  count(): number
  /** Writes the columns as a Parquet file and the records as blocks, those of one identity together: asking for one then reads little. */
  write(connection: DuckDBConnection, rowsPath: string, recordsPath: string): Promise<void>
}

type Row = {
  readonly fileNo: number
  readonly time: number
  readonly identity: string
  readonly values: readonly (string | null)[]
  readonly record: Buffer
}

export function makeIndexRows(): IndexRows {
  const rows: Row[] = []
  return {
    add(fileNo, event, record) {
      const values = COLUMN_NAMES.map((name) => INDEX_COLUMNS[name](event) ?? null)
      rows.push({ fileNo, time: event.time, identity: identityOf(event), values, record })
    },
    count: () => rows.length,
    async write(connection, rowsPath, recordsPath) {
      rows.sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : a.time - b.time))
      const places = writeBlocks(
        recordsPath,
        rows.map(({ record }) => record),
      )
      await connection.run(`CREATE OR REPLACE TABLE events (${COLUMNS.join(', ')})`)
      const appender = await connection.createAppender('events')
      for (let at = 0; at < rows.length; at += VECTOR) {
        appender.appendDataChunk(chunkOf(rows.slice(at, at + VECTOR), places.slice(at, at + VECTOR)))
      }
      appender.closeSync()
      await connection.run(
        `COPY events TO ${quoted(rowsPath)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${GROUP})`,
      )
      await connection.run('DROP TABLE events')
    },
  }
}

const PLACES = ['file_no', 'block_at', 'block_size', 'record_at', 'record_size'] as const
const COLUMNS = [
  ...PLACES.map((name) => `${name} INTEGER`),
  'event_time BIGINT',
  ...NUMBERED_COLUMNS.map((name) => `${name}_number INTEGER`),
  ...COLUMN_NAMES.map((name) => `${name} VARCHAR`),
]
const TYPES: readonly DuckDBType[] = [
  ...PLACES.map(() => INTEGER),
  BIGINT,
  ...NUMBERED_COLUMNS.map(() => INTEGER),
  ...COLUMN_NAMES.map(() => VARCHAR),
]

/** DuckDB takes rows in as many at a time. */
const VECTOR = 2048

/** How many rows the engine can pass over at once, where their lowest and highest values rule them out. */
const GROUP = 8192

function identityOf({ actor }: Event): string {
  return `${actor.role?.name ?? actor.name ?? actor.type}\n${actor.sessionName ?? ''}\n${actor.keyId ?? ''}`
}

function chunkOf(rows: readonly Row[], places: readonly Place[]): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(TYPES, rows.length)
  chunk.setColumns([
    rows.map(({ fileNo }) => fileNo),
    places.map(({ blockAt }) => blockAt),
    places.map(({ blockSize }) => blockSize),
    places.map(({ recordAt }) => recordAt),
    places.map(({ recordSize }) => recordSize),
    rows.map(({ time }) => BigInt(time)),
    ...NUMBERED_COLUMNS.map((name) => rows.map(({ values }) => numbered(values[COLUMN_NAMES.indexOf(name)]))),
    ...COLUMN_NAMES.map((_, column) => rows.map(({ values }) => values[column] ?? null)),
  ])
  return chunk
}

function numbered(value: string | null | undefined): number | null {
  return typeof value === 'string' ? numberOf(value) : null
}
