import { type AthenaClient, GetQueryResultsCommand } from '@aws-sdk/client-athena'
import type { Gap, Page } from '../../find/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import { type Instant, sayInstant } from '../../lib/instant.ts'
import type { Search } from '../../plan/plan.ts'
import { HEADING } from './columns.ts'
import { gapOfAbort, gapOfCall } from './errors.ts'
import { keepAsking } from './patience.ts'
import { makeRowReader } from './read-rows.ts'
import type { Row } from './record.ts'

export type Reading = {
  readonly client: AthenaClient
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly search: Search
  /** The query returns one more than these where there are more. */
  readonly rows: number
  /** Whether the query left out rows because of who or what they tell of. */
  readonly narrowed: boolean
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html */
const ROWS_A_PAGE = 1_000

/** The rows of a finished query, a page at a time. A page that can't be had ends them with a gap; those before are kept. */
export async function* readResults(queryId: string, reading: Reading): AsyncGenerator<Page> {
  const { search, rows, narrowed } = reading
  const read = makeRowReader(search)
  let records = 0
  let oldest: Instant | undefined
  for await (const some of rowsOf(queryId, reading)) {
    if ('reason' in some) {
      yield emptyPage([some])
      return
    }
    const page = read(some)
    records += page.ledger.records
    for (const { time } of page.events) if (oldest === undefined || time < oldest) oldest = time
    yield narrowed ? { ...page, newest: undefined } : page
  }
  if (records > rows) yield emptyPage([cutOff(search, rows, oldest)])
}

async function* rowsOf(queryId: string, reading: Reading): AsyncGenerator<readonly Row[] | Gap> {
  const { client, signal, search } = reading
  let token: string | undefined
  let headed = false
  do {
    const ask = new GetQueryResultsCommand({ QueryExecutionId: queryId, MaxResults: ROWS_A_PAGE, NextToken: token })
    try {
      const { ResultSet, NextToken } = await keepAsking(reading, () => client.send(ask, { abortSignal: signal }))
      const rows = (ResultSet?.Rows ?? []).map(({ Data }) => (Data ?? []).map(({ VarCharValue }) => VarCharValue))
      yield !headed && isHeading(rows[0]) ? rows.slice(1) : rows
      headed ||= rows.length > 0
      token = NextToken
    } catch (error) {
      const rest = 'some of the results were not read.'
      yield signal.aborted ? gapOfAbort(signal, search.place, rest) : gapOfCall(error, search.place)
      return
    }
  } while (token !== undefined)
}

/** The first row of a SELECT's first page names its columns. */
function isHeading(row: Row | undefined): boolean {
  return row !== undefined && row.length === HEADING.length && row.every((name, at) => name === HEADING[at])
}

function cutOff({ place }: Search, rows: number, oldest: Instant | undefined): Gap {
  const back = oldest === undefined ? '' : `, back to ${sayInstant(oldest)},`
  const detail = `More than ${rows.toLocaleString('en')} events were found. Only the newest${back} are counted here: ask for a shorter window.`
  return { reason: 'truncated', where: place, detail, count: 1 }
}

export function emptyPage(gaps: readonly Gap[]): Page {
  return { events: [], gaps, ledger: { records: 0, events: 0, unreadable: 0, duplicates: 0 }, newest: undefined }
}
