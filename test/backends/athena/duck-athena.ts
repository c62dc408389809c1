import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Fields } from '../../../src/event/event.ts'
import { never } from '../../../src/lib/never.ts'
import { type Ddl, type HiveType, readDdl } from './ddl.ts'
import { type Reply, resultRows, scriptedAthena, WORKGROUP } from './scripted-athena.ts'

/** A record and the partition in which its file lies. */
export type Stored = {
  readonly record: Fields
  readonly account: string
  readonly region: string
  readonly day: string
}

/**
 * An Athena whose queries really run, on DuckDB, over rows that have the shape of our table: every leaf a text, names in lower
 * case, what lies below a text column as JSON. `pageSize` makes pages smaller than they are asked for.
 */
export async function duckAthena(stored: readonly Stored[], { pageSize = 1_000 } = {}) {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  const ddl = readDdl('table-organization.sql')
  await connection.run('CREATE MACRO json_format(value) AS CAST(value AS VARCHAR)')
  await load(ddl, stored, (sql) => connection.run(sql))
  const results = new Map<string, readonly (readonly (string | null)[])[]>()
  let asked = 0

  async function run(body: Readonly<Record<string, unknown>>): Promise<string> {
    const parameters = (body.ExecutionParameters ?? []) as readonly string[]
    const name = `query_${++asked}`
    await connection.run(`PREPARE ${name} AS ${String(body.QueryString)}`)
    const execute = parameters.length === 0 ? `EXECUTE ${name}` : `EXECUTE ${name}(${parameters.join(', ')})`
    const reader = await connection.runAndReadAll(execute)
    results.set(name, [reader.columnNames(), ...(reader.getRowsJson() as (string | null)[][])])
    return name
  }

  async function answer({ name, body }: { readonly name: string; readonly body: Fields }): Promise<Reply> {
    switch (name) {
      case 'GetWorkGroup':
        return WORKGROUP
      case 'StartQueryExecution':
        return { QueryExecutionId: await run(body) }
      case 'GetQueryExecution':
        return { QueryExecution: { Status: { State: 'SUCCEEDED' }, Statistics: { DataScannedInBytes: 12_345_678 } } }
      case 'GetQueryResults': {
        const rows = results.get(String(body.QueryExecutionId)) ?? []
        const from = Number(body.NextToken ?? 0)
        const to = from + Math.min(pageSize, Number(body.MaxResults))
        const more = to < rows.length ? { NextToken: String(to) } : {}
        return { ResultSet: { Rows: resultRows(rows.slice(from, to)) }, ...more }
      }
      default:
        return { refuse: 'UnknownOperationException' }
    }
  }

  return { ...scriptedAthena(answer), query: (sql: string) => connection.runAndReadAll(sql) }
}

async function load(ddl: Ddl, stored: readonly Stored[], run: (sql: string) => Promise<unknown>): Promise<void> {
  const types = [
    ...ddl.columns.map(([name, type]) => `"${name}" ${duckType(type)}`),
    ...ddl.partitions.map((name) => `"${name}" VARCHAR`),
  ]
  await run(`CREATE TABLE cloudtrail (${types.join(', ')})`)
  await run('CREATE SCHEMA "default"')
  const folder = mkdtempSync(join(tmpdir(), 'whodid-athena-'))
  try {
    const rows = stored.map(({ record, account, region, day }) => ({
      ...Object.fromEntries(ddl.columns.map(([name, type]) => [name, shaped(inLowerCase(record)[name], type)])),
      account,
      region,
      timestamp: day,
    }))
    const file = join(folder, 'rows.json')
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    const columns = types.map((one) => one.replace(/^("\w+") (.*)$/s, (_, name, type) => `${name}: '${type}'`))
    await run(
      `CREATE TABLE "default".cloudtrail AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function duckType(type: HiveType): string {
  switch (type.kind) {
    case 'string':
      return 'VARCHAR'
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)'
    case 'array':
      return `${duckType(type.of)}[]`
    case 'struct':
      return `STRUCT(${type.fields.map(([name, of]) => `"${name}" ${duckType(of)}`).join(', ')})`
    default:
      return never(type)
  }
}

/** A value as Hive's JsonSerDe reads it into a column of a type. */
function shaped(value: unknown, type: HiveType): unknown {
  if (value === undefined || value === null) return null
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? value : JSON.stringify(value)
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
    case 'array':
      return (value as readonly unknown[]).map((one) => shaped(one, type.of))
    case 'struct': {
      const fields = inLowerCase(value as Fields)
      return Object.fromEntries(type.fields.map(([name, of]) => [name, shaped(fields[name], of)]))
    }
    default:
      return never(type)
  }
}

function inLowerCase(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
}
