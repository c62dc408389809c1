import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import type { Backend, Page, SeenName } from '../../src/find/backend.ts'
import { find } from '../../src/find/find.ts'
import type { Estate } from '../../src/plan/plan.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Question } from '../../src/question/question.ts'
import { event } from '../made/records.ts'

const question: Question = {
  terms: [{ not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } }],
  window: { from: instant(0), to: instant(Date.UTC(2030, 0)) },
}
const signal = new AbortController().signal
const planOf = (...places: string[]) => makePlan(question, estate(...places), { now: instant(1), asker: 'whodid' })
const quiet = { signal, notable: () => false }

describe('find', () => {
  it('keeps the pages read before a failure, and a gap says why', async () => {
    const backends = scripted({ one: [page([made('a')]), new Error('the disk is gone')] })

    const evidence = await find(planOf('one'), { ...quiet, backends })

    expect(evidence.totals.events).toBe(1)
    expect(evidence.findings[0]).toMatchObject({
      complete: false,
      gaps: [{ reason: 'failed', detail: 'It stopped with: the disk is gone' }],
    })
  })

  it('counts an event that two places tell once, and the ledger still adds up', async () => {
    const backends = scripted({ one: [page([made('a'), made('b')])], two: [page([made('b'), made('c')])] })

    const evidence = await find(planOf('one', 'two'), { ...quiet, backends })

    expect(evidence.totals.events).toBe(3)
    const ledgers = evidence.findings.map(({ ledger }) => ledger)
    expect(ledgers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(1)
    for (const ledger of ledgers) expect(ledger.records).toBe(ledger.events + ledger.unreadable + ledger.duplicates)
  })

  it('counts all events however few it lists, and lists what is notable first of all', async () => {
    const events = Array.from({ length: 100 }, (_, i) => made(`e${String(i).padStart(3, '0')}`, i % 60))
    const backends = scripted({ one: [page(events)] })

    const evidence = await find(planOf('one'), {
      ...quiet,
      backends,
      listed: 5,
      listedNotable: 5,
      notable: ({ id }) => id === 'e000',
    })

    expect(evidence.totals.events).toBe(100)
    expect(evidence.capped).toBe(true)
    expect(evidence.events.map(({ id }) => id)).toEqual(['e059', 'e058', 'e057', 'e056', 'e055', 'e000'])
  })

  it('suggests names that were seen after a miss, and asks for none after a hit', async () => {
    let asked = 0
    const seen = () => {
      asked++
      return [{ name: 'alice', by: 'user', count: 3 }] as const
    }

    const miss = await find(planOf('one'), {
      ...quiet,
      backends: scripted({ one: [page([])] }, seen),
    })
    const hit = await find(planOf('one'), {
      ...quiet,
      backends: scripted({ one: [page([made('a')])] }, seen),
    })

    expect(miss.near).toMatchObject([{ name: 'alice' }])
    expect(hit.near).toEqual([])
    expect(asked).toBe(1)
  })

  it('tells how far it is', async () => {
    const told: number[] = []
    const backends = scripted({ one: [{ ...page([made('a')]), progress: 0.5 }, page([made('b')])] })

    await find(planOf('one'), { ...quiet, backends, onProgress: ({ part }) => told.push(part) })

    expect(told).toEqual([0, 0.5, 0.5, 1])
  })

  it('a backend that is not there is a gap, not an empty answer', async () => {
    const evidence = await find(planOf('one'), { ...quiet, backends: new Map() })

    expect(evidence.findings[0]?.gaps).toMatchObject([{ reason: 'failed' }])
  })
})

function made(id: string, minute = 0): Event {
  return event({ eventID: id, eventTime: `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z` })
}

function page(events: readonly Event[]): Page {
  return {
    events,
    gaps: [],
    ledger: { records: events.length, events: events.length, unreadable: 0, duplicates: 0 },
    newest: undefined,
  }
}

function estate(...names: readonly string[]): Estate {
  return {
    accounts: [],
    places: names.map((name) => ({ backend: 'log-files', name, account: undefined, region: undefined })),
  }
}

/** A backend that yields what its script says for each place, and throws where that is an error. */
function scripted(
  script: Readonly<Record<string, readonly (Page | Error)[]>>,
  seenNames?: () => readonly SeenName[],
): ReadonlyMap<string, Backend> {
  const backend: Backend = {
    name: 'log-files',
    async *search(search) {
      for (const step of script[search.place] ?? []) {
        if (step instanceof Error) throw step
        yield step
      }
    },
    ...(seenNames === undefined ? {} : { seenNames: async () => seenNames() }),
  }
  return new Map([['log-files', backend]])
}
