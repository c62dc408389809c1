import { TZDate } from '@date-fns/tz'
import { lightFormat } from 'date-fns/lightFormat'
import type { Evidence } from '../find/finding.ts'
import type { CountedBy } from '../find/totals.ts'
import { type Instant, instant } from '../lib/instant.ts'
import type { Breakdown } from '../question/wanted.ts'
import { countedBy } from './counted.ts'
import { makeTellActor } from './tell-actor.ts'

/** One line of an answer that is broken down by something. */
export type BreakdownRow = {
  readonly value: string
  readonly events: number
  readonly writes: number
  readonly denied: number
  readonly first: Instant
  readonly last: Instant
}

const COUNTED: { readonly [breakdown in Exclude<Breakdown, 'day'>]: CountedBy } = {
  service: 'source',
  session: 'actor',
  account: 'account',
  region: 'region',
  address: 'address',
}

/** Every matching event counted by one thing: most frequent first, days in their order. Exact, however many were listed. */
export function breakDown(
  evidence: Evidence,
  by: Breakdown,
  { zone, alias }: { readonly zone: string; readonly alias: ReadonlyMap<string, string | undefined> },
): readonly BreakdownRow[] {
  if (by === 'day') return days(evidence, zone)
  const tell = by === 'session' ? makeTellActor(evidence.events, alias) : undefined
  return countedBy(evidence.totals, COUNTED[by], alias).map(({ value, alias: name, ...count }) => ({
    ...count,
    value: tell === undefined ? (name ?? value) : tell(value),
  }))
}

/** Days of the asker's zone; first and last are those of the quarters of an hour that they were counted in. */
function days({ totals }: Evidence, zone: string): readonly BreakdownRow[] {
  const rows = new Map<string, BreakdownRow>()
  for (const [at, { events, writes, denied }] of [...totals.quarters].sort(([a], [b]) => a - b)) {
    const value = dayOf(at, zone)
    const row = rows.get(value)
    rows.set(value, {
      value,
      events: (row?.events ?? 0) + events,
      writes: (row?.writes ?? 0) + writes,
      denied: (row?.denied ?? 0) + denied,
      first: row?.first ?? at,
      last: at,
    })
  }
  return [...rows.values()]
}

function dayOf(at: Instant, zone: string): string {
  return lightFormat(new TZDate(instant(at), zone), 'yyyy-MM-dd')
}
