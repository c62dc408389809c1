import { AwsGap } from '../../aws/aws-gap.ts'
import type { Aws } from '../../aws/aws.ts'
import type { Backend, Gap, Page, SeenName } from '../../find/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import { instant } from '../../lib/instant.ts'
import type { Log } from '../../lib/log.ts'
import type { Search } from '../../plan/plan.ts'
import type { Window } from '../../question/question.ts'
import { type Calls, makeCalls } from './calls.ts'
import { type Choice, chooseWay, type Way } from './choose-way.ts'
import { compile } from './compile.ts'
import { rangesOf } from './cut-ranges.ts'
import { awsGapOf, isNotForThisClass } from './errors.ts'
import { filterEvents } from './filter-events.ts'
import { findStreams } from './find-streams.ts'
import { groupOf, keptOf, type LogGroup, scopeOf } from './log-group.ts'
import type { Batch } from './message.ts'
import { makePace } from './pace.ts'
import { type Cut, queryEvents } from './query-events.ts'
import { makeReading } from './read.ts'
import { namesIn } from './seen-names.ts'

export type CloudWatchLogsOptions = {
  readonly aws: Aws
  readonly clock: Clock
  readonly log?: Log | undefined
  readonly groups: readonly LogGroup[]
  /** How long after an event it may have been delivered and is still looked for. By default two hours. */
  readonly lateMs?: number
  /** How many messages that Insights has cut are fetched one by one, where there is no other way. By default 500. */
  readonly mostRecords?: number
  /** One way for every search, instead of the one that suits it best. */
  readonly way?: Exclude<Way, 'none'> | undefined
}

const LATE_MS = 2 * 3_600_000
/** A call for each: about a minute. */
const MOST_RECORDS = 500
/** Where there is another way: FilterLogEvents cuts nothing. */
const FEW_RECORDS = 50
/** https://aws.amazon.com/cloudwatch/pricing/ */
const DOLLARS_PER_TB = 5
/** Enough to know who is there, without reading it all to suggest a name. */
const NAME_PAGES = 20

/**
 * Searches log groups that CloudTrail writes to, by FilterLogEvents or by Logs Insights. One backend for all groups: the
 * pace that AWS allows is shared by all questions under way.
 */
export function makeCloudWatchLogs(options: CloudWatchLogsOptions): Backend {
  const { aws, clock, groups } = options
  const pace = makePace(clock)

  async function open(search: Search, group: LogGroup, signal: AbortSignal): Promise<Calls> {
    const reach = { account: group.account, region: group.region, asker: search.asker }
    const client = await aws.logs(reach).catch((error: unknown) => {
      throw awsGapOf(error)
    })
    return makeCalls(client, group, { clock, pace, signal })
  }

  function choose(group: LogGroup, window: Window): Choice {
    const choice = chooseWay({ window, logClass: group.logClass, bytesPerDay: group.bytesPerDay })
    if (choice.way === 'none' || options.way === undefined) return choice
    return { way: options.way, why: 'As the settings say.' }
  }

  /** Events may be stamped with the time of their delivery: what came late is looked for beyond the window's end. */
  function askedWindow({ from, to }: Window): Window {
    const late = to + (options.lateMs ?? LATE_MS)
    return { from, to: instant(Math.max(from, Math.min(late, Math.max(to, clock.now())))) }
  }

  async function* ask(calls: Calls, group: LogGroup, search: Search, kept: Window, way: Way): AsyncGenerator<Batch> {
    const scope = scopeOf(group, search)
    const { patterns, query } = compile(search, scope)
    const window = askedWindow(kept)
    async function* filter(...parts: readonly Window[]): AsyncGenerator<Batch> {
      const streamPrefixes = await findStreams(calls, group, scope)
      for (const part of parts)
        yield* filterEvents(calls, { group: group.group, streamPrefixes, patterns, window: part })
    }
    let cut: Cut | undefined
    if (way === 'filter') {
      try {
        yield* filter(window)
        return
      } catch (error) {
        if (!isNotForThisClass(error)) throw error
        options.log?.info({ place: search.place }, 'the log group has no filter, so it is queried')
      }
    }
    const canFilter = way === 'query' && (group.logClass ?? 'STANDARD') === 'STANDARD'
    const mostRecords = canFilter ? FEW_RECORDS : (options.mostRecords ?? MOST_RECORDS)
    const onCut = (told: Cut) => {
      cut = told
    }
    const { place, dollarsPerTb = DOLLARS_PER_TB } = group
    yield* queryEvents(calls, { group: group.group, place, query, window, mostRecords, dollarsPerTb, onCut })
    if (cut === undefined) return
    if (!canFilter) yield { messages: cut.times.map(() => CUT), gaps: [cutShort(search, cut)] }
    else yield* filter(...rangesOf(cut.times, window))
  }

  async function* search(search: Search, signal: AbortSignal): AsyncGenerator<Page> {
    const group = groupOf(groups, search)
    const scope = scopeOf(group, search)
    const { window, gaps } = keptOf(group, search.window, clock.now())
    const reading = makeReading(search, scope)
    const { way, why } = choose(group, window)
    options.log?.info({ place: search.place, way, why }, 'asking CloudWatch Logs')
    const none = way === 'none' ? [{ reason: 'failed', where: search.place, detail: why, count: 1 } as const] : []
    const looked = way === 'none' ? [] : [`${scope.account ?? group.account}/${scope.region ?? group.region}`]
    yield { ...reading.page({ messages: [], gaps: [...gaps, ...none], progress: 0 }), looked: [] }
    if (way === 'none') return
    try {
      const calls = await open(search, group, signal)
      for await (const batch of ask(calls, group, search, window, way)) yield reading.page(batch)
      yield { ...reading.page({ messages: [], progress: 1 }), looked }
    } catch (error) {
      if (!(error instanceof AwsGap)) throw error
      yield reading.page({ messages: [], gaps: [gapOf(error, search)] })
    }
  }

  /** By FilterLogEvents alone: a query costs too much for a guess. */
  async function seenNames(search: Search, signal: AbortSignal): Promise<readonly SeenName[]> {
    const group = groupOf(groups, search)
    if (group.logClass !== undefined && group.logClass !== 'STANDARD') return []
    const { window } = keptOf(group, search.window, clock.now())
    const calls = await open(search, group, signal)
    const streamPrefixes = await findStreams(calls, group, scopeOf(group, search))
    return namesIn(filterEvents(calls, { group: group.group, streamPrefixes, patterns: [''], window }), NAME_PAGES)
  }

  return { name: 'cloudwatch-logs', search, seenNames }
}

function gapOf({ reason, message }: AwsGap, { place }: Search): Gap {
  return { reason, where: place, detail: message, count: 1 }
}

const CUT = { unreadable: 'cut by Logs Insights' } as const

function cutShort({ place }: Search, { times, why }: Cut): Gap {
  const cut = `Logs Insights gives only the beginning of a long event, and ${times.length} could not be fetched whole`
  const detail = why === undefined ? `${cut}, being too many.` : `${cut}. ${why}`
  return { reason: 'truncated', where: place, detail, count: times.length }
}
