import { instant, type Instant } from '../../src/lib/instant.ts'
import type { AwsOptions } from './options.ts'

/** A CloudTrail record as this stand-in looks at it: fields as they come, nothing understood. */
export type Fields = { readonly [field: string]: unknown }

/** A field as text; empty where it has none, or is an object. */
export function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Something that happened, with the text that AWS would hand over. */
export type Entry = {
  readonly at: Instant
  /** Its place among all: tells two events of one second apart. */
  readonly order: number
  readonly id: string
  readonly account: string
  readonly region: string
  readonly isData: boolean
  readonly fields: Fields
  text(): string
}

export type History = {
  /** What an account holds in a Region, oldest first. */
  of(account: string, region: string): readonly Entry[]
  /** Everything of these accounts and Regions, oldest first; all where they are left out. */
  all(accounts?: readonly string[], regions?: readonly string[]): readonly Entry[]
  add(occurrences: Iterable<{ readonly at: Instant; readonly record: object }>): void
}

/** Everything that happened, ordered by time and by place. */
export function makeHistory(records: AwsOptions['records']): History {
  const places = new Map<string, Entry[]>()
  const joined = new Map<string, readonly Entry[]>()
  let count = 0
  const add: History['add'] = (occurrences) => {
    const touched = new Set<Entry[]>()
    for (const { at, record } of occurrences) {
      const entry = makeEntry(at, count++, record as Fields)
      const name = `${entry.account}/${entry.region}`
      const place = places.get(name) ?? []
      places.set(name, place)
      place.push(entry)
      touched.add(place)
    }
    for (const place of touched) place.sort(byTime)
    joined.clear()
  }
  add(typeof records === 'function' ? records() : records.map((record) => ({ at: timeOf(record), record })))
  return {
    of: (account, region) => places.get(`${account}/${region}`) ?? [],
    all(accounts, regions) {
      const key = JSON.stringify([accounts, regions])
      const known = joined.get(key)
      if (known !== undefined) return known
      const wanted = [...places].filter(([name]) => {
        const [account = '', region = ''] = name.split('/')
        return (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true)
      })
      const entries = wanted.flatMap(([, place]) => place).sort(byTime)
      joined.set(key, entries)
      return entries
    },
    add,
  }
}

function makeEntry(at: Instant, order: number, fields: Fields): Entry {
  let text: string | undefined
  return {
    // CloudTrail knows whole seconds.
    at: instant(Math.floor(at / 1000) * 1000),
    order,
    id: word(fields['eventID']),
    account: word(fields['recipientAccountId']),
    region: word(fields['awsRegion']),
    isData:
      fields['managementEvent'] === false || !['Management', undefined].includes(fields['eventCategory'] as string),
    fields,
    text: () => (text ??= JSON.stringify(fields)),
  }
}

function byTime(a: Entry, b: Entry): number {
  return a.at - b.at || a.order - b.order
}

function timeOf(record: object): Instant {
  return instant(Date.parse(word((record as Fields)['eventTime'])))
}
