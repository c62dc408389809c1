import type { Fields } from '../history.ts'
import { text, whole } from '../input.ts'
import { makeToken, readToken } from '../page-token.ts'
import { mostOf, ordered, type Paging, repeatedOf } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import type { Ask } from '../service.ts'
import type { Rows } from './warehouse.ts'

type Finished = { readonly id: string; readonly state: string; readonly rows: Rows | undefined }

/** The first page of a SELECT begins with the names of its columns. */
export function sayResults({ input, account }: Ask, { id, state, rows }: Finished, paging: Paging): Fields {
  if (state === 'QUEUED' || state === 'RUNNING')
    throw new Refusal('InvalidRequestException', `Query has not yet finished. Current state: ${state}`)
  if (state !== 'SUCCEEDED' || rows === undefined)
    throw new Refusal('InvalidRequestException', `Query did not finish successfully. Final query state: ${state}`)
  const most = whole(input, 'MaxResults') ?? 1000
  if (most < 1 || most > 1000) throw new Refusal('InvalidRequestException', 'MaxResults is 1 to 1000.')
  const bound = { account, id }
  const token = text(input, 'NextToken')
  const position = token === undefined ? { page: 1, order: 0 } : readToken(bound, token)
  if (position === undefined) throw new Refusal('InvalidRequestException', 'The NextToken is invalid.')
  const all = [rows.names, ...rows.rows]
  const end = position.order + mostOf(paging, most)
  const heading = position.order === 0 ? [rows.names] : []
  const some = all.slice(position.order + heading.length, end)
  const page = [...heading, ...ordered(paging, some, (row) => JSON.stringify(row))]
  const next = { page: position.page + 1, at: 0, order: end - repeatedOf(paging, some.length) }
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: page.map((row) => ({ Data: row.map((value) => (value === undefined ? {} : { VarCharValue: value })) })),
      ResultSetMetadata: {
        ColumnInfo: rows.names.map((name, i) => ({
          CatalogName: 'hive',
          SchemaName: '',
          TableName: '',
          Name: name,
          Label: name,
          Type: sayType(rows.types[i] ?? ''),
          Nullable: 'UNKNOWN',
        })),
      },
    },
    ...(all.length > end && { NextToken: makeToken(bound, next) }),
  }
}

function sayType(duck: string): string {
  if (duck.endsWith('[]')) return 'array'
  if (duck === 'HUGEINT') return 'bigint'
  if (duck.startsWith('STRUCT')) return 'row'
  if (duck.startsWith('MAP')) return 'map'
  return duck.toLowerCase()
}
