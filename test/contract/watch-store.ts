import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant, type Instant } from '../../src/lib/instant.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Book, Cursor, Lane, Sighting, Watch } from '../../src/watch/watch.ts'

export type WatchStoreOpening = {
  /** One more instance over the same rows. */
  open(): WatchStore
  end(): Promise<void>
}

const START = 1_800_000_000_000
const DAY = 24 * 3_600_000

/** What every store of watches has to do, with the same words for all of them. */
export function watchStoreContract(
  name: string,
  { make, runs }: { readonly make: (now: () => Instant) => Promise<WatchStoreOpening>; readonly runs: number },
): void {
  describe(`watches kept in ${name}`, () => {
    let at = START
    let opening: WatchStoreOpening
    let store: WatchStore
    let teams = 0
    beforeAll(async () => {
      opening = await make(() => instant(at))
      store = opening.open()
    })
    afterAll(() => opening.end())
    const newTeam = () => `T${(teams += 1)}`

    test('a watch is as it was put, until it is dropped', async () => {
      const team = newTeam()
      const watch = watchOf(team, 'w1')

      expect(await store.putWatch(watch, 0)).toBe(true)
      expect(await store.watch(team, 'w1')).toEqual({ row: watch, version: 1 })
      expect(await store.watches(team)).toEqual([{ row: watch, version: 1 }])
      expect(await store.teams()).toContain(team)
      await store.dropWatch(team, 'w1')
      await store.dropWatch(team, 'w1')
      expect(await store.watch(team, 'w1')).toBeUndefined()
      expect(await store.watches(team)).toEqual([])
      expect(await store.teams()).not.toContain(team)
    })

    test('watches, cursors and books are put only over the version that was read', async () => {
      const team = newTeam()
      const puts = [
        (was: number) => store.putWatch(watchOf(team, 'w1'), was),
        (was: number) => store.putCursor(cursorOf(team, 'event-history/111122223333/us-east-1'), was),
        (was: number) => store.putBook(bookOf(team, 'C1'), was),
      ]
      for (const put of puts) {
        expect([await put(1), await put(0), await put(0), await put(1), await put(1), await put(2)]).toEqual([
          false,
          true,
          false,
          true,
          false,
          true,
        ])
      }
      expect((await store.watch(team, 'w1'))?.version).toBe(3)
      expect(await store.cursors(team)).toEqual([
        { row: cursorOf(team, 'event-history/111122223333/us-east-1'), version: 3 },
      ])
      expect(await store.cursor(team, 'event-history/111122223333/us-east-1')).toMatchObject({ version: 3 })
      expect(await store.book(team, 'C1')).toEqual({ row: bookOf(team, 'C1'), version: 3 })
      expect(await store.book(team, 'C2')).toBeUndefined()
    })

    test('of two instances that put the same book, one succeeds', async () => {
      const team = newTeam()
      const [one, other] = [opening.open(), opening.open()]
      for (let version = 0; version < 10; version += 1) {
        const won = await Promise.all([one, other].map((by) => by.putBook(bookOf(team, 'C1'), version)))
        expect(won.filter(Boolean)).toHaveLength(1)
      }
    })

    test('a book with the keys of ten thousand sightings and forty full roots is kept', async () => {
      const team = newTeam()
      const keys = Array.from({ length: 10_000 }, (_, n) => eventId(n))
      const opening = Array.from({ length: 20 }, (_, n) => eventId(n))
      const roots = Array.from({ length: 40 }, (_, n) => ({
        key: eventId(n),
        ts: '1800000000.000100',
        watch: 'w1',
        who: `person-${n}`,
        count: 20,
        first: instant(START),
        last: instant(START),
        at: instant(START),
        regions: ['us-east-1'],
        names: [],
        opening,
        shown: 20, // prettier-ignore
      }))
      const open = {
        key: 'd1',
        to: { kind: 'channel' },
        content: { kind: 'digest', why: 'burst', keys },
        state: 'intent',
        attempts: 1,
        first: instant(START),
        at: instant(START),
        again: instant(START),
        perhapsRepeated: false, // prettier-ignore
      } as const
      const book: Book = { ...bookOf(team, 'C1'), roots, open }

      expect(await store.putBook(book, 0)).toBe(true)
      expect((await store.book(team, 'C1'))?.row).toEqual(book)
    })

    test('a sighting is remembered once, whoever has it, told or not', async () => {
      const team = newTeam()
      const [one, other] = [opening.open(), opening.open()]
      const some = ['a', 'b', 'c'].map((key) => sightingOf(key, START, 'now'))
      const until = instant(at + DAY)

      const won = await Promise.all([one, other].map((by) => by.remember(team, 'C1', [...some, ...some], until)))
      expect(won.flat().toSorted()).toEqual(['a', 'b', 'c'])
      await store.move(team, 'C1', ['a'], 'told')
      expect(await store.remember(team, 'C1', [...some, sightingOf('d', START, 'now')], until)).toEqual(['d'])
      expect(keysOf(await store.untold(team, 'C1', 'now', 99))).toEqual(['b', 'c', 'd'])
      expect(keysOf(await store.sightings(team, 'C1', ['d', 'a', 'x'])).toSorted()).toEqual(['a', 'd'])
      expect(await store.remember(team, 'C2', [sightingOf('a', START, 'now')], until)).toEqual(['a'])
    })

    test('untold sightings come in the order in which they were seen, a lane by itself', async () => {
      const team = newTeam()
      const seen: readonly [string, number, Lane][] = [
        ['late', START + 9_000, 'now'],
        ['b', START + 1_000, 'now'],
        ['a', START + 1_000, 'now'],
        ['first', START - 5_000, 'now'],
        ['daily', START, 'later:w1'],
        ['daily, other watch', START, 'later:w1/2'],
        ['held', START, 'held:w1'],
      ]
      await store.remember(
        team,
        'C1',
        seen.map(([key, at, lane]) => sightingOf(key, at, lane)),
        instant(at + DAY),
      )

      expect(keysOf(await store.untold(team, 'C1', 'now', 99))).toEqual(['first', 'a', 'b', 'late'])
      expect(keysOf(await store.untold(team, 'C1', 'now', 2))).toEqual(['first', 'a'])
      expect(keysOf(await store.untold(team, 'C1', 'later:w1', 99))).toEqual(['daily'])
      expect(keysOf(await store.untold(team, 'C1', 'later:w', 99))).toEqual([])
      expect(await store.untold(team, 'C1', 'held:w1', 99)).toEqual([sightingOf('held', START, 'held:w1')])
    })

    test('a sighting moves from lane to lane until it is told, and stays told', async () => {
      const team = newTeam()
      await store.remember(
        team,
        'C1',
        ['a', 'b'].map((key) => sightingOf(key, START, 'held:w1')),
        instant(at + DAY),
      )
      await store.move(team, 'C1', ['a', 'b', 'not there'], 'now')
      await store.move(team, 'C1', ['a'], 'told')
      await store.move(team, 'C1', ['a', 'b'], 'later:w1')

      expect(await store.untold(team, 'C1', 'held:w1', 9)).toEqual([])
      expect(await store.untold(team, 'C1', 'now', 9)).toEqual([])
      expect(await store.untold(team, 'C1', 'later:w1', 9)).toEqual([sightingOf('b', START, 'later:w1')])
    })

    test('two instances that move the same sightings at once leave each in one lane, or told', async () => {
      const team = newTeam()
      const keys = Array.from({ length: 40 }, (_, n) => `k${n}`)
      await store.remember(
        team,
        'C1',
        keys.map((key) => sightingOf(key, START, 'now')),
        instant(at + DAY),
      )
      const targets: readonly (Lane | 'told')[] = ['later:w1', 'told', 'held:w1']
      await Promise.all(targets.map((to) => opening.open().move(team, 'C1', keys, to)))

      const lanes: readonly Lane[] = ['now', 'later:w1', 'held:w1']
      const untold = await Promise.all(lanes.map((lane) => store.untold(team, 'C1', lane, 999)))
      expect(untold.flat()).toEqual([])
    })

    test('the first to claim something has it, however often anybody asks', async () => {
      const team = newTeam()
      const until = instant(at + DAY)
      const what = `alice does ${'x'.repeat(2_000)}`
      const claims = ['e1', 'e2', 'e1'].map((event) => opening.open().claimFirst(team, 'w1', what, event, until))
      const [first, ...others] = await Promise.all(claims)

      expect(new Set([first, ...others]).size).toBe(1)
      expect(await store.claimFirst(team, 'w1', what, 'e3', until)).toBe(first)
      expect(await store.claimFirst(team, 'w1', `${what}y`, 'e3', until)).toBe('e3')
      expect(await store.claimFirst(team, 'w2', what, 'e4', until)).toBe('e4')
    })

    test('a lease has one holder, until it ends or is given up', async () => {
      const team = newTeam()
      const take = (holder: string, from: number, to: number) =>
        store.lease(team, 'look', holder, instant(at + from), instant(at + to))

      expect(await take('one', 0, 30_000)).toBe(true)
      expect(await take('other', 10_000, 40_000)).toBe(false)
      expect(await take('one', 10_000, 40_000)).toBe(true)
      await store.release(team, 'look', 'other')
      expect(await take('other', 39_999, 60_000)).toBe(false)
      expect(await take('other', 40_000, 60_000)).toBe(true)
      await store.release(team, 'look', 'other')
      await store.release(team, 'look', 'other')
      expect(await take('one', 41_000, 60_000)).toBe(true)
    })

    test('of many that take a lease at once, one has it', async () => {
      const team = newTeam()
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          opening.open().lease(team, 'look', `holder ${n}`, instant(at), instant(at + 30_000)),
        ),
      )

      expect(taken.filter(Boolean)).toHaveLength(1)
    })

    test('what is told is remembered until its time, what is not for as long as it takes', async () => {
      const team = newTeam()
      const some = ['told', 'waits'].map((key) => sightingOf(key, START, 'now'))
      await store.remember(team, 'C1', some, instant(at + 30 * DAY))
      await store.move(team, 'C1', ['told'], 'told')
      await store.forget(team, 'C1', instant(START - 1))

      at += 30 * DAY - 1_000
      expect(await store.remember(team, 'C1', some, instant(at + DAY))).toEqual([])
      at += 100 * DAY
      expect(keysOf(await store.untold(team, 'C1', 'now', 9))).toEqual(['waits'])
    })

    test('no workspace ever sees a row of another, whatever it is called', async () => {
      let run = 0
      const names = fc.constantFrom('T', 'T/', 'T/watches', 'T%2f;', '*', '', '\0', "'; --")
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(names, { minLength: 2, maxLength: 4 }), names, async (suffixes, id) => {
          run += 1
          const teams = suffixes.map((suffix) => `${name}${run}${suffix}`)
          const channel = `C${id}`
          for (const [n, team] of teams.entries()) {
            await store.putWatch(watchOf(team, `w${id}`, `owner ${n}`), 0)
            await store.putCursor({ ...cursorOf(team, `p${id}`), lookedAt: instant(n) }, 0)
            await store.putBook({ ...bookOf(team, channel), count: n }, 0)
            await store.remember(
              team,
              channel,
              [sightingOf(`k${n}`, START, 'now'), sightingOf('k', n, 'now')],
              instant(at),
            ) // prettier-ignore
            expect(await store.claimFirst(team, 'w', 'what', `e${n}`, instant(at + DAY))).toBe(`e${n}`)
            expect(await store.lease(team, 'look', `h${n}`, instant(at), instant(at + DAY))).toBe(true)
          }
          for (const [n, team] of teams.entries()) {
            expect((await store.watches(team)).map(({ row }) => row.owner)).toEqual([`owner ${n}`])
            expect((await store.cursors(team)).map(({ row }) => row.lookedAt)).toEqual([n])
            expect((await store.book(team, channel))?.row.count).toBe(n)
            expect(keysOf(await store.untold(team, channel, 'now', 9))).toEqual(['k', `k${n}`])
          }
          expect((await store.teams()).filter((team) => teams.includes(team)).toSorted()).toEqual(teams.toSorted())
        }),
        { numRuns: runs },
      )
    })
  })
}

function watchOf(team: string, id: string, owner = 'U1'): Watch {
  const term = { not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } } as const
  return { team, id, channel: 'C1', owner, terms: [term], urgency: { kind: 'each' }, since: instant(START), mutes: [] }
}

function cursorOf(team: string, place: string): Cursor {
  const now = instant(START)
  return { team, place, to: now, dayLook: now, weekLook: now, lookedAt: now }
}

function bookOf(team: string, channel: string): Book {
  return { team, channel, count: 0, roots: [], sentAt: instant(START), recent: [], gaps: [] }
}

function sightingOf(key: string, seenAt: number, lane: Lane): Sighting {
  return {
    key,
    event: key,
    time: instant(START),
    seenAt: instant(seenAt),
    watches: ['w1'],
    lane,
    said: {
      who: 'alice',
      name: 'PutObject',
      source: 's3.amazonaws.com',
      account: '111122223333',
      region: 'us-east-1',
      address: '198.51.100.7',
      target: 'arn:aws:s3:::example-bucket',
      error: 'AccessDenied',
      write: true,
    },
    standsOut: [],
    late: false,
  }
}

function keysOf(sightings: readonly Sighting[]): readonly string[] {
  return sightings.map(({ key }) => key)
}

/** Without order, as real ones are: so that nothing but the hyphens can be deflated away. */
function eventId(n: number): string {
  let state = n + 1
  const digits = Array.from({ length: 32 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 28).toString(16)
  }).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
