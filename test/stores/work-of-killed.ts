import { instant } from '../../src/lib/instant.ts'
import type { Sighting, Watch } from '../../src/watch/watch.ts'

/** What until-killed.ts is about to do, or was told is kept. */
export type Said = {
  readonly n: number
  readonly step: 'claim' | 'watch' | 'remember' | 'told'
  readonly kept: boolean
  readonly version?: number
}

export const START = 1_800_000_000_000
export const DAY_MS = 24 * 3_600_000
export const TEAM = 'T00FAKE'
export const CHANNEL = 'C00FAKE'
/** Enough events at once that they don't fit into what SQLite keeps in memory. The first two are told. */
export const PARTS = Array.from({ length: 40 }, (_, part) => part)

export function watchOf(n: number): Watch {
  const predicate = { kind: 'identity', by: 'name', value: `alice ${n} ${'x'.repeat(n % 900)}`, prefix: false } as const
  return {
    team: TEAM,
    id: 'w1',
    channel: CHANNEL,
    owner: 'U00FAKE',
    terms: [{ not: false, predicate }],
    urgency: { kind: 'each' },
    since: instant(START),
    mutes: [],
  }
}

export function sightingOf(key: string): Sighting {
  return {
    key,
    event: key,
    time: instant(START),
    seenAt: instant(START),
    watches: ['w1'],
    lane: 'now',
    said: {
      who: 'alice',
      name: 'PutObject',
      source: 's3.amazonaws.com',
      account: '111122223333',
      region: 'us-east-1',
      address: '198.51.100.7',
      target: 'arn:aws:s3:::example-bucket',
      error: undefined,
      write: true,
    },
    standsOut: [],
    late: false,
  }
}
