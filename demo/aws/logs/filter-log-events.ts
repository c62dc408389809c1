import type { Fields } from '../history.ts'
import { flag, text, texts, whole } from '../input.ts'
import { makeToken, readToken } from '../page-token.ts'
import { mostOf, ordered, repeatedOf } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground } from '../service.ts'
import type { Groups, Line } from './lines.ts'
import { makeTest } from './pattern/make-test.ts'

const MEGABYTE = 1024 * 1024
const FIRST_NEWEST_FIRST = Date.UTC(2024, 0, 1)

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(ground: Ground, groups: Groups, { input, account, region }: Ask): Fields {
  const name = oneGroup(input)
  const asked = readAsked(input)
  const group = groups.find(account, region, name)
  if ((group.class ?? 'STANDARD') !== 'STANDARD') {
    const what = `The log group ${group.name} is of log-group-class ${group.class ?? ''}.`
    throw new Refusal('InvalidOperationException', `${what} FilterLogEvents is not supported for this log class.`)
  }
  const { nextToken, ...parameters } = input
  const bound = { account, region, parameters }
  const token = text({ nextToken }, 'nextToken')
  const position = token === undefined ? undefined : readToken(bound, token)
  if (token !== undefined && position === undefined)
    throw new Refusal('InvalidParameterException', 'The specified nextToken is invalid.')
  const all = groups.lines(group)
  const paging = ground.pages.current
  const limit = mostOf(paging, asked.limit)
  const found: Line[] = []
  let bytes = 0
  let scanned = 0
  let last: Line | undefined
  let isDone = true
  for (let i = 0; i < all.length; i++) {
    const line = all[asked.oldestFirst ? i : all.length - 1 - i]
    if (line === undefined || line.at < asked.from || line.at > asked.to) continue
    if (position !== undefined && !isBeyond(line, position, asked.oldestFirst)) continue
    const size = line.entry.text().length + 26
    if (found.length >= limit || bytes + size > MEGABYTE || scanned >= (ground.options.scannedPerPage ?? 5_000)) {
      isDone = false
      break
    }
    last = line
    if (!asked.isStream(line.stream)) continue
    scanned++
    if (!asked.fits(line.entry.text())) continue
    found.push(line)
    bytes += size
  }
  // As captured: also what is complete comes with a token, and then there is an empty page.
  const again = isDone ? 0 : repeatedOf(paging, found.length)
  const reached = again === 0 ? last : found.at(-1 - again)
  const next = isDone && found.length === 0 ? undefined : (reached ?? position)
  const page = (position?.page ?? 1) + 1
  return {
    events: ordered(paging, found, ({ entry }) => entry.id).map(sayLine),
    searchedLogStreams: [],
    ...(next && { nextToken: makeToken(bound, { page, at: next.at, order: next.order }) }),
  }
}

/** The one group that is meant. Both ways to name it, or none, are refused. */
export function oneGroup(input: Fields): string {
  const [name, identifier] = [text(input, 'logGroupName'), text(input, 'logGroupIdentifier')]
  const group = name ?? identifier
  if (group === undefined || (name !== undefined && identifier !== undefined))
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be given.')
  if (!/^[\w#+=/:,.@-]{1,2048}\*?$/.test(group)) throw invalid('The name of a log group has other characters.')
  return group
}

function readAsked(input: Fields) {
  const [streams, prefix] = [texts(input, 'logStreamNames'), text(input, 'logStreamNamePrefix')]
  if (streams !== undefined && prefix !== undefined)
    throw invalid('logStreamNames and logStreamNamePrefix cannot be given together.')
  if (streams !== undefined && (streams.length < 1 || streams.length > 100))
    throw invalid('logStreamNames has 1 to 100 names.')
  const limit = whole(input, 'limit') ?? 10_000
  if (limit < 1 || limit > 10_000) throw invalid('limit is 1 to 10000.')
  const [from, to] = [whole(input, 'startTime') ?? 0, whole(input, 'endTime') ?? Number.POSITIVE_INFINITY]
  if (from < 0 || from > to) throw invalid('The start time must be before the end time.')
  const oldestFirst = flag(input, 'startFromHead') ?? true
  if (!oldestFirst && from < FIRST_NEWEST_FIRST)
    throw invalid('startFromHead can be false for a startTime from 2024-01-01 on only.')
  const pattern = text(input, 'filterPattern') ?? ''
  if (pattern.length > 1024) {
    const rule = 'Member must have length less than or equal to 1024'
    throw invalid(`1 validation error detected: Value at 'filterPattern' failed to satisfy constraint: ${rule}`)
  }
  const isStream = (stream: string) => (streams?.includes(stream) ?? true) && stream.startsWith(prefix ?? '')
  return { isStream, limit, from, to, oldestFirst, fits: makeTest(pattern) }
}

function isBeyond(line: Line, from: { readonly at: number; readonly order: number }, oldestFirst: boolean): boolean {
  const ahead = line.at - from.at || line.order - from.order
  return oldestFirst ? ahead > 0 : ahead < 0
}

function sayLine({ at, order, stream, entry }: Line): Fields {
  return {
    logStreamName: stream,
    timestamp: at,
    message: entry.text(),
    ingestionTime: at,
    eventId: `3${String(at)}${String(order).padStart(42, '0')}`,
  }
}

function invalid(message: string): Refusal {
  return new Refusal('InvalidParameterException', message)
}
