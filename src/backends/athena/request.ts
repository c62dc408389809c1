import { createHash } from 'node:crypto'
import type { StartQueryExecutionCommandInput } from '@aws-sdk/client-athena'
import type { Instant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import type { Compiled } from './compile.ts'
import type { AthenaTable } from './table.ts'
import type { Workgroup } from './workgroup.ts'

/** What starts a query. https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export function requestOf(
  { sql, parameters }: Compiled,
  table: AthenaTable,
  { managedResults }: Workgroup,
  token: string,
): StartQueryExecutionCommandInput {
  const { catalog = 'AwsDataCatalog', database, workgroup, results, reuseMinutes = 0 } = table
  const reuse = { Enabled: true, MaxAgeInMinutes: reuseMinutes }
  return {
    QueryString: sql,
    ...(parameters.length === 0 ? {} : { ExecutionParameters: [...parameters] }),
    QueryExecutionContext: { Catalog: catalog, Database: database },
    WorkGroup: workgroup,
    ClientRequestToken: token,
    ...(results === undefined || managedResults ? {} : { ResultConfiguration: { OutputLocation: results } }),
    ...(reuseMinutes === 0 || managedResults
      ? {}
      : { ResultReuseConfiguration: { ResultReuseByAgeConfiguration: reuse } }),
  }
}

/**
 * Sending one request again must not run it again, and two who ask the same must not get one query between them: stopping
 * it would stop it for both. `query` tells apart what else is the same.
 */
export function tokenOf(
  { asker, place }: Search,
  { sql, parameters }: Compiled,
  startedAt: Instant,
  query: number,
): string {
  const key = JSON.stringify([asker, place, sql, parameters, startedAt, query])
  return createHash('sha256').update(key).digest('hex')
}
