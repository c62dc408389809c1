import { onTestFinished } from 'vitest'
import type { AwsOptions } from '../../../demo/aws/options.ts'
import { type FakeAws, startAws } from '../../../demo/aws/start-aws.ts'
import { makeAccount } from '../../../src/aws/account.ts'
import { makeAws } from '../../../src/aws/make-aws.ts'
import { type EventHistoryOptions, makeEventHistory } from '../../../src/backends/event-history/backend.ts'
import type { Event, Fields } from '../../../src/event/event.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import type { Backend, Gap, Ledger } from '../../../src/find/backend.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { type Instant, instant } from '../../../src/lib/instant.ts'
import type { Search } from '../../../src/plan/plan.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import { readQuestion } from '../../../src/question/read-question.ts'

export const NOW = instant(Date.parse('2026-11-23T18:00:00Z'))
export const HOME = '111122223333'
export const PROD = '444455556666'

/** A clock whose sleeps end at once, in their order. */
export function jumpingClock(start = NOW): Clock {
  let now: number = start
  const sleeping: { readonly at: number; readonly wake: () => void }[] = []
  return {
    now: () => instant(now),
    sleep(ms) {
      return new Promise((wake) => {
        sleeping.push({ at: now + ms, wake })
        setTimeout(() => {
          sleeping.sort((a, b) => a.at - b.at)
          const next = sleeping.shift()
          now = Math.max(now, next?.at ?? now)
          next?.wake()
        }, 1)
      })
    },
  }
}

export type Bench = { readonly fake: FakeAws; readonly history: Backend; readonly clock: Clock }

/** The real client against an AWS of this machine. */
export async function bench(
  records: AwsOptions['records'],
  more: Partial<AwsOptions> = {},
  options: Partial<EventHistoryOptions> = {},
): Promise<Bench> {
  const clock = more.clock ?? jumpingClock()
  const accounts = [HOME, PROD]
  const roles = accounts.map((id) => ({ arn: `arn:aws:iam::${id}:role/whodid-read`, externalId: 'made-up-id' }))
  const fake = await startAws({
    records,
    accounts: accounts.map((id) => ({ id, alias: `a${id.slice(0, 2)}` })),
    roles,
    ...more,
    clock,
  })
  const defaults = { regions: REGIONS, role: 'whodid-read', externalId: 'made-up-id', eventHistory: true }
  const aws = makeAws({
    accounts: accounts.map((id) => makeAccount({ id }, defaults)),
    region: 'us-east-1',
    clock,
    endpoint: fake.endpoint,
    credentials: fake.credentials,
  })
  onTestFinished(async () => {
    aws.close()
    await fake.close()
  })
  const history = makeEventHistory({ aws, clock, regionsOf: () => REGIONS, random: () => 0.5, ...options })
  return { fake, history, clock }
}

export const REGIONS = ['us-east-1', 'eu-central-1', 'us-west-2']

export function searchFor(words: string, more: Partial<Search> = {}): Search {
  const reading = readQuestion(words, { now: NOW, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'understood') throw new Error(`${words}: ${JSON.stringify(reading)}`)
  const { terms, window } = reading.question
  const place = { backend: 'event-history', place: 'event history', account: HOME, region: 'us-east-1' } as const
  return { ...place, window, push: undefined, keep: terms, asker: 'U00ASKER', ...more }
}

export type Found = {
  readonly ids: readonly string[]
  readonly gaps: readonly Gap[]
  readonly ledger: Ledger
  readonly looked: readonly string[]
  readonly newest: Instant | undefined
}

export async function findIn(
  backend: Backend,
  search: Search,
  signal: AbortSignal = new AbortController().signal,
): Promise<Found> {
  const events: Event[] = []
  const gaps: Gap[] = []
  const looked = new Set<string>()
  let ledger: Ledger = { records: 0, events: 0, unreadable: 0, duplicates: 0 }
  let newest: Instant | undefined
  for await (const page of backend.search(search, signal)) {
    events.push(...page.events)
    gaps.push(...page.gaps)
    for (const place of page.looked ?? []) looked.add(place)
    if (page.newest !== undefined && (newest === undefined || page.newest > newest)) newest = page.newest
    const { records, events: kept, unreadable, duplicates } = page.ledger
    ledger = {
      records: ledger.records + records,
      events: ledger.events + kept,
      unreadable: ledger.unreadable + unreadable,
      duplicates: ledger.duplicates + duplicates,
    }
  }
  return { ids: events.map(({ id }) => id).sort(), gaps, ledger, looked: [...looked], newest }
}

/** What a search should find among records: the question itself, in one account and Region, without data events. */
export function expected(records: Iterable<Fields>, { keep, window, account, region }: Search): readonly string[] {
  const holds = holdsAll(keep)
  const ids: string[] = []
  for (const record of records) {
    const event = readRecord(record)
    if ('unreadable' in event || event.category === 'Data' || event.record.managementEvent === false) continue
    const here = event.account === account && event.region === region
    if (here && event.time >= window.from && event.time < window.to && holds(event)) ids.push(event.id)
  }
  return ids.sort()
}
