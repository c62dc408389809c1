import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import nock from 'nock'
import type { Aws } from '../../../src/aws/aws.ts'
import { type LogGroup, LOG_CLASSES } from '../../../src/backends/cloudwatch-logs/log-group.ts'
import type { Fields } from '../../../src/event/event.ts'
import type { Page } from '../../../src/find/backend.ts'
import { type Instant, instant } from '../../../src/lib/instant.ts'
import type { Search } from '../../../src/plan/plan.ts'
import { record } from '../../made/records.ts'
import { matchPattern, matchQuery } from './match-pattern.ts'

export const NOW = Date.parse('2026-11-23T12:00:00Z')
export const ACCOUNT = '111122223333'
export const [, INFREQUENT, DELIVERY] = LOG_CLASSES

type Stored = { readonly at: number; readonly text: string; readonly stream: string }
type Input = { readonly [key: string]: string | number | boolean | undefined }
type Answer = { readonly status?: number; readonly body: object }
type Fault = {
  readonly operation: string
  readonly name: string
  readonly message?: string
  left: number
  after: number
}

export type Told = { readonly operation: string; readonly input: Input; readonly at: number }

/** A log group on nock: real clients, AWS's paging, and whatever a test wants to go wrong. */
export function fakeLogs(settings: {
  pageSize?: number
  mostRows?: number
  statuses?: readonly string[]
  cutAt?: number
  matched?: number
}) {
  const stored: Stored[] = []
  const told: Told[] = []
  const faults: Fault[] = []
  const queries = new Map<string, { rows: readonly Stored[]; matched: number; polls: number }>()
  let time = NOW
  const slept: number[] = []
  const clock = {
    now: (): Instant => instant(time),
    async sleep(ms: number) {
      slept.push(ms)
      time += ms
    },
  }

  function between(from: number, to: number): readonly Stored[] {
    return stored.filter(({ at }) => at >= from && at <= to).sort((a, b) => b.at - a.at)
  }

  const operations: { readonly [operation: string]: (input: Input) => Answer } = {
    FilterLogEvents(input) {
      const prefix = String(input.logStreamNamePrefix ?? '')
      const pattern = String(input.filterPattern ?? '')
      const found = between(Number(input.startTime), Number(input.endTime)).filter(
        ({ stream, text }) => stream.startsWith(prefix) && matchPattern(pattern, text),
      )
      if (input.startFromHead !== false) found.reverse()
      const size = settings.pageSize ?? 10_000
      const start = Number(input.nextToken ?? 0)
      const events = found.slice(start, start + size).map(({ at, text, stream }) => ({
        timestamp: at,
        message: text,
        logStreamName: stream,
      }))
      // As AWS does: a page that was full comes with a token, also where nothing is left.
      return { body: events.length === size ? { events, nextToken: String(start + size) } : { events } }
    },
    DescribeLogStreams(input) {
      const names = [...new Set(stored.map(({ stream }) => stream))]
      const logStreams = names.filter((name) => name.startsWith(String(input.logStreamNamePrefix)))
      return { body: { logStreams: logStreams.map((logStreamName) => ({ logStreamName })) } }
    },
    StartQuery(input) {
      const found = between(Number(input.startTime) * 1000, Number(input.endTime) * 1000 + 999).filter(({ text }) =>
        matchQuery(String(input.queryString), text),
      )
      const queryId = `query-${queries.size + 1}`
      queries.set(queryId, { rows: found.slice(0, settings.mostRows ?? 100_000), matched: found.length, polls: 0 })
      return { body: { queryId } }
    },
    GetQueryResults(input) {
      const query = queries.get(String(input.queryId))
      if (query === undefined) return refusal('ResourceNotFoundException')
      const statuses = settings.statuses ?? ['Running', 'Complete']
      const status = statuses[Math.min(query.polls++, statuses.length - 1)]
      const size = settings.pageSize ?? 10_000
      const start = Number(input.nextToken ?? 0)
      const page = status === 'Scheduled' ? [] : query.rows.slice(start, start + size)
      const results = page.map((row) => [
        { field: '@timestamp', value: new Date(row.at).toISOString().replace('T', ' ').slice(0, -1) },
        { field: '@ptr', value: `ptr-${stored.indexOf(row)}` },
        { field: '@message', value: row.text.slice(0, settings.cutAt ?? row.text.length) },
      ])
      const more = start + size < query.rows.length ? { nextToken: String(start + size) } : {}
      return {
        body: {
          status,
          results,
          statistics: { recordsMatched: settings.matched ?? query.matched, bytesScanned: 2e9 },
          ...more,
        },
      }
    },
    GetLogRecord: (input) => ({
      body: { logRecord: { '@message': stored[Number(String(input.logRecordPointer).slice(4))]?.text } },
    }),
    StopQuery: () => ({ body: { success: true } }),
  }

  nock(/^https:\/\/logs\.[a-z0-9-]+\.amazonaws\.com(:443)?$/)
    .persist()
    .post('/')
    .reply(async (request: Request) => {
      const operation = String(request.headers.get('x-amz-target')).replace('Logs_20140328.', '')
      const input = (await request.json()) as Input
      told.push({ operation, input, at: time })
      const fault = faults.find((one) => one.operation === operation && one.left > 0 && one.after-- <= 0)
      if (fault !== undefined) fault.left--
      const { status = 200, body } =
        fault === undefined
          ? (operations[operation]?.(input) ?? refusal('UnknownOperationException'))
          : refusal(fault.name, fault.message)
      return [status, body, { 'content-type': 'application/x-amz-json-1.1' }]
    })

  const clients: CloudWatchLogsClient[] = []
  const aws: Aws = {
    async logs({ region }) {
      const credentials = { accessKeyId: 'ASIAFAKEFAKEFAKEFAKE', secretAccessKey: 'fake' }
      const client = new CloudWatchLogsClient({ region, credentials, maxAttempts: 1 })
      clients.push(client)
      return client
    },
    cloudTrail: () => Promise.reject(new Error('not asked here')),
    athena: () => Promise.reject(new Error('not asked here')),
    close() {
      for (const client of clients) client.destroy()
    },
  }

  return {
    aws,
    clock,
    told,
    slept,
    of: (operation: string) => told.filter((one) => one.operation === operation).map(({ input }) => input),
    put(at: string | number, more: Fields = {}, stream = `${ACCOUNT}_CloudTrail_us-east-1`) {
      const ms = typeof at === 'number' ? at : Date.parse(at)
      const eventTime = new Date(ms).toISOString()
      const text = JSON.stringify(record({ eventID: `event-${stored.length}`, eventTime, ...more }))
      stored.push({ at: ms, text, stream })
    },
    putText: (at: string, text: string) => void stored.push({ at: Date.parse(at), text, stream: 'other' }),
    fail(operation: string, name: string, { times = Infinity, after = 0, message = '' } = {}) {
      faults.push({ operation, name, left: times, after, message })
    },
  }
}

function refusal(name: string, message = ''): Answer {
  return {
    status: name === 'ServiceUnavailableException' ? 503 : 400,
    body: { __type: `com.amazonaws.logs#${name}`, message },
  }
}

export const GROUP: LogGroup = {
  place: 'CloudWatch Logs of prod',
  account: ACCOUNT,
  region: 'us-east-1',
  group: 'trail/prod',
  organizationTrail: false,
}

export function searchOf(more: Partial<Search> = {}): Search {
  return {
    backend: 'cloudwatch-logs',
    place: GROUP.place,
    account: ACCOUNT,
    region: undefined,
    window: { from: instant(NOW - 86_400_000), to: instant(NOW) },
    push: undefined,
    keep: [],
    asker: 'U00FAKE',
    ...more,
  }
}

/** All pages as one. */
export async function all(pages: AsyncIterable<Page>) {
  const found = {
    ids: [] as string[],
    gaps: [] as Page['gaps'][number][],
    records: 0,
    events: 0,
    unreadable: 0,
    duplicates: 0,
    dollars: 0,
  }
  const looked = new Set<string>()
  for await (const page of pages) {
    found.ids.push(...page.events.map(({ id }) => id))
    found.gaps.push(...page.gaps)
    found.records += page.ledger.records
    found.events += page.ledger.events
    found.unreadable += page.ledger.unreadable
    found.duplicates += page.ledger.duplicates
    found.dollars += page.cost?.dollars ?? 0
    for (const place of page.looked ?? []) looked.add(place)
  }
  return { ...found, ids: found.ids.sort(), looked: [...looked].sort() }
}
