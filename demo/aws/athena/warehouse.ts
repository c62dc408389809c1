import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Entry } from '../history.ts'
import type { FakeTable } from '../options.ts'
import { Refusal } from '../refusal.ts'
import type { Ground } from '../service.ts'
import { duckType } from './hive-type.ts'
import { type Partition, touched } from './partitions.ts'
import { readDdl, type TableDefinition } from './read-ddl.ts'
import { rowsOf, writeRows } from './rows.ts'
import { MACROS } from './sql.ts'

export type Rows = {
  readonly names: readonly string[]
  readonly types: readonly string[]
  readonly rows: readonly (readonly (string | undefined)[])[]
}

/** A table with its records, ready to be asked. */
export type Loaded = {
  readonly definition: TableDefinition
  readonly table: FakeTable
  /** Bytes that a query reads, by its partitions. Throws what Athena says where a partition is not pinned. */
  bytesOf(sql: string): number
  run(sql: string, parameters: readonly string[], signal: AbortSignal): Promise<Rows>
  /** Takes up what happened since. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** The records of a trail as rows in DuckDB, which is told nothing but the table's DDL. */
export async function load(ground: Ground, table: FakeTable): Promise<Loaded> {
  const definition = readDdl(table.ddl)
  const partitions = new Map<string, Partition>()
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const folder = await mkdtemp(join(tmpdir(), 'whodid-aws-'))
  const columns = [...definition.columns, ...definition.partitions]
  const setUp = await instance.connect()
  const declared = columns.map(({ name, type }) => `"${name}" ${duckType(type)}`).join(', ')
  await setUp.run(`CREATE TABLE records ("__at" BIGINT, ${declared})`)
  await setUp.run(`CREATE SCHEMA IF NOT EXISTS "${table.database}"`)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const seen = `SELECT ${names} FROM main.records WHERE "__at" <= getvariable('now')`
  await setUp.run(`CREATE VIEW "${table.database}"."${definition.name}" AS ${seen}`)
  for (const macro of MACROS) await setUp.run(`CREATE MACRO ${macro}`)
  await setUp.run(`SET allowed_directories = ['${folder}']`)
  await setUp.run('SET enable_external_access = false')
  const delay = ground.options.deliveryDelayMs ?? 0
  let newest = -1

  async function addRows(entries: readonly Entry[]): Promise<void> {
    const fresh = entries.filter(({ order }) => order > newest)
    if (fresh.length === 0) return
    newest = fresh.reduce((most, { order }) => Math.max(most, order), newest)
    const path = join(folder, `rows-${newest}.json`)
    await writeRows(path, rowsOf(definition, table, delay, fresh, partitions))
    const types = columns.map(({ name, type }) => `"${name}": '${duckType(type)}'`)
    const source = `read_json('${path}', format = 'newline_delimited', columns = {"__at": 'BIGINT', ${types.join(', ')}})`
    await setUp.run(`INSERT INTO records SELECT * FROM ${source}`)
    await rm(path)
  }

  let adding = Promise.resolve()
  return {
    definition,
    table,
    bytesOf: (sql) =>
      Math.round(touched(definition, sql, partitions.values()).reduce((sum, { bytes }) => sum + bytes, 0)),
    async run(sql, parameters, signal) {
      const connection = await instance.connect()
      const stop = () => connection.interrupt()
      signal.addEventListener('abort', stop)
      try {
        await connection.run(`SET VARIABLE now = ${ground.clock.now()}`)
        await connection.run(`USE "${table.database}"`)
        // A parameter sees no columns: it is evaluated alone first.
        for (const each of parameters) await connection.run(`SELECT (${each})`)
        return await read(connection, sql)
      } catch (error) {
        throw explain(error)
      } finally {
        signal.removeEventListener('abort', stop)
        connection.closeSync()
      }
    },
    async refresh() {
      const entries = ground.history.all(table.accounts ?? [table.account], table.regions)
      adding = adding.then(() => addRows(entries))
      await adding
    },
    async close() {
      await adding
      setUp.closeSync()
      instance.closeSync()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function read(connection: DuckDBConnection, sql: string): Promise<Rows> {
  const reader = await connection.runAndReadAll(sql)
  return {
    names: reader.columnNames(),
    types: reader.columnTypes().map((type) => String(type)),
    rows: reader.getRows().map((row) => row.map((value) => (value === null ? undefined : String(value)))),
  }
}

/** DuckDB's complaint in the words that Athena has for it. */
function explain(error: unknown): Refusal {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
  const column = /Referenced column "([^"]+)" (?:was )?not found/.exec(message)?.[1]
  if (column !== undefined) return new Refusal('COLUMN_NOT_FOUND', `line 1:1: Column '${column}' cannot be resolved`)
  const table = /Table with name (\S+) does not exist/.exec(message)?.[1]
  if (table !== undefined) return new Refusal('TABLE_NOT_FOUND', `line 1:1: Table '${table}' does not exist`)
  return new Refusal('SYNTAX_ERROR', `line 1:1: ${message}`)
}
