import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Athena, makeAthena } from '../../../src/backends/athena/backend.ts'
import type { Event } from '../../../src/event/event.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import { instant } from '../../../src/lib/instant.ts'
import type { Search } from '../../../src/plan/plan.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { NamedBy, Predicate, Term } from '../../../src/question/question.ts'
import { hasRealRecords, REAL_RECORDS, WHY_SKIPPED } from '../../made/shared-data.ts'
import { makeHastyClock } from '../../slack/fake-clock.ts'
import { duckAthena, type Stored } from './duck-athena.ts'
import { at, gather, searchFor, TABLE, wanted } from './searches.ts'
import { oddStored, realStored, worldStored } from './stored.ts'

const EVER = { from: instant(0), to: at('2027-01-01T00:00:00Z') }

describe('over odd records', async () => {
  const stored = oddStored()
  const events = eventsOf(stored)
  const { athena } = await open(stored)

  it('each thing that can be asked about any of them, or excluded, finds exactly the events that hold', async () => {
    const asked = new Map<string, Term>()
    for (const event of events) {
      for (const kind of KINDS) {
        for (const not of [false, true]) {
          const term = { not, predicate: kind(event, (said) => said, false) }
          asked.set(JSON.stringify(term), term)
        }
      }
    }

    expect(asked.size).toBeGreaterThan(120)
    for (const [text, term] of asked) {
      const search = searchFor([term], { window: EVER })
      const found = await gather(athena.search(search, never()))

      expect([text, idsOf(found.events)]).toEqual([text, idsOf(expected(events, search))])
    }
  })

  it('questions of every kind find exactly the events that hold', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(questionsAbout(events), async (search) => {
        const found = await gather(athena.search(search, never()))

        expect(bare(found.events)).toBe(bare(expected(events, search)))
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})

describe('over the demo world', async () => {
  const stored = worldStored(1)
  const events = eventsOf(stored)
  const { athena } = await open(stored)

  it('there is something to find, and some of it twice', () => {
    expect(events.length).toBeGreaterThan(500)
    expect(stored.length).toBeGreaterThan(events.length)
  })

  it('questions of every kind find exactly the events that hold', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(questionsAbout(events), async (search) => {
        const found = await gather(athena.search(search, never()))

        expect(found.gaps).toEqual([])
        expect(bare(found.events)).toBe(bare(expected(events, search)))
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

describe.skipIf(!hasRealRecords)(`over real records${WHY_SKIPPED}`, async () => {
  const stored = hasRealRecords ? realStored() : []
  const events = eventsOf(stored)
  const { athena } = await open(stored)

  it('every event is the same as when it is read from its file', async () => {
    const found = await gather(athena.search(searchFor([], { window: EVER }), never()))

    expect(found.events.length).toBe(events.length)
    expect(bare(found.events)).toBe(bare(events))
    expect(found.ledger.records).toBe(stored.length)
  })

  it('every question with a known answer has that answer', { timeout: 60_000 }, async () => {
    const { questions } = JSON.parse(readFileSync(`${REAL_RECORDS}/answers.json`, 'utf8')) as { questions: Asked[] }

    expect(questions.length).toBeGreaterThan(60)
    for (const { kind, value, only } of questions) {
      const search = searchFor([predicateOf(kind, value), ...onlyOf(only)].map(wanted), { window: EVER })

      const found = await gather(athena.search(search, never()))

      expect([kind, value, idsOf(found.events)]).toEqual([kind, value, idsOf(expected(events, search))])
    }
  })

  it('questions of every kind find exactly the events that hold', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(questionsAbout(events), async (search) => {
        const found = await gather(athena.search(search, never()))

        expect(bare(found.events)).toBe(bare(expected(events, search)))
      }),
      { numRuns: 40, seed: 11 },
    )
  })
})

async function open(stored: readonly Stored[]): Promise<{ readonly athena: Athena }> {
  const { aws } = await duckAthena(stored, { pageSize: 700 })
  return { athena: makeAthena({ aws, clock: makeHastyClock(), tables: [TABLE] }) }
}

function eventsOf(stored: readonly Stored[]): readonly Event[] {
  const events = new Map<string, Event>()
  for (const { record } of stored) {
    const event = readRecord(record)
    if (!('unreadable' in event)) events.set(event.id, event)
  }
  return [...events.values()]
}

function expected(events: readonly Event[], { keep, window, account, region }: Search): readonly Event[] {
  const holds = holdsAll(keep)
  return events.filter(
    (event) =>
      event.time >= window.from &&
      event.time < window.to &&
      (account === undefined || event.account === account) &&
      (region === undefined || event.region === region) &&
      holds(event),
  )
}

/**
 * As text, in the order of ids, and without the record, which the table does not hold in full. Thousands of objects are
 * compared much sooner so.
 */
function bare(events: readonly Event[]): string {
  const sorted = events.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return sorted.map((event) => JSON.stringify({ ...event, record: undefined })).join('\n')
}

function idsOf(events: readonly Event[]): readonly string[] {
  return events.map(({ id }) => id).sort()
}

/** Questions whose words come from the events themselves, changed a little now and then, and from people who mean harm. */
function questionsAbout(events: readonly Event[]): fc.Arbitrary<Search> {
  const event = fc.constantFrom(...events)
  const term = fc
    .tuple(event, fc.constantFrom(...KINDS), fc.constantFrom(...CHANGES), fc.boolean(), fc.nat(2))
    .map(([from, kind, change, prefix, not]): Term => ({ not: not === 0, predicate: kind(from, change, prefix) }))
  return fc
    .tuple(fc.array(term, { minLength: 1, maxLength: 4 }), event, event, fc.nat(3), fc.boolean(), fc.boolean())
    .map(([terms, one, two, wide, account, region]) => {
      const times = [one.time, two.time].sort((a, b) => a - b)
      const window = wide > 0 ? EVER : { from: instant(times[0] ?? 0), to: instant(times[1] ?? 0) }
      return searchFor(terms, {
        window,
        account: account && wide === 1 && one.account !== '' ? one.account : undefined,
        region: region && wide === 1 ? one.region : undefined,
      })
    })
}

const HOSTILE = ["' OR 1=1 --", "it's", 'a\\', '\\', '?', '%', '_', '日本', 'é\u0301', '";--', "''", '${x}', '😀']
const CHANGES: readonly ((said: string) => string)[] = [
  (said) => said,
  (said) => said,
  (said) => said,
  (said) => said.slice(0, Math.max(1, said.length >> 1)),
  (said) => said.toUpperCase(),
  ...HOSTILE.map((text) => (said: string) => `${said}${text}`),
]

type Kind = (event: Event, change: (said: string) => string, prefix: boolean) => Predicate

const identity =
  (by: NamedBy, of: (event: Event) => string | undefined): Kind =>
  (event, change, prefix) => ({ kind: 'identity', by, value: change(of(event) ?? 'nobody'), prefix })

const KINDS: readonly Kind[] = [
  identity('name', ({ actor }) => actor.name ?? actor.sessionName),
  identity('user', ({ actor }) => actor.name),
  identity('session', ({ actor }) => actor.sessionName),
  identity('role', ({ actor }) => actor.role?.name),
  identity('arn', ({ actor }) => actor.arn),
  identity('arn', ({ actor }) => actor.role?.arn),
  identity('arn', ({ actor }) => actor.arn?.replace(/(:assumed-role\/[^/]+)\/.*/, '$1')),
  identity('key', ({ actor }) => actor.keyId),
  identity('uniqueId', ({ actor }) => actor.uniqueId),
  identity('uniqueId', ({ actor }) => actor.onBehalfOf?.userId ?? actor.role?.uniqueId),
  identity('service', ({ actor, address }) => actor.invokedBy ?? address),
  () => ({ kind: 'identity', by: 'root', value: '', prefix: false }),
  (event, change) => ({ kind: 'resource', value: change(event.resources[0]?.arn ?? 'acme-data') }),
  (event, change) => ({ kind: 'resource', value: change(firstText(event.request) ?? 'i-0fake') }),
  (event, change) => ({ kind: 'resource', value: change(firstText(event.response) ?? 'sg-0fake') }),
  (event, change, prefix) => ({ kind: 'event', value: change(event.name), prefix }),
  (event) => ({ kind: 'event', value: event.name, prefix: false }),
  (event) => ({ kind: 'source', value: event.source }),
  (event, change, prefix) => ({ kind: 'error', value: change(event.error?.code || 'AccessDenied'), prefix }),
  () => ({ kind: 'outcome', value: 'errors' }),
  () => ({ kind: 'outcome', value: 'denied' }),
  () => ({ kind: 'access', value: 'writes' }),
  () => ({ kind: 'access', value: 'reads' }),
  (event) => ({ kind: 'type', value: event.actor.type }),
  (event) => ({ kind: 'region', value: event.region }),
  (event) => ({ kind: 'account', value: event.account || '111122223333' }),
  (event, change) => ({ kind: 'ip', value: change(event.address) }),
  (event) => ({ kind: 'ip', value: `${event.address.replace(/\.\d+$/, '.0')}/24` }),
  (event) => ({ kind: 'ip', value: `${event.address.replace(/\.\d+$/, '.0')}/13` }),
  () => ({ kind: 'ip', value: '2001:db8::/32' }),
  (event, change) => ({ kind: 'agent', value: change(event.agent.slice(2, 14) || 'cli') }),
]

function firstText(fields: Event['request']): string | undefined {
  return Object.values(fields ?? {}).find((value): value is string => typeof value === 'string' && value !== '')
}

type Asked = { readonly kind: string; readonly value: string; readonly only?: 'errors' | 'writes' }

const IDENTITIES: Readonly<Record<string, NamedBy>> = {
  user: 'user',
  session: 'session',
  role: 'role',
  role_arn: 'arn',
  key: 'key',
}

function predicateOf(kind: string, value: string): Predicate {
  const by = IDENTITIES[kind]
  if (by !== undefined) return { kind: 'identity', by, value, prefix: false }
  return { kind, value, prefix: false } as Predicate
}

function onlyOf(only: Asked['only']): readonly Predicate[] {
  if (only === undefined) return []
  return [only === 'errors' ? { kind: 'outcome', value: 'errors' } : { kind: 'access', value: 'writes' }]
}

function never(): AbortSignal {
  return new AbortController().signal
}
