import type { ResultField } from '@aws-sdk/client-cloudwatch-logs'
import { AwsGap } from '../../aws/aws-gap.ts'
import type { Calls } from './calls.ts'
import { type Message, readMessage } from './message.ts'

/** `2026-11-23 10:00:00.000`, in UTC. */
export function readTimestamp(row: readonly ResultField[]): number | undefined {
  const said = valueOf(row, '@timestamp')
  if (said === undefined || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?$/.test(said)) return undefined
  const ms = Date.parse(`${said.replace(' ', 'T')}Z`)
  return Number.isNaN(ms) ? undefined : ms
}

/**
 * Rows as messages. A message that Insights has cut is no JSON any more: the whole of it is fetched by its pointer, up to
 * `most` times, as each is a call of its own.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html
 */
export function readWhole(calls: Calls, most: number) {
  let fetched = 0
  const left: (number | undefined)[] = []
  let failure: string | undefined

  /** A role that may query may lack this: the rows that are whole are kept all the same. */
  async function fetchWhole(pointer: string): Promise<Message | undefined> {
    try {
      const { logRecord } = await calls.record(pointer)
      return readMessage(logRecord?.['@message'])
    } catch (error) {
      if (!(error instanceof AwsGap) || error.reason === 'cancelled' || error.reason === 'timeout') throw error
      failure = error.message
      return undefined
    }
  }

  return {
    async read(rows: readonly (readonly ResultField[])[]): Promise<readonly Message[]> {
      const messages: Message[] = []
      for (const row of rows) {
        const text = valueOf(row, '@message')
        const message = readMessage(text)
        const pointer = valueOf(row, '@ptr')
        if (!isCut(message, text) || pointer === undefined) messages.push(message)
        else {
          const whole = failure === undefined && fetched++ < most ? await fetchWhole(pointer) : undefined
          // Not counted as unreadable: whoever is told of those left reads them another way, or says that they are missing.
          if (whole === undefined) left.push(readTimestamp(row))
          else messages.push(whole)
        }
      }
      return messages
    },
    /** The times of those that were cut and not fetched. */
    left: (): readonly (number | undefined)[] => left,
    /** Why, where it was not for their number. */
    failure: () => failure,
  }
}

function isCut(message: Message, text: string | undefined): boolean {
  return 'unreadable' in message && text?.trimStart().startsWith('{') === true
}

function valueOf(row: readonly ResultField[], field: string): string | undefined {
  return row.find((one) => one.field === field)?.value
}
