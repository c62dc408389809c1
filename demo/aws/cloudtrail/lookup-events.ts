import type { Entry, Fields } from '../history.ts'
import { objects, seconds, text, whole } from '../input.ts'
import { makeToken, readToken } from '../page-token.ts'
import { mostOf, ordered, repeatedOf } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground } from '../service.ts'
import { fitsAttribute, isReadOnly, KEYS, userNameOf } from './attribute.ts'
import { resourcesOf } from './resources.ts'

const DAY = 86_400_000
const KEPT = 90 * DAY

type Lookup = {
  readonly key: string | undefined
  readonly value: string
  readonly from: number
  readonly to: number
  readonly most: number
}

/** Management events of the last 90 days, newest first, in one account and Region. */
export function lookupEvents(ground: Ground, { input, account, region }: Ask): Fields {
  const now = ground.clock.now()
  const lookup = readLookup(input, now)
  if (text(input, 'EventCategory') === 'insight') return { Events: [] }
  const { NextToken, ...parameters } = input
  const bound = { account, region, parameters }
  const token = text({ NextToken }, 'NextToken')
  const position = token === undefined ? undefined : readToken(bound, token)
  if (token !== undefined && position === undefined)
    throw new Refusal('InvalidNextTokenException', 'The token is invalid, or its parameters were others.')
  const entries = ground.history.of(account, region)
  const newest = Math.min(lookup.to, now - (ground.options.deliveryDelayMs ?? 0))
  const oldest = Math.max(lookup.from, now - KEPT)
  const start = countOlder(entries, position ?? { at: newest, order: Number.POSITIVE_INFINITY })
  const paging = ground.pages.current
  const most = mostOf(paging, lookup.most)
  const found: Entry[] = []
  for (let i = start - 1; i >= 0 && found.length <= most; i--) {
    const entry = entries[i]
    if (entry === undefined || entry.at < oldest) break
    if (!entry.isData && fitsAttribute(entry, lookup.key, lookup.value)) found.push(entry)
  }
  const page = found.slice(0, most)
  const last = page.at(-1 - repeatedOf(paging, page.length))
  const next = { page: (position?.page ?? 1) + 1, at: last?.at ?? 0, order: last?.order ?? 0 }
  const events = ordered(paging, page, ({ id }) => id).map(sayEvent)
  return { Events: events, ...(found.length > page.length && { NextToken: makeToken(bound, next) }) }
}

/** Throws as captured from AWS: one attribute, one of its keys, at most 50 a page, and no time that is yet to come. */
function readLookup(input: Fields, now: number): Lookup {
  const attributes = objects(input, 'LookupAttributes') ?? []
  if (attributes.length > 1)
    throw new Refusal('InvalidLookupAttributesException', 'You can specify only one lookup attribute.')
  const [attribute] = attributes
  const key = attribute && text(attribute, 'AttributeKey')
  const value = (attribute && text(attribute, 'AttributeValue')) ?? ''
  if (attribute !== undefined) {
    if (key === undefined || !KEYS.has(key))
      throw new Refusal('InvalidLookupAttributesException', `${key ?? 'null'} is not a lookup attribute.`)
    if (value.length < 1 || value.length > 2000)
      throw new Refusal('InvalidLookupAttributesException', 'A value has 1 to 2000 characters.')
    if (key === 'ReadOnly' && value !== 'true' && value !== 'false')
      throw new Refusal('InvalidLookupAttributesException', 'ReadOnly is true or false.')
  }
  const category = text(input, 'EventCategory')
  if (category !== undefined && category !== 'insight')
    throw new Refusal('InvalidEventCategoryException', `${category} is not an event category.`)
  const most = whole(input, 'MaxResults') ?? 50
  if (most < 1 || most > 50) throw new Refusal('InvalidMaxResultsException', 'MaxResults is 1 to 50.')
  const from = (seconds(input, 'StartTime') ?? (now - KEPT) / 1000) * 1000
  const to = (seconds(input, 'EndTime') ?? now / 1000) * 1000
  if (from > now) throw new Refusal('InvalidTimeRangeException', 'The start time is in the future.')
  if (from > to) throw new Refusal('InvalidTimeRangeException', 'The start time is after the end time.')
  return { key, value, from, to, most }
}

/** How many of the entries, which are in order of time, are older than this one. */
function countOlder(entries: readonly Entry[], than: { readonly at: number; readonly order: number }): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    const isOlder = entry !== undefined && (entry.at < than.at || (entry.at === than.at && entry.order < than.order))
    if (isOlder) low = middle + 1
    else high = middle
  }
  return low
}

function sayEvent(entry: Entry): Fields {
  const { fields } = entry
  const identity = fields['userIdentity'] as Fields | undefined
  return {
    EventId: entry.id,
    EventName: fields['eventName'],
    ReadOnly: isReadOnly(fields),
    AccessKeyId: identity?.['accessKeyId'],
    EventTime: entry.at / 1000,
    EventSource: fields['eventSource'],
    Username: userNameOf(fields),
    Resources: resourcesOf(fields).map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: entry.text(),
  }
}
