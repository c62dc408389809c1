import type { AthenaTable } from '../../../src/backends/athena/table.ts'
import type { Event } from '../../../src/event/event.ts'
import type { Backend, Cost, Gap, Ledger } from '../../../src/find/backend.ts'
import { type Instant, instant } from '../../../src/lib/instant.ts'
import type { Search } from '../../../src/plan/plan.ts'
import type { Predicate, Term } from '../../../src/question/question.ts'

export const at = (iso: string): Instant => instant(Date.parse(iso))

export const TABLE: AthenaTable = {
  name: 'organization trail',
  account: '111122223333',
  region: 'eu-central-1',
  workgroup: 'whodid',
  database: 'default',
  table: 'cloudtrail',
  partitions: { day: 'timestamp', account: 'account', region: 'region' },
}

export const wanted = (predicate: Predicate): Term => ({ not: false, predicate })

export function searchFor(terms: readonly Term[], more: Partial<Search> = {}): Search {
  return {
    backend: 'athena',
    place: TABLE.name,
    account: undefined,
    region: undefined,
    asker: 'U00FAKE',
    window: { from: at('2026-11-20T00:00:00Z'), to: at('2026-11-23T00:00:00Z') },
    push: terms.find(({ not }) => !not)?.predicate,
    keep: terms,
    ...more,
  }
}

export type Found = {
  readonly events: readonly Event[]
  readonly gaps: readonly Gap[]
  readonly ledger: Ledger
  readonly newest: Instant | undefined
  readonly looked: readonly string[]
  readonly cost: Cost | undefined
  readonly kept: string | undefined
}

/** All pages in one. Every ledger adds up, or this throws. */
export async function gather(pages: ReturnType<Backend['search']>): Promise<Found> {
  const events: Event[] = []
  const gaps: Gap[] = []
  const looked = new Set<string>()
  let [records, told, unreadable, duplicates] = [0, 0, 0, 0]
  let newest: Instant | undefined
  let cost: Cost | undefined
  let kept: string | undefined
  for await (const page of pages) {
    const { ledger } = page
    if (ledger.records !== ledger.events + ledger.unreadable + ledger.duplicates) throw new Error('it does not add up')
    events.push(...page.events)
    gaps.push(...page.gaps)
    for (const pair of page.looked ?? []) looked.add(pair)
    records += ledger.records
    told += ledger.events
    unreadable += ledger.unreadable
    duplicates += ledger.duplicates
    newest = page.newest ?? newest
    cost = page.cost ?? cost
    kept = page.kept ?? kept
  }
  const ledger = { records, events: told, unreadable, duplicates }
  return { events, gaps, ledger, newest, looked: [...looked].sort(), cost, kept }
}
