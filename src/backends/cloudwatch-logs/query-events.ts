import { AwsGap } from '../../aws/aws-gap.ts'
import { type Instant, instant, sayInstant } from '../../lib/instant.ts'
import type { Window } from '../../question/question.ts'
import type { Calls } from './calls.ts'
import type { Batch } from './message.ts'
import { MOST_ROWS, oneQuery, type QueryEnd } from './one-query.ts'
import { readTimestamp, readWhole } from './query-row.ts'

export type QueryEventsAsk = {
  readonly group: string
  readonly place: string
  readonly query: string
  readonly window: Window
  /** How many cut messages are fetched one by one; the rest is for `onCut`. */
  readonly mostRecords: number
  readonly dollarsPerTb: number
  /** Told of the messages that were cut and not fetched, where there are any. */
  readonly onCut: (cut: Cut) => void
}

/** Messages that are known by their times only; `why` they were not fetched, where it was not for their number. */
export type Cut = { readonly times: readonly (number | undefined)[]; readonly why: string | undefined }

/** Each scans, and costs, again. */
const MOST_QUERIES = 60

/**
 * Everything that matches. A query gives its newest rows; where there are more, what is older is asked for again, with the
 * oldest second once more, until nothing is left out: copies are told apart by their ids.
 */
export async function* queryEvents(calls: Calls, ask: QueryEventsAsk): AsyncGenerator<Batch> {
  const { from, to } = ask.window
  if (from >= to) return
  const fromSecond = Math.max(0, Math.floor(from / 1000))
  const whole = readWhole(calls, ask.mostRecords)
  let toSecond = Math.max(fromSecond, Math.ceil((to - 1) / 1000))
  for (let queries = 0; ; queries++) {
    if (queries === MOST_QUERIES) throw tooMany(instant(toSecond * 1000))
    const rows = oneQuery(calls, { group: ask.group, query: ask.query, fromSecond, toSecond })
    let [count, oldest] = [0, Infinity]
    let end: QueryEnd
    try {
      let next = await rows.next()
      for (; next.done !== true; next = await rows.next()) {
        count += next.value.length
        for (const row of next.value) oldest = Math.min(oldest, readTimestamp(row) ?? Infinity)
        yield { messages: await whole.read(next.value), progress: progressOf(oldest, from, to) }
      }
      end = next.value
    } finally {
      await rows.return({ matched: undefined, bytes: 0, failure: undefined })
    }
    const { matched, bytes, failure } = end
    if (bytes > 0) yield { messages: [], cost: { bytes, dollars: (bytes / 1e12) * ask.dollarsPerTb } }
    if (failure !== undefined) throw failure
    const capped = count > 0 && (count >= MOST_ROWS || count < (matched ?? 0))
    if (!capped) break
    const older = Number.isFinite(oldest) ? Math.ceil(oldest / 1000) : toSecond
    if (older >= toSecond) yield { messages: [], gaps: [crowded(ask.place, toSecond, count)] }
    toSecond = Math.min(older, toSecond - 1)
    if (toSecond < fromSecond) break
  }
  if (whole.left().length > 0) ask.onCut({ times: whole.left(), why: whole.failure() })
}

function progressOf(oldest: number, from: Instant, to: Instant): number | undefined {
  return Number.isFinite(oldest) ? Math.max(0, Math.min(1, (to - oldest) / (to - from))) : undefined
}

function crowded(place: string, second: number, rows: number) {
  const at = sayInstant(instant(second * 1000))
  const detail = `There was more at ${at} than the ${rows.toLocaleString('en-US')} events that Logs Insights gives.`
  return { reason: 'truncated', where: place, detail, count: 1 } as const
}

function tooMany(before: Instant): AwsGap {
  const detail = `There is more than ${MOST_QUERIES} queries can bring: nothing before ${sayInstant(before)} was looked at.`
  return new AwsGap('truncated', detail)
}
