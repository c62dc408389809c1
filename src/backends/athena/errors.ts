import type { QueryExecutionStatus } from '@aws-sdk/client-athena'
import { gapOf } from '../../aws/errors.ts'
import type { Gap, GapReason } from '../../find/backend.ts'

/** What Athena says of a request itself is worth passing on: it names the workgroup, the bucket, the place in the query. */
const TELLING: Readonly<Record<string, GapReason>> = {
  InvalidRequestException: 'failed',
  ResourceNotFoundException: 'missing',
  MetadataException: 'failed',
}

/** A call to Athena that did not succeed, as a gap. */
export function gapOfCall(error: unknown, where: string): Gap {
  const reason = error instanceof Error ? TELLING[error.name] : undefined
  if (reason === undefined) return gapOf(error, where)
  return { reason, where, detail: `Athena refused: ${shortened((error as Error).message)}`, count: 1 }
}

/**
 * Why a query that was started has no result. Athena's own words are all there is to tell a lack of rights from a table
 * that is not there; what they don't tell is `failed`, and they are always passed on.
 * https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
const WORDS: readonly (readonly [words: RegExp, reason: GapReason])[] = [
  [/scanned limit|bytes scanned/i, 'too-large'],
  [/access ?denied|not authorized|permission/i, 'denied'],
  [/(TABLE|SCHEMA|COLUMN|CATALOG)_NOT_FOUND|EntityNotFound|NoSuchBucket/, 'missing'],
  [/query timeout|EXCEEDED_TIME_LIMIT/i, 'timeout'],
]

export function gapOfStatus(status: QueryExecutionStatus, where: string): Gap {
  const cancelled = status.State === 'CANCELLED'
  const said = status.StateChangeReason || status.AthenaError?.ErrorMessage || 'no reason was given'
  const reason = WORDS.find(([words]) => words.test(said))?.[1] ?? (cancelled ? 'cancelled' : 'failed')
  const ended = cancelled ? 'Athena cancelled the query' : 'The query failed in Athena'
  const hint = reason === 'too-large' ? ' Ask for a shorter window, or raise the limit of the workgroup.' : ''
  return { reason, where, detail: `${ended}: ${shortened(said)}${hint}`, count: 1 }
}

/** Stopped by whoever asked, or because it took too long. */
export function gapOfAbort(signal: AbortSignal, where: string, rest: string): Gap {
  const timeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
  const how = timeout ? 'ran out of time' : 'was stopped'
  return { reason: timeout ? 'timeout' : 'cancelled', where, detail: `The search ${how}: ${rest}`, count: 1 }
}

function shortened(said: string): string {
  const plain = said.replace(/Encoded authorization failure message: \S+/g, '').trim()
  return plain.length > 400 ? `${plain.slice(0, 400)}…` : plain
}
