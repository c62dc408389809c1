import { access, constants } from 'node:fs/promises'
import { GetWorkGroupCommand } from '@aws-sdk/client-athena'
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Aws } from '../aws/aws.ts'
import { AwsGap } from '../aws/aws-gap.ts'
import type { Probe } from './symptom.ts'

type Where = { readonly place: string; readonly account: string; readonly region: string }

const ASKER = 'doctor'

/** One event of event history: whether the role can be assumed, the Region is enabled, and LookupEvents allowed. */
export function probeHistory(aws: Aws, { place, account, region }: Where): Probe {
  return {
    backend: 'event-history',
    place,
    async try(signal) {
      const client = await aws.cloudTrail({ account, region, asker: ASKER })
      await client.send(new LookupEventsCommand({ MaxResults: 1 }), { abortSignal: signal })
      return undefined
    },
  }
}

/** The log group as CloudWatch Logs describes it. */
export function probeLogGroup(aws: Aws, { place, account, region, group }: Where & { readonly group: string }): Probe {
  return {
    backend: 'cloudwatch-logs',
    place,
    async try(signal) {
      const name = group.startsWith('arn:') ? (group.split(':')[6] ?? '') : group
      const client = await aws.logs({ account, region, asker: ASKER })
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, includeLinkedAccounts: name !== group })
      const { logGroups = [] } = await client.send(command, { abortSignal: signal })
      if (logGroups.some(({ logGroupName }) => logGroupName === name)) return undefined
      throw new AwsGap('missing', `There is no log group ${name} in account ${account} and ${region}.`)
    },
  }
}

/** The workgroup: whether it is there and enabled, and has the limit without which nothing is asked. */
export function probeWorkgroup(
  aws: Aws,
  { place, account, region, workgroup }: Where & { readonly workgroup: string },
): Probe {
  return {
    backend: 'athena',
    place,
    async try(signal) {
      const client = await aws.athena({ account, region, asker: ASKER })
      const { WorkGroup: found } = await client.send(new GetWorkGroupCommand({ WorkGroup: workgroup }), {
        abortSignal: signal,
      })
      if (found?.State === 'DISABLED') return `The workgroup ${workgroup} is disabled.`
      return found?.Configuration?.BytesScannedCutoffPerQuery === undefined
        ? `The workgroup ${workgroup} has no limit on what a query may read: set BytesScannedCutoffPerQuery.`
        : undefined
    },
  }
}

/** Whether the folder is there and may be read. */
export function probeFolder(place: string, path: string): Probe {
  return {
    backend: 'log-files',
    place,
    async try() {
      const problem = await access(path, constants.R_OK).then(
        () => undefined,
        (error: unknown) => error,
      )
      return problem === undefined ? undefined : 'The folder is not there, or may not be read.'
    },
  }
}
