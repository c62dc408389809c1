import { instant } from '../../src/lib/instant.ts'
import type { Store } from '../../src/stores/open-store.ts'
import type { Book, Cursor, Sighting, Watch } from '../../src/watch/watch.ts'

export const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))
export const TEAM = 'T00FAKE'
export const CHANNEL = 'C00FAKE'
export const PERSON = 'U00FAKE'
export const SECRET = 'made-up-secret-of-nobody'
export const KEPT_WORDS = 'Alice writes 24h'
export const LONG_WORDS = `not user:${'abcdefghij'.repeat(9)} ${Array.from({ length: 40 }, (_, n) => `event:Call${n * 7919}`).join(' ')} 24h`
const HOUR = 3_600_000
const DAY = 24 * HOUR

const alice: Watch = {
  team: TEAM,
  id: 'w-abc234',
  channel: CHANNEL,
  owner: PERSON,
  terms: [
    { not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } },
    { not: false, predicate: { kind: 'access', value: 'writes' } },
    { not: true, predicate: { kind: 'event', value: 'ConsoleLogin', prefix: false } },
  ],
  urgency: { kind: 'daily', hour: 9, zone: 'Europe/Berlin' },
  since: NOW,
  mutes: [[{ not: false, predicate: { kind: 'event', value: 'Put', prefix: true } }]],
}

/** Every urgency, and every way in which a watch can stand still. */
export const WATCHES: readonly Watch[] = [
  alice,
  { ...alice, id: 'w-each22', urgency: { kind: 'each' }, via: ['log-files'], mutes: [] },
  {
    ...alice,
    id: 'w-hour22',
    urgency: { kind: 'hourly' },
    hold: { kind: 'paused', at: NOW, until: instant(NOW + HOUR) },
  },
  {
    ...alice,
    id: 'w-outs22',
    urgency: { kind: 'stands-out' },
    hold: { kind: 'suspended', at: NOW, reason: 'archived', told: true },
  },
  { ...alice, id: 'w-frst22', urgency: { kind: 'first' }, released: NOW, toldOf: { reason: 'no-rights', at: NOW } },
]

export const CURSOR: Cursor = {
  team: TEAM,
  place: 'event-history/111122223333/us-east-1',
  to: NOW,
  dayLook: instant(NOW - HOUR),
  weekLook: instant(NOW - DAY),
  lookedAt: NOW,
  gap: {
    since: NOW,
    from: instant(NOW - HOUR),
    reason: 'throttled',
    detail: 'Rate exceeded',
    tries: 2,
    again: instant(NOW + HOUR),
  },
}

export const SIGHTINGS: readonly Sighting[] = ['now', 'later:w-abc234', 'held:w-hour22'].map((lane, n) => ({
  key: `e${n}`,
  event: `e${n}`,
  time: instant(NOW - HOUR),
  seenAt: instant(NOW + n),
  watches: ['w-abc234'],
  lane: lane as Sighting['lane'],
  said: {
    who: 'IAM user Alice',
    name: 'PutObject',
    source: 's3.amazonaws.com',
    account: '111122223333',
    region: 'us-east-1',
    address: '198.51.100.7',
    target: 'arn:aws:s3:::example-bucket',
    error: undefined,
    write: true,
  },
  standsOut: n === 0 ? ['trail-stopped'] : [],
  late: n === 1,
}))

/** A message is on its way of which nobody knows yet whether Slack has it. */
export const BOOK: Book = {
  team: TEAM,
  channel: CHANNEL,
  count: 3,
  open: {
    key: 'whodid.T00FAKE.C00FAKE.3',
    to: { kind: 'channel' },
    content: { kind: 'events', watch: 'w-abc234', who: 'IAM user Alice', root: undefined, keys: ['e0'] },
    state: 'intent',
    attempts: 1,
    first: NOW,
    at: NOW,
    again: NOW,
    perhapsRepeated: false,
  },
  roots: [],
  sentAt: NOW,
  recent: [instant(NOW - HOUR), NOW],
  flood: { since: NOW, next: instant(NOW + HOUR) },
  gaps: [{ place: CURSOR.place, since: NOW, from: instant(NOW - HOUR) }],
}

/** Puts something on every shelf, as the bot does. */
export async function keepEverything(store: Store): Promise<void> {
  const { threads, recent, names } = store.keeping
  await threads.remember(TEAM, CHANNEL, '1800000000.000100', {
    words: 'Alice 24h',
    zone: 'Europe/Berlin',
    person: PERSON,
    askedAt: NOW,
    things: ['example-bucket'],
  })
  await recent.add(TEAM, PERSON, { words: 'Alice 24h', askedAt: NOW })
  await names.add(TEAM, [{ name: 'Alice', by: 'user', count: 7, at: NOW }])
  for (const watch of WATCHES) await store.watches.putWatch(watch, 0)
  await store.watches.putCursor(CURSOR, 0)
  await store.watches.putBook(BOOK, 0)
  await store.watches.remember(TEAM, CHANNEL, SIGHTINGS, instant(NOW + 100 * DAY))
  await store.watches.move(TEAM, CHANNEL, ['e1'], 'told')
  await store.watches.claimFirst(TEAM, 'w-frst22', 'Alice PutObject', 'e0', instant(NOW + 100 * DAY))
  await store.watches.lease(TEAM, 'place', 'made-up-holder', NOW, instant(NOW + HOUR))
  await store.spending.add(TEAM, 'day/U00FAKE', 10, 100, instant(NOW + DAY))
  await store.attempts.begin('made-up-message', HOUR)
  await store.done.claim(TEAM, 'command:1')
}
