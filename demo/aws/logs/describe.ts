import type { Fields } from '../history.ts'
import { flag, text, texts, whole } from '../input.ts'
import type { FakeLogGroup } from '../options.ts'
import { makeToken, readToken } from '../page-token.ts'
import { Refusal } from '../refusal.ts'
import type { Ask } from '../service.ts'
import { oneGroup } from './filter-log-events.ts'
import type { Groups } from './lines.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(groups: Groups, ask: Ask): Fields {
  const { input, account, region } = ask
  const [prefix, pattern] = [text(input, 'logGroupNamePrefix'), text(input, 'logGroupNamePattern')]
  if (prefix !== undefined && pattern !== undefined)
    throw new Refusal('InvalidParameterException', 'A prefix and a pattern cannot be given together.')
  const identifiers = texts(input, 'logGroupIdentifiers')
  const logClass = text(input, 'logGroupClass')
  const found = groups
    .of(account, region)
    .filter(({ name }) => name.startsWith(prefix ?? '') && name.toLowerCase().includes((pattern ?? '').toLowerCase()))
    .filter((group) => logClass === undefined || (group.class ?? 'STANDARD') === logClass)
    .filter((group) => identifiers?.some((id) => id === group.name || id === arnOf(group)) ?? true)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { page, nextToken } = cut(ask, found)
  return { logGroups: page.map((group) => sayGroup(groups, group)), ...(nextToken !== undefined && { nextToken }) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(groups: Groups, ask: Ask): Fields {
  const { input, account, region } = ask
  const group = groups.find(account, region, oneGroup(input))
  const prefix = text(input, 'logStreamNamePrefix')
  const byTime = text(input, 'orderBy') === 'LastEventTime'
  if (byTime && prefix !== undefined)
    throw new Refusal('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.')
  const streams = new Map<string, { first: number; last: number }>()
  for (const { stream, at } of groups.lines(group))
    streams.set(stream, { first: streams.get(stream)?.first ?? at, last: at })
  const found = [...streams].filter(([name]) => name.startsWith(prefix ?? ''))
  found.sort(([a, { last: lastA }], [b, { last: lastB }]) => (byTime ? lastA - lastB : a < b ? -1 : 1))
  if (flag(input, 'descending') === true) found.reverse()
  const { page, nextToken } = cut(ask, found)
  const logStreams = page.map(([name, { first, last }]) => ({
    logStreamName: name,
    arn: `${arnOf(group)}:log-stream:${name}`,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    storedBytes: 0,
  }))
  return { logStreams, ...(nextToken !== undefined && { nextToken }) }
}

export function arnOf({ account, region, name }: FakeLogGroup): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`
}

function sayGroup(groups: Groups, group: FakeLogGroup): Fields {
  const lines = groups.lines(group)
  const sample = lines.slice(0, 100)
  const bytes = sample.reduce((sum, { entry }) => sum + entry.text().length, 0)
  return {
    logGroupName: group.name,
    arn: `${arnOf(group)}:*`,
    logGroupArn: arnOf(group),
    logGroupClass: group.class ?? 'STANDARD',
    creationTime: group.createdAt ?? lines[0]?.at ?? 0,
    metricFilterCount: 0,
    storedBytes: sample.length === 0 ? 0 : Math.round((bytes / sample.length) * lines.length),
    ...(group.retentionDays !== undefined && { retentionInDays: group.retentionDays }),
  }
}

function cut<T>({ input, account, region }: Ask, found: readonly T[]): { page: readonly T[]; nextToken?: string } {
  const limit = whole(input, 'limit') ?? 50
  if (limit < 1 || limit > 50) throw new Refusal('InvalidParameterException', 'limit is 1 to 50.')
  const { nextToken, ...parameters } = input
  const bound = { account, region, parameters }
  const position = nextToken === undefined ? undefined : readToken(bound, text(input, 'nextToken') ?? '')
  if (nextToken !== undefined && position === undefined)
    throw new Refusal('InvalidParameterException', 'The specified nextToken is invalid.')
  const start = position?.order ?? 0
  const next = { page: (position?.page ?? 1) + 1, at: 0, order: start + limit }
  const isMore = found.length > start + limit
  return { page: found.slice(start, start + limit), ...(isMore && { nextToken: makeToken(bound, next) }) }
}
