import { AwsGap } from '../../aws/aws-gap.ts'
import type { Calls } from './calls.ts'
import { identifierOf, type LogGroup, type Scope, streamPrefixesOf } from './log-group.ts'

/**
 * The beginnings of stream names that hold an account's events. undefined: all streams have to be read, since they are
 * called otherwise here, or may not be listed. A name that is only believed in would find nothing, and say nothing.
 */
export async function findStreams(calls: Calls, group: LogGroup, scope: Scope): Promise<readonly string[] | undefined> {
  const found: string[] = []
  for (const logStreamNamePrefix of streamPrefixesOf(group, scope) ?? []) {
    try {
      if (await calls.hasStreams({ ...identifierOf(group.group), logStreamNamePrefix })) found.push(logStreamNamePrefix)
    } catch (error) {
      if (error instanceof AwsGap && error.reason === 'denied') return undefined
      throw error
    }
  }
  return found.length === 0 ? undefined : found
}
