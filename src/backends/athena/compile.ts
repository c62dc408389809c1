import type { Search } from '../../plan/plan.ts'
import type { Window } from '../../question/question.ts'
import { SELECTED } from './columns.ts'
import { type Condition, literal } from './condition.ts'
import { conditionsFor } from './conditions.ts'
import { type Partitions, partitionsOf, sayDay } from './partitions.ts'
import type { AthenaTable } from './table.ts'

export type Compiled = {
  readonly sql: string
  /** ExecutionParameters, quoted: one for each `?`. */
  readonly parameters: readonly string[]
  readonly partitions: Partitions
  /** Whether rows are left out because of who or what they tell of. */
  readonly narrowed: boolean
}

export type CompileOptions = {
  /** How long after an event it may have been delivered and is still looked at. */
  readonly lateMs: number
  /** At most this many rows come back, the newest ones. */
  readonly rows: number
}

/**
 * A search as one SELECT. It is bounded by account, Region and day wherever the table has such partitions, and finds at
 * least every event that holds. Names in it are the table's own, days and times are made here, and whatever the asker wrote
 * is among the parameters.
 */
export function compileSearch(search: Search, table: AthenaTable, { lateMs, rows }: CompileOptions): Compiled {
  const partitions = partitionsOf(search, table, lateMs)
  const asked = conditionsFor(search.keep)
  const pinned: readonly Condition[] = [
    ...(search.account === undefined ? [] : [{ sql: 'recipientaccountid = ?', values: [search.account], exact: true }]),
    ...(search.region === undefined ? [] : [{ sql: 'awsregion = ?', values: [search.region], exact: true }]),
  ]
  const conditions = [...pinned, ...asked]
  const where = [
    ...partitionBounds(partitions, table),
    ...timeBounds(search.window),
    ...conditions.map(({ sql }) => sql),
  ]
  const sql = `SELECT
  ${SELECTED.join(',\n  ')}
FROM "${table.database}"."${table.table}"
WHERE ${where.join('\n  AND ')}
ORDER BY eventtime DESC
LIMIT ${rows}`
  const parameters = conditions.flatMap(({ values }) => values.map(literal))
  return { sql, parameters, partitions, narrowed: asked.length > 0 }
}

function partitionBounds({ first, last, accounts, regions }: Partitions, table: AthenaTable): readonly string[] {
  const { day, account, region } = table.partitions
  const bounds = [`"${day}" >= '${sayDay(first)}'`, `"${day}" <= '${sayDay(last)}'`]
  if (account !== undefined && accounts !== undefined) bounds.unshift(oneOf(account, accounts))
  if (region !== undefined && regions !== undefined) bounds.unshift(oneOf(region, regions))
  return bounds
}

/** Written out and not as parameters: a partition that is projected as `injected` has to be named in the query. */
function oneOf(column: string, names: readonly string[]): string {
  if (names.length === 0) return 'false'
  return `"${column}" IN (${names.map((name) => `'${name}'`).join(', ')})`
}

const SECOND = 1000
const [EARLIEST, LATEST] = [0, Date.UTC(9999, 11, 31)]

/**
 * eventTime is text. Without its zone a second comes before all the ways to write a moment in it, `…:11Z` and
 * `…:11.5Z`, so that comparing text is exact at whole seconds, and a little wide between them.
 */
function timeBounds({ from, to }: Window): readonly string[] {
  const text = (at: number) => new Date(Math.min(Math.max(at, EARLIEST), LATEST)).toISOString().slice(0, 19)
  return [
    `eventtime >= '${text(Math.floor(from / SECOND) * SECOND)}'`,
    `eventtime < '${text(Math.ceil(to / SECOND) * SECOND)}'`,
  ]
}
