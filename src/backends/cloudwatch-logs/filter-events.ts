import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs'
import { AwsGap } from '../../aws/aws-gap.ts'
import type { Window } from '../../question/question.ts'
import type { Calls } from './calls.ts'
import { identifierOf } from './log-group.ts'
import { type Batch, readMessage } from './message.ts'

export type FilterAsk = {
  readonly group: string
  /** undefined: all streams. */
  readonly streamPrefixes: readonly string[] | undefined
  readonly patterns: readonly string[]
  readonly window: Window
}

/** AWS gives the newest first only where everything asked for is younger. */
const NEWEST_FIRST_SINCE = Date.parse('2024-01-01T00:00:00Z')

/**
 * Everything that matches, page by page, until there is no token: pages may be empty, or hold less than fits, and more
 * comes all the same. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function* filterEvents(calls: Calls, ask: FilterAsk): AsyncGenerator<Batch> {
  const { from, to } = ask.window
  if (from >= to) return
  const inputs = inputsOf(ask)
  for (const [done, input] of inputs.entries()) {
    let token: string | undefined
    let reached = 0
    do {
      const page = await calls.filter(token === undefined ? input : { ...input, nextToken: token })
      const events = page.events ?? []
      const last = events.at(-1)?.timestamp
      if (last !== undefined) {
        const part = (last - from) / (to - from)
        reached = Math.max(reached, Math.min(1, input.startFromHead === false ? 1 - part : part))
      }
      const messages = events.map(({ message }) => readMessage(message))
      yield { messages, progress: (done + reached) / inputs.length }
      if (page.nextToken !== undefined && page.nextToken === token && events.length === 0) throw goesNowhere()
      token = page.nextToken
    } while (token !== undefined)
  }
}

/** One for each pattern and each beginning of the streams' names. The end of a window is not in it, but AWS's endTime is. */
function inputsOf(ask: FilterAsk): readonly FilterLogEventsCommandInput[] {
  const { from, to } = ask.window
  return ask.patterns.flatMap((pattern) =>
    (ask.streamPrefixes ?? ['']).map((streamPrefix) => ({
      ...identifierOf(ask.group),
      ...(streamPrefix === '' ? {} : { logStreamNamePrefix: streamPrefix }),
      ...(pattern === '' ? {} : { filterPattern: pattern }),
      ...(from >= NEWEST_FIRST_SINCE ? { startFromHead: false } : {}),
      startTime: Math.max(0, from),
      endTime: Math.max(0, to - 1),
    })),
  )
}

function goesNowhere(): AwsGap {
  return new AwsGap('failed', 'CloudWatch Logs gave the same token for the next page again and again.')
}
