import type { Instant } from '../../../../src/lib/instant.ts'
import type { Fields } from '../../history.ts'
import { text, texts, whole } from '../../input.ts'
import type { FakeLogGroup } from '../../options.ts'
import { makeToken, readToken } from '../../page-token.ts'
import { mostOf, ordered, repeatedOf } from '../../paging.ts'
import { Refusal } from '../../refusal.ts'
import type { Ask, Ground } from '../../service.ts'
import type { Groups } from '../lines.ts'
import { type Command, readQuery } from './read-query.ts'
import { discover, rowOf } from './row.ts'
import { runQuery } from './run-query.ts'
import { malformed } from './tokens.ts'

type Query = {
  readonly account: string
  readonly region: string
  readonly began: Instant
  readonly groups: readonly FakeLogGroup[]
  readonly commands: readonly Command[]
  readonly from: number
  readonly to: number
  readonly most: number
  cancelled: boolean
  answer?: Answer
}

type Answer = { readonly results: readonly Fields[][]; readonly statistics: Fields }

const DAY = 86_400_000
const AT_ONCE = 100

export type Queries = {
  start(ask: Ask): Fields
  results(ask: Ask): Fields
  stop(ask: Ask): Fields
  record(ask: Ask): Fields
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export function makeQueries({ options, clock, random, pages, problem }: Ground, groups: Groups): Queries {
  const queries = new Map<string, Query>()
  const times = options.queryTimes ?? { queuedMs: 100, runningMs: 400 }
  const cut = options.messageCut ?? 1_000

  function statusOf(query: Query): 'Scheduled' | 'Running' | 'Complete' | 'Cancelled' {
    if (query.cancelled) return 'Cancelled'
    const age = clock.now() - query.began
    if (age < times.queuedMs) return 'Scheduled'
    return age < times.queuedMs + times.runningMs ? 'Running' : 'Complete'
  }

  function find({ input, account, region }: Ask): Query {
    const query = queries.get(text(input, 'queryId') ?? '')
    if (query === undefined || query.account !== account || query.region !== region)
      throw new Refusal('ResourceNotFoundException', 'The specified query does not exist.')
    return query
  }

  function start(ask: Ask): Fields {
    const { input, account, region } = ask
    const running = [...queries.values()].filter(
      (query) => query.account === account && query.region === region && /^[SR]/.test(statusOf(query)),
    )
    const asked = readAsked(ask, groups)
    if (running.length >= AT_ONCE)
      throw new Refusal('LimitExceededException', 'Account maximum query concurrency limit of 100 reached.')
    const queryText = text(input, 'queryString') ?? ''
    let commands: readonly Command[]
    try {
      commands = readQuery(queryText)
      // A query that cannot be run at all is refused now, not later.
      runQuery(commands, [], 1)
    } catch (error) {
      problem({ kind: 'query', detail: `${String(error)} in ${queryText}` })
      throw error
    }
    checkAge(asked, clock.now())
    const queryId = random.uuid()
    queries.set(queryId, { account, region, began: clock.now(), commands, cancelled: false, ...asked })
    return { queryId }
  }

  function answer(query: Query): Answer {
    const seen = query.groups.flatMap((group) => {
      const lines = groups.lines(group).filter(({ at }) => at >= query.from && at <= query.to)
      return lines.map((line) => rowOf(group, line))
    })
    if (query.groups.length > 1) seen.sort((a, b) => (a.line?.at ?? 0) - (b.line?.at ?? 0))
    const { columns, rows, matched } = runQuery(query.commands, seen, query.most)
    const results = rows.map((row) => {
      const wanted = row.line === undefined || columns.includes('@ptr') ? columns : [...columns, '@ptr']
      return wanted.flatMap((field) => {
        const value = row.get(field)
        if (value === undefined) return []
        return [{ field, value: field === '@message' ? String(value).slice(0, cut) : String(value) }]
      })
    })
    const bytes = seen.reduce((sum, { line }) => sum + (line?.entry.text().length ?? 0), 0)
    const statistics = {
      recordsMatched: matched,
      recordsScanned: seen.length,
      bytesScanned: bytes,
      logGroupsScanned: query.groups.length,
      estimatedRecordsSkipped: 0,
      estimatedBytesSkipped: 0,
    }
    return { results, statistics }
  }

  function results(ask: Ask): Fields {
    const query = find(ask)
    const status = statusOf(query)
    const most = whole(ask.input, 'maxItems') ?? 10_000
    if (most < 1 || most > 10_000) throw new Refusal('InvalidParameterException', 'maxItems is 1 to 10000.')
    if (status !== 'Complete') return { status, results: [], statistics: {}, queryLanguage: 'CWLI' }
    query.answer ??= answer(query)
    const bound = { queryId: ask.input['queryId'] }
    const token = text(ask.input, 'nextToken')
    const position = token === undefined ? { page: 1, order: 0 } : readToken(bound, token)
    if (position === undefined) throw new Refusal('InvalidParameterException', 'The nextToken is invalid.')
    const end = position.order + mostOf(pages.current, most)
    const isMore = end < query.answer.results.length
    const page = query.answer.results.slice(position.order, end)
    const order = end - repeatedOf(pages.current, page.length)
    return {
      status,
      queryLanguage: 'CWLI',
      statistics: query.answer.statistics,
      results: ordered(pages.current, page, (row) => JSON.stringify(row)),
      ...(isMore && { nextToken: makeToken(bound, { page: position.page + 1, at: 0, order }) }),
    }
  }

  return {
    start,
    results,
    stop(ask) {
      const query = find(ask)
      if (!/^[SR]/.test(statusOf(query)))
        throw new Refusal('InvalidParameterException', 'The specified query is not running.')
      query.cancelled = true
      return { success: true }
    },
    record({ input, account }) {
      const [whose, region, name, order] = readPointer(text(input, 'logRecordPointer') ?? '')
      const group = whose === account ? groups.find(whose, region, name) : undefined
      const line = group && groups.lines(group).find((each) => each.order === order)
      if (group === undefined || line === undefined)
        throw new Refusal('ResourceNotFoundException', 'The specified log record does not exist.')
      const fields = [...discover(line.entry.fields)].map(([field, value]) => [field, String(value)] as const)
      return {
        logRecord: {
          ...Object.fromEntries(fields),
          '@message': line.entry.text(),
          '@logStream': line.stream,
          '@log': `${group.account}:${group.name}`,
          '@timestamp': String(line.at),
          '@ingestionTime': String(line.at),
        },
      }
    },
  }
}

/** Times are in whole seconds, and both ends belong to the window. */
function readAsked({ input, account, region }: Ask, groups: Groups) {
  const ways = ['logGroupName', 'logGroupNames', 'logGroupIdentifiers'].filter((name) => input[name] !== undefined)
  if (ways.length !== 1) throw new Refusal('InvalidParameterException', 'Name log groups in exactly one way.')
  const single = text(input, 'logGroupName')
  const names = single === undefined ? (texts(input, ways[0] ?? '') ?? []) : [single]
  if (names.length < 1 || names.length > 50) throw new Refusal('InvalidParameterException', '1 to 50 log groups.')
  const language = text(input, 'queryLanguage') ?? 'CWLI'
  if (language !== 'CWLI') throw new Refusal('InvalidParameterException', `${language} is not understood here.`)
  if ((text(input, 'queryString') ?? '').length > 10_000)
    throw new Refusal('InvalidParameterException', 'A query has 10000 characters at most.')
  const [start, end] = [whole(input, 'startTime'), whole(input, 'endTime')]
  if (start === undefined || end === undefined || start < 0 || start > end)
    throw new Refusal('InvalidParameterException', 'startTime and endTime are needed, in this order.')
  const most = whole(input, 'limit') ?? 10_000
  if (most < 1 || most > 100_000) throw new Refusal('InvalidParameterException', 'limit is 1 to 100000.')
  const found = names.map((name) => groups.find(account, region, name))
  if (found.some((group) => group.class === 'DELIVERY'))
    throw new Refusal('InvalidOperationException', 'Log groups of class DELIVERY cannot be queried.')
  return { groups: found, from: start * 1000, to: end * 1000 + 999, most }
}

/** Also what happens to who sends milliseconds. */
function checkAge({ groups, from, to }: Pick<Query, 'groups' | 'from' | 'to'>, now: number): void {
  for (const { createdAt = 0, retentionDays = 36_500 } of groups) {
    if (from > now + 36_500 * DAY) throw malformed('The start time is milliseconds, not seconds.')
    if (to < Math.max(createdAt, now - retentionDays * DAY)) {
      const what = "Query's end date and time is either before the log groups creation time or exceeds"
      throw malformed(`${what} the log groups log retention settings`)
    }
  }
}

function readPointer(pointer: string): readonly [account: string, region: string, name: string, order: number] {
  try {
    return JSON.parse(Buffer.from(pointer, 'base64').toString()) as [string, string, string, number]
  } catch {
    throw new Refusal('InvalidParameterException', 'The log record pointer is invalid.')
  }
}
