import { describe, expect, it } from 'vitest'
import type { Backend } from '../../src/find/backend.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { makePeopleFirst } from '../../src/job/people-first.ts'
import { makeWatchLooks } from '../../src/job/watch-looks.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Place, Search } from '../../src/plan/plan.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { event } from '../made/records.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 10, 2))
const WINDOW = { from: instant(NOW - 60_000), to: NOW }
const [A, B] = ['111122223333', '444455556666']
const HISTORY: readonly Place[] = [A, B].flatMap((account) =>
  ['us-east-1', 'eu-central-1'].map(
    (region): Place => ({ backend: 'event-history', name: `history of ${account}`, account, region }),
  ),
)
const FILES: Place = { backend: 'log-files', name: 'trail', account: undefined, region: undefined }
const ATHENA: Place = { backend: 'athena', name: 'table', account: undefined, region: undefined }

describe('where watches are looked for', () => {
  it.each([
    [
      'Alice',
      HISTORY,
      [
        `event-history/${A}/eu-central-1`,
        `event-history/${A}/us-east-1`,
        `event-history/${B}/eu-central-1`,
        `event-history/${B}/us-east-1`,
      ],
    ],
    ['Alice region:us-east-1 account:111122223333', HISTORY, [`event-history/${A}/us-east-1`]],
    ['role:Admin', [FILES, ATHENA], ['log-files/trail']],
    ['role:Admin via:athena', [FILES, ATHENA], ['athena/table']],
    ['Alice', [ATHENA], ['athena/table']],
  ] as const)('%s', async (words, places, expected) => {
    const { looks } = make(places)
    expect((await looks.places('T1', [watch(words)])).map(({ place }) => place)).toEqual(expected)
  })

  it('an account that only Athena holds is asked for there all the same', async () => {
    const { looks } = make([...HISTORY.filter(({ account }) => account === A), ATHENA], [A, B])
    const places = await looks.places('T1', [watch('Alice')])
    expect(places.map(({ place }) => place)).toContain(`athena/table/${B}`)
  })

  it('watches of one place share it; each is covered by its own places alone', async () => {
    const { looks } = make(HISTORY)
    const [wide, narrow] = [watch('Alice'), watch('Bob account:111122223333 region:us-east-1')]
    const places = await looks.places('T1', [wide, narrow])

    expect(places).toHaveLength(4)
    expect(places.filter((place) => place.covers(wide))).toHaveLength(4)
    expect(places.filter((place) => place.covers(narrow)).map(({ place }) => place)).toEqual([
      `event-history/${A}/us-east-1`,
    ])
    expect(places[0]?.canPush({ kind: 'identity', by: 'name', value: 'Alice', prefix: false })).toBe(true)
    expect(places[0]?.canPush({ kind: 'identity', by: 'role', value: 'Admin', prefix: false })).toBe(false)
  })

  it('a place is asked for what is to be pushed and no more, as the bot itself, and its gaps are told', async () => {
    const { looks, asked } = make(HISTORY)
    const predicate = { kind: 'identity', by: 'name', value: 'Alice', prefix: false } as const
    await looks.places('T1', [watch('Alice')])
    const pages = await all(looks.look(`event-history/${A}/us-east-1`, predicate, WINDOW, signal()))
    await all(looks.look(`event-history/${A}/us-east-1`, undefined, WINDOW, signal()))

    expect(asked).toMatchObject([
      {
        account: A,
        region: 'us-east-1',
        push: predicate,
        keep: [{ not: false, predicate }],
        asker: 'whodid',
        window: WINDOW,
      },
      { push: undefined, keep: [] },
    ])
    expect(pages).toMatchObject([
      { events: [{}], unreadable: 2, gaps: [{ reason: 'throttled', detail: 'here: slow' }] },
    ])
  })

  it('a place that is not in the settings any more is a failure, not silence', async () => {
    const { looks } = make(HISTORY)
    await expect(all(looks.look('event-history/9/9', undefined, WINDOW, signal()))).rejects.toThrow(
      /not in the settings/,
    )
  })

  it('waits while people ask there, and only then', async () => {
    const first = makePeopleFirst()
    const sources = first.counting(sourcesOf(HISTORY, []))
    const search = { ...HISTORY[0]!, place: 'x', window: WINDOW, push: undefined, keep: [], asker: 'U1' } as const
    const budget = `event-history/${A}/us-east-1`
    expect(first.isBusy(budget)).toBe(false)
    for await (const _ of sources.backends.get('event-history')!.search(search, signal()))
      expect(first.isBusy(budget)).toBe(true)
    expect(first.isBusy(budget)).toBe(false)
    expect(first.counting(sourcesOf(HISTORY, []))).not.toBe(sources)
  })
})

function make(places: readonly Place[], accounts: readonly string[] = []) {
  const asked: Search[] = []
  const sources = sourcesOf(places, asked, accounts)
  const looks = makeWatchLooks({
    sources: () => sources,
    isBusy: () => false,
    now: () => NOW,
    settings: WATCH_SETTINGS,
  })
  return { looks, asked }
}

function sourcesOf(places: readonly Place[], asked: Search[], accounts: readonly string[] = []): Sources {
  const backend: Backend = {
    name: 'any',
    async *search(search) {
      asked.push(search)
      const ledger = { records: 3, events: 1, unreadable: 2, duplicates: 0 }
      const gap = { reason: 'throttled', where: 'here', detail: 'slow', count: 1 } as const
      yield { events: [event()], gaps: [gap], ledger, newest: undefined }
    },
  }
  const known = accounts.map((id) => ({ id, alias: undefined }))
  return { estate: { accounts: known, places }, backends: new Map(places.map((place) => [place.backend, backend])) }
}

function watch(words: string): Watch {
  const reading = readQuestion(`watch ${words}`, { now: NOW, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'watch') throw new Error(words)
  const { terms, via } = reading.asked.question
  const own = { team: 'T1', id: 'w-aaaa', channel: 'C1', owner: 'U1', since: NOW, mutes: [] } as const
  return { ...own, terms, ...(via && { via }), urgency: { kind: 'each' } }
}

function signal(): AbortSignal {
  return new AbortController().signal
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
