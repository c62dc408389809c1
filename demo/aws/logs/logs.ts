import { word } from '../history.ts'
import type { Wanted } from '../policy.ts'
import type { Ask, Ground, Service } from '../service.ts'
import { describeLogGroups, describeLogStreams } from './describe.ts'
import { filterLogEvents } from './filter-log-events.ts'
import { makeQueries } from './insights/queries.ts'
import { makeGroups } from './lines.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const SLOW_REGIONS = new Set(['ap-northeast-3', 'ap-southeast-3', 'ca-west-1', 'eu-central-1', 'il-central-1'])

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export function makeLogs(ground: Ground): Service {
  const groups = makeGroups(ground)
  const queries = makeQueries(ground, groups)
  return {
    name: 'logs',
    target: 'Logs_20140328',
    protocol: 'json',
    throttled: 'ThrottlingException',
    operations: {
      FilterLogEvents: {
        aSecond: (region) => (region === 'us-east-1' ? 25 : SLOW_REGIONS.has(region) ? 5 : 10),
        wants: (ask) => onGroups('logs:FilterLogEvents', ask),
        run: (ask) => filterLogEvents(ground, groups, ask),
      },
      DescribeLogGroups: {
        aSecond: 10,
        wants: (ask) => onGroups('logs:DescribeLogGroups', { ...ask, input: {} }),
        run: (ask) => describeLogGroups(groups, ask),
      },
      DescribeLogStreams: {
        aSecond: 25,
        wants: (ask) => onGroups('logs:DescribeLogStreams', ask),
        run: (ask) => describeLogStreams(groups, ask),
      },
      StartQuery: {
        aSecond: 10,
        wants: (ask) => onGroups('logs:StartQuery', ask),
        run: (ask) => queries.start(ask),
      },
      GetQueryResults: {
        aSecond: 10,
        wants: (ask) => onGroups('logs:GetQueryResults', { ...ask, input: {} }),
        run: (ask) => queries.results(ask),
      },
      StopQuery: {
        wants: (ask) => onGroups('logs:StopQuery', { ...ask, input: {} }),
        run: (ask) => queries.stop(ask),
      },
      GetLogRecord: {
        aSecond: 10,
        wants: (ask) => onGroups('logs:GetLogRecord', { ...ask, input: {} }),
        run: (ask) => queries.record(ask),
      },
    },
  }
}

/** What AWS looks for in the policies: `…:log-group:NAME:log-stream:`, without a name where no group is meant. */
function onGroups(action: string, { input, account, region }: Ask): readonly Wanted[] {
  const one = word(input['logGroupName']) || word(input['logGroupIdentifier'])
  const lists = [input['logGroupNames'], input['logGroupIdentifiers']]
  const names = [one, ...lists.flatMap((list) => (Array.isArray(list) ? list.map(word) : []))].filter(Boolean)
  return (names.length === 0 ? [''] : names).map((name) => {
    const group = name.startsWith('arn:')
      ? name.replace(/:\*$/, '')
      : `arn:aws:logs:${region}:${account}:log-group:${name}`
    return { action, resource: `${group}:log-stream:`, region }
  })
}
