import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export type IndexDatabase = { readonly connection: DuckDBConnection; close(): void }

export type EngineLimits = { readonly memory: string; readonly threads: number }

/**
 * DuckDB in memory, shut in: it reaches one folder and nothing else, loads no extension, and its settings are locked before
 * it sees anything. The statements are fixed texts with bound values.
 * https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openIndexDatabase(dir: string, { memory, threads }: EngineLimits): Promise<IndexDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run('SET parquet_metadata_cache = true')
  await connection.run(`SET allowed_directories = [${quoted(dir)}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** For the operator's own folder, which comes from the settings: SET takes no bound value. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
