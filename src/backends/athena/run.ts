import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import type { Gap } from '../../find/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import { gapOfAbort, gapOfCall, gapOfStatus } from './errors.ts'
import { keepAsking, pause } from './patience.ts'

export type Running = {
  readonly client: AthenaClient
  readonly clock: Clock
  readonly signal: AbortSignal
  /** What gaps call the place. */
  readonly where: string
}

/** How a query ended, with what it read that has to be paid for: nothing where it failed by itself. */
export type Ended =
  | { readonly kind: 'succeeded'; readonly queryId: string; readonly bytes: number; readonly reused: boolean }
  | { readonly kind: 'failed'; readonly gap: Gap; readonly bytes: number | undefined; readonly mayRetry: boolean }

/**
 * Starts a query and waits until Athena is done with it. Whatever ends the waiting, nothing goes on running in Athena: a
 * query that is no longer waited for is stopped there.
 */
export async function runQuery(input: StartQueryExecutionCommandInput, running: Running): Promise<Ended> {
  const { client, where, signal } = running
  let queryId: string
  try {
    const started = await keepAsking(running, () => client.send(new StartQueryExecutionCommand(input)))
    queryId = started.QueryExecutionId ?? ''
  } catch (error) {
    const gap = signal.aborted ? gapOfAbort(signal, where, 'no query was started in Athena.') : gapOfCall(error, where)
    return { kind: 'failed', gap, bytes: undefined, mayRetry: false }
  }
  return await waitFor(queryId, running)
}

const [FIRST_MS, LONGEST_MS, TIMES] = [250, 5_000, 1.5]

async function waitFor(queryId: string, running: Running): Promise<Ended> {
  const { client, clock, signal, where } = running
  let execution: QueryExecution | undefined
  let failed = 0
  for (let ms = FIRST_MS; ; ms = Math.min(ms * TIMES, LONGEST_MS)) {
    const bytes = execution?.Statistics?.DataScannedInBytes
    if (signal.aborted) {
      const gap = gapOfAbort(signal, where, await stop(queryId, running))
      return { kind: 'failed', gap, bytes, mayRetry: false }
    }
    try {
      const ask = new GetQueryExecutionCommand({ QueryExecutionId: queryId })
      execution = (await keepAsking(running, () => client.send(ask, { abortSignal: signal }))).QueryExecution
    } catch (error) {
      if (signal.aborted) continue
      const gap = gapOfCall(error, where)
      const detail = `${gap.detail} It was not told what became of the query: ${await stop(queryId, running)}`
      return { kind: 'failed', gap: { ...gap, detail }, bytes, mayRetry: false }
    }
    if (execution?.Status?.State === 'FAILED') failed++
    if (isOver(execution, failed)) return endOf(queryId, execution, where)
    await pause(clock, ms, signal)
  }
}

/**
 * Athena itself tries some failures again, and the state goes from FAILED back to QUEUED: it's final with the time of its end,
 * or when it is seen twice. https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html
 */
function isOver(execution: QueryExecution | undefined, failed: number): execution is QueryExecution {
  const { State, CompletionDateTime } = execution?.Status ?? {}
  if (State === 'FAILED') return CompletionDateTime !== undefined || failed > 1
  return State === 'SUCCEEDED' || State === 'CANCELLED'
}

function endOf(queryId: string, execution: QueryExecution, where: string): Ended {
  const { Status = {}, Statistics } = execution
  const bytes = Statistics?.DataScannedInBytes ?? 0
  const reused = Statistics?.ResultReuseInformation?.ReusedPreviousResult === true
  if (Status.State === 'SUCCEEDED') return { kind: 'succeeded', queryId, bytes, reused }
  const mayRetry = Status.State === 'FAILED' && Status.AthenaError?.Retryable === true
  const paid = Status.State === 'CANCELLED' ? bytes : undefined
  return { kind: 'failed', gap: gapOfStatus(Status, where), bytes: paid, mayRetry }
}

/** Stops the query in Athena, which has no harm in one that has ended; says how that went. */
async function stop(queryId: string, { client }: Running): Promise<string> {
  try {
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId: queryId }))
    return 'the query was stopped in Athena. What it had read by then is paid for.'
  } catch (error) {
    const name = error instanceof Error ? error.name : 'an error'
    return `the query ${queryId} could not be stopped in Athena (${name}), and goes on at most to the workgroup's limit.`
  }
}
