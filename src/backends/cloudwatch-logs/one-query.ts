import type { GetQueryResultsCommandOutput, ResultField } from '@aws-sdk/client-cloudwatch-logs'
import { AwsGap } from '../../aws/aws-gap.ts'
import type { Calls } from './calls.ts'

export type QueryAsk = {
  readonly group: string
  readonly query: string
  /** Seconds since 1970, both inclusive. */
  readonly fromSecond: number
  readonly toSecond: number
}

/** What a query brought in all. `failure`: it ended early, and what it had found by then is kept. */
export type QueryEnd = {
  readonly matched: number | undefined
  /** What is paid for. */
  readonly bytes: number
  readonly failure: AwsGap | undefined
}

/** A query gives no more rows than this, and no more than 10,000 of them a page. */
export const MOST_ROWS = 100_000
const PAGE_ROWS = 10_000

/** Half a second at first, as most queries are quick, then less and less often. */
const WAITS = [500, 500, 1000, 1000, 2000, 3000, 5000, 5000, 5000]
const LONGEST_WAIT = 10_000
/** AWS itself ends a query after an hour. */
const PATIENCE_MS = 15 * 60_000

/**
 * One query of Logs Insights, from its start to its end, giving its rows page by page. It is stopped where nobody waits
 * for it any more. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
 */
export async function* oneQuery(calls: Calls, ask: QueryAsk): AsyncGenerator<readonly ResultField[][], QueryEnd> {
  const queryId = await calls.start({
    ...(ask.group.startsWith('arn:') ? { logGroupIdentifiers: [ask.group] } : { logGroupName: ask.group }),
    queryString: ask.query,
    startTime: ask.fromSecond,
    endTime: ask.toSecond,
    limit: MOST_ROWS,
  })
  let ended = false
  try {
    const answer = await poll(calls, queryId)
    ended = !goesOn(answer)
    const failure = failureOf(answer)
    yield answer.results ?? []
    let token = failure === undefined ? answer.nextToken : undefined
    while (token !== undefined) {
      const page: GetQueryResultsCommandOutput = await calls.results({ queryId, nextToken: token, maxItems: PAGE_ROWS })
      yield page.results ?? []
      token = page.nextToken === token ? undefined : page.nextToken
    }
    const { recordsMatched, bytesScanned = 0 } = answer.statistics ?? {}
    return { matched: recordsMatched, bytes: bytesScanned, failure }
  } finally {
    if (!ended) await calls.stop(queryId)
  }
}

/** Asks until the query has ended, in whatever way, or patience has. */
async function poll(calls: Calls, queryId: string): Promise<GetQueryResultsCommandOutput> {
  const until = calls.now() + PATIENCE_MS
  for (let turn = 0; ; turn++) {
    await calls.sleep(WAITS[turn] ?? LONGEST_WAIT)
    const answer = await calls.results({ queryId, maxItems: PAGE_ROWS })
    if (!goesOn(answer) || calls.now() >= until) return answer
  }
}

function goesOn({ status }: GetQueryResultsCommandOutput): boolean {
  return status === 'Scheduled' || status === 'Running' || status === 'Unknown'
}

function failureOf({ status }: GetQueryResultsCommandOutput): AwsGap | undefined {
  switch (status) {
    case 'Complete':
      return undefined
    case 'Cancelled':
      return new AwsGap('failed', 'Somebody in the account stopped the Logs Insights query.')
    case 'Failed':
      return new AwsGap('failed', 'Logs Insights says that the query failed, and not why.')
    case 'Timeout':
    case 'Running':
    case 'Scheduled':
    case 'Unknown':
      return new AwsGap('timeout', 'The Logs Insights query took too long. Ask for a shorter window.')
    case undefined:
    default:
      return new AwsGap('failed', 'Logs Insights ended the query in a way we do not know.')
  }
}
