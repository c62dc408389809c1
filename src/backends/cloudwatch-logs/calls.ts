import {
  type CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  type DescribeLogStreamsCommandInput,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilterLogEventsCommandOutput,
  GetLogRecordCommand,
  type GetLogRecordCommandOutput,
  GetQueryResultsCommand,
  type GetQueryResultsCommandInput,
  type GetQueryResultsCommandOutput,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { AwsGap } from '../../aws/aws-gap.ts'
import { isThrottle, isTransient } from '../../aws/errors.ts'
import type { Clock } from '../../lib/clock.ts'
import { awsGapOf, isFull } from './errors.ts'
import type { LogGroup } from './log-group.ts'
import type { Pace } from './pace.ts'
import { endedEarly, sleepUnless } from './sleep-unless.ts'

/** The calls of one search, paced, and made again where AWS asks for that. They reject with an AwsGap only. */
export type Calls = {
  filter(input: FilterLogEventsCommandInput): Promise<FilterLogEventsCommandOutput>
  hasStreams(input: DescribeLogStreamsCommandInput): Promise<boolean>
  start(input: StartQueryCommandInput): Promise<string>
  results(input: GetQueryResultsCommandInput): Promise<GetQueryResultsCommandOutput>
  record(pointer: string): Promise<GetLogRecordCommandOutput>
  /** Also after the search was stopped; a query that has ended already is none to worry about. */
  stop(queryId: string): Promise<void>
  now(): number
  sleep(ms: number): Promise<void>
}

/**
 * Calls a second for an account in a Region: quotas that can't be raised.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const FILTER_PER_SECOND = new Map([
  ['us-east-1', 25],
  ...['ap-northeast-3', 'ap-southeast-3', 'ca-west-1', 'eu-central-1', 'il-central-1'].map((at) => [at, 5] as const),
])
const PER_SECOND = {
  FilterLogEvents: 10,
  StartQuery: 10,
  GetQueryResults: 10,
  GetLogRecord: 10,
  DescribeLogStreams: 25,
} as const
/** Others in the account make these calls too. */
const OUR_PART = 0.8

const THROTTLE_WAITS = [1, 2, 4, 8, 16].map((seconds) => seconds * 1000)
const TRANSIENT_WAITS = [1, 2, 4].map((seconds) => seconds * 1000)
/** A place among the queries that may run at once comes free within minutes. */
const FULL_WAITS = [2, 5, 10, 15, 30, 30, 30, 60, 60, 60].map((seconds) => seconds * 1000)

export function makeCalls(
  client: CloudWatchLogsClient,
  { account, region }: LogGroup,
  { clock, pace, signal }: { clock: Clock; pace: Pace; signal: AbortSignal },
): Calls {
  async function again<T>(action: keyof typeof PER_SECOND, make: () => Promise<T>): Promise<T> {
    const quota = action === 'FilterLogEvents' ? FILTER_PER_SECOND.get(region) : undefined
    const waits = { throttled: [...THROTTLE_WAITS], full: [...FULL_WAITS], transient: [...TRANSIENT_WAITS] }
    for (;;) {
      await pace(`${account}/${region}/${action}`, (quota ?? PER_SECOND[action]) * OUR_PART, signal)
      if (signal.aborted) throw endedEarly(signal)
      try {
        return await make()
      } catch (error) {
        if (signal.aborted) throw endedEarly(signal)
        const kind = isThrottle(error)
          ? 'throttled'
          : isFull(error)
            ? 'full'
            : isTransient(error)
              ? 'transient'
              : undefined
        const wait = kind === undefined ? undefined : waits[kind].shift()
        if (wait === undefined) throw awsGapOf(error)
        await sleepUnless(clock, wait, signal)
      }
    }
  }

  const options = { abortSignal: signal }
  return {
    filter: (input) => again('FilterLogEvents', () => client.send(new FilterLogEventsCommand(input), options)),
    async hasStreams(input) {
      const found = await again('DescribeLogStreams', () =>
        client.send(new DescribeLogStreamsCommand({ ...input, limit: 1 }), options),
      )
      return (found.logStreams ?? []).length > 0
    },
    async start(input) {
      // Not ended by the signal: a query that was started has an id, by which it is stopped.
      const { queryId } = await again('StartQuery', () => client.send(new StartQueryCommand(input)))
      if (queryId === undefined) throw new AwsGap('failed', 'Logs Insights took a query and gave it no id.')
      return queryId
    },
    results: (input) => again('GetQueryResults', () => client.send(new GetQueryResultsCommand(input), options)),
    record: (logRecordPointer) =>
      again('GetLogRecord', () => client.send(new GetLogRecordCommand({ logRecordPointer }), options)),
    async stop(queryId) {
      await client.send(new StopQueryCommand({ queryId })).catch(() => undefined)
    },
    now: () => clock.now(),
    sleep: (ms) => sleepUnless(clock, ms, signal),
  }
}
