import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { Found, Rows, Shelf, Write } from '../../src/stores/rows.ts'

/** One database that several instances can open. */
export type Opening = {
  /** One more instance over the same rows. */
  open(): Rows
  /** Closes all that was opened, and takes the rows away. */
  end(): Promise<void>
}

export type StoreUnderTest = {
  readonly make: (now: () => ReturnType<typeof instant>) => Promise<Opening>
  /** Rows outlive the instance that wrote them. */
  readonly survives: boolean
  /** Runs of the property: less where each call goes over the wire. */
  readonly runs: number
}

const SECOND = 1_000

/** What every store of rows has to do, with the same words for all of them. */
export function storeContract(name: string, { make, survives, runs }: StoreUnderTest): void {
  describe(`rows kept in ${name}`, () => {
    let at = 1_800_000_000_000
    let opening: Opening
    let rows: Rows
    let team = 0
    beforeAll(async () => {
      opening = await make(() => instant(at))
      rows = opening.open()
    })
    afterAll(() => opening.end())
    const shelf = (...more: string[]): Shelf => [`T${(team += 1)}`, 'test', ...more]

    test('a row is as it was put', async () => {
      const here = shelf()
      const text = JSON.stringify({ said: 'né ☃ 𝒜 \u202e "\\ \0 \ud800' })
      const row = { key: 'a', rank: 'r/1', text, expires: instant(at + 60 * SECOND) }

      expect(await rows.put(here, row)).toBe(true)
      expect(await rows.get(here, 'a')).toEqual({ ...row, version: 1 })
      expect(await rows.get(here, 'b')).toBeUndefined()
    })

    test('put where there must be none: the first one stays', async () => {
      const here = shelf()

      expect(await rows.put(here, { key: 'a', text: '1', was: 0 })).toBe(true)
      expect(await rows.put(here, { key: 'a', text: '2', was: 0 })).toBe(false)
      expect((await rows.get(here, 'a'))?.text).toBe('1')
    })

    test('put again: only over the version that was read', async () => {
      const here = shelf()
      await rows.put(here, { key: 'a', text: '1', was: 0 })

      expect(await rows.put(here, { key: 'a', text: '2', was: 1 })).toBe(true)
      expect(await rows.put(here, { key: 'a', text: '3', was: 1 })).toBe(false)
      expect(await rows.put(here, { key: 'b', text: '3', was: 1 })).toBe(false)
      expect(await rows.get(here, 'a')).toMatchObject({ text: '2', version: 2 })
      expect(await rows.get(here, 'b')).toBeUndefined()
    })

    test('a row that is put again has only what it was put with the last time', async () => {
      const here = shelf()
      await rows.put(here, { key: 'a', rank: 'r', text: '1', expires: instant(at + SECOND), was: 0 })
      await rows.put(here, { key: 'a', text: '2', was: 1 })

      expect(await rows.get(here, 'a')).toEqual({
        key: 'a',
        rank: undefined,
        text: '2',
        expires: undefined,
        version: 2,
      })
      expect(await rows.list(here, { by: 'rank', limit: 9 })).toEqual([])
    })

    test('a row is there until its second is full, and then as if it had never been', async () => {
      const here = shelf()
      const ends = Math.ceil(at / SECOND) * SECOND + 10 * SECOND
      for (const key of ['a', 'b', 'c', 'd']) {
        await rows.put(here, { key, rank: key, text: 'old', expires: instant(ends - 1), was: 0 })
      }

      at = ends - 1
      expect(await rows.list(here, { limit: 9 })).toHaveLength(4)
      expect(await rows.put(here, { key: 'a', text: 'new', was: 0 })).toBe(false)
      at = ends
      expect(await rows.get(here, 'a')).toBeUndefined()
      expect(await rows.getMany(here, ['a', 'b'])).toEqual([])
      expect(await rows.list(here, { limit: 9 })).toEqual([])
      expect(await rows.list(here, { by: 'rank', limit: 9 })).toEqual([])
      expect(await rows.put(here, { key: 'a', text: 'new', was: 1 })).toBe(false)
      expect(await rows.remove(here, 'b')).toBe(false)
      expect(await rows.put(here, { key: 'a', text: 'new', was: 0 })).toBe(true)
      expect(await rows.get(here, 'a')).toMatchObject({ text: 'new', version: 1 })
      expect(await rows.put(here, { key: 'b', text: 'whatever stands' })).toBe(true)
      expect(await rows.putMany(here, [{ key: 'c', text: 'new', was: 0 }])).toEqual(new Set(['c']))
    })

    test('rows that are over do not shorten a list', async () => {
      const here = shelf()
      await rows.putMany(
        here,
        Array.from({ length: 60 }, (_, n) => ({
          key: String(n).padStart(2, '0'),
          text: '',
          ...(n % 3 !== 0 && { expires: instant(at + SECOND) }),
        })),
      )
      at += 2 * SECOND

      const keys = (await rows.list(here, { limit: 7, after: '05' })).map(({ key }) => key)
      expect(keys).toEqual(['06', '09', '12', '15', '18', '21', '24'])
    })

    test('many rows are put each by itself, and those that were written are named', async () => {
      const here = shelf()
      await rows.put(here, { key: 'b', text: 'before', was: 0 })

      const put = ['a', 'b', 'c', 'a'].map((key, n) => ({ key, text: String(n), was: 0 }))
      expect(await rows.putMany(here, put)).toEqual(new Set(['a', 'c']))
      const found = await rows.getMany(here, ['c', 'a', 'x', 'b', 'a'])
      expect(found.map(({ key, text }) => `${key} ${text}`).toSorted()).toEqual(['a 0', 'b before', 'c 2'])
      expect(await rows.putMany(here, [])).toEqual(new Set())
      expect(await rows.getMany(here, [])).toEqual([])
    })

    test('a thousand rows are put, listed page by page, and read at once', async () => {
      const here = shelf()
      const keys = Array.from({ length: 1_000 }, (_, n) => `k${String(n).padStart(4, '0')}`)
      await rows.putMany(
        here,
        keys.map((key) => ({ key, rank: key, text: key.repeat(100), was: 0 })),
      )

      const listed: string[] = []
      for (;;) {
        const page = await rows.list(here, { by: 'rank', limit: 300, after: listed.at(-1) })
        listed.push(...page.map(({ key }) => key))
        if (page.length < 300) break
      }
      expect(listed).toEqual(keys)
      expect(await rows.getMany(here, keys)).toHaveLength(1_000)
    })

    test('of two instances that put the same row at once, one succeeds', async () => {
      const [one, other] = [opening.open(), opening.open()]
      const here = shelf()
      const wins: boolean[][] = []
      for (let version = 0; version < 20; version += 1) {
        const put = (by: Rows, text: string) => by.put(here, { key: 'a', text, was: version })
        wins.push(await Promise.all([put(one, 'one'), put(other, 'other'), put(one, 'one')]))
      }

      expect(wins.map((won) => won.filter(Boolean).length)).toEqual(Array.from({ length: 20 }, () => 1))
      expect((await rows.get(here, 'a'))?.version).toBe(20)
    })

    test('what one instance was told is kept, another reads at once', async () => {
      const [one, other] = [opening.open(), opening.open()]
      const here = shelf()
      for (let n = 1; n <= 20; n += 1) {
        await one.put(here, { key: `k${n}`, rank: `r${n}`, text: '' })
        expect(await other.list(here, { by: 'rank', limit: 99 })).toHaveLength(n)
      }
    })

    test.runIf(survives)('rows are still there when the store is opened again', async () => {
      const here = shelf()
      const one = opening.open()
      await one.put(here, { key: 'a', rank: 'r', text: 'kept', was: 0 })
      one.close()

      const again = opening.open()
      expect(await again.get(here, 'a')).toMatchObject({ text: 'kept', version: 1 })
      expect(await again.list(here, { by: 'rank', limit: 1 })).toHaveLength(1)
    })

    test('the longest key, rank and shelf are kept, and longer or empty ones refused', async () => {
      const long = 'é'.repeat(450)
      const here: Shelf = ['T', 'x'.repeat(890)]
      await rows.put(here, { key: long, rank: long, text: 'long' })

      expect((await rows.list(here, { by: 'rank', prefix: long.slice(0, 449), limit: 1 }))[0]?.key).toBe(long)
      const tooLarge = expect.objectContaining({ name: 'StoreError', trouble: 'too-large' })
      await expect(async () => rows.put(here, { key: `${long}x`, text: '' })).rejects.toEqual(tooLarge)
      await expect(async () => rows.put(here, { key: 'a', rank: `${long}x`, text: '' })).rejects.toEqual(tooLarge)
      await expect(async () => rows.put(here, { key: '', text: '' })).rejects.toEqual(tooLarge)
      await expect(async () => rows.put(['T', 'x'.repeat(900)], { key: 'a', text: '' })).rejects.toEqual(tooLarge)
      expect(await rows.get(here, `${long}x`)).toBeUndefined()
      expect(await rows.get(here, '')).toBeUndefined()
      expect(await rows.remove(here, '')).toBe(false)
    })

    test('a row of 700,000 bytes that can be deflated by half is kept', async () => {
      const here = shelf()
      const text = JSON.stringify(Array.from({ length: 18_000 }, (_, n) => idOf(n)))
      await rows.put(here, { key: 'a', text, was: 0 })

      expect(text.length).toBeGreaterThan(700_000)
      expect((await rows.get(here, 'a'))?.text === text).toBe(true)
    })

    test('all rows of a team are removed, of that one alone, however alike the names of others are', async () => {
      const name = `T${(team += 1)}`
      const others = [`${name}0`, `${name}.`, `${name}/`, `${name}/a`, `${name}%`, ` ${name}`, name.toLowerCase()]
      for (const each of [name, ...others]) {
        await rows.put([each, 'a'], { key: 'k', text: each })
        await rows.put([each, 'b', 'more', ''], { key: 'k', rank: 'r', text: each, expires: instant(at + 60 * SECOND) })
      }

      await opening.open().clear(name)

      expect(await rows.get([name, 'a'], 'k')).toBeUndefined()
      expect(await rows.list([name, 'b', 'more', ''], { by: 'rank', limit: 9 })).toEqual([])
      for (const each of others) {
        expect((await rows.get([each, 'a'], 'k'))?.text).toBe(each)
        expect(await rows.list([each, 'b', 'more', ''], { limit: 9 })).toHaveLength(1)
      }
      expect((await rows.teams()).filter((each) => [name, ...others].includes(each)).toSorted()).toEqual(
        others.toSorted(),
      )
      await rows.clear(name)
      expect(await rows.put([name, 'a'], { key: 'k', text: 'anew', was: 0 })).toBe(true)
    })

    test('a team whose rows are all over has none, and each team is named once', async () => {
      const name = `T${(team += 1)}`
      for (const kind of ['a', 'b', 'c']) await rows.put([name, kind], { key: 'k', text: '' })
      await rows.put([`${name}-over`, 'a'], { key: 'k', text: '', expires: instant(at + SECOND) })
      at += 2 * SECOND

      const teams = await rows.teams()

      expect(teams.filter((each) => each === name)).toEqual([name])
      expect(teams).not.toContain(`${name}-over`)
    })

    test('whatever the names and the order of calls: it is as in a plain table, and no shelf sees another', async () => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(CALL, { minLength: 5, maxLength: 40 }), async (calls) => {
          run += 1
          const plain = new Plain(() => at)
          for (const call of calls) {
            const here: Shelf = [`${name}${run}${call.team}`, call.kind, ...call.more]
            if (call.wait) at += SECOND
            expect(await perform(rows, here, call, at)).toEqual(await perform(plain, here, call, at))
          }
        }),
        { numRuns: runs },
      )
    })
  })
}

/** Names that have been in each other's way somewhere. */
const NAMES = [
  'a',
  'A',
  'ab',
  'a/b',
  'a%2f;b',
  'a%',
  '%',
  ' ',
  '\0',
  'a\0',
  '\u{10FFFF}',
  'a\u{10FFFF}',
  '\ud800',
  '\ufffd',
  'é',
  'e\u0301',
  '𝒜',
  '\uffee',
  "'; DROP TABLE rows --",
  '__proto__',
] // prettier-ignore
const nameOf = fc.constantFrom(...NAMES)

const CALL = fc.record({
  team: fc.constantFrom('', 'a', 'a/', 'a%', 'b'),
  kind: fc.constantFrom('x', 'x/a', 'y'),
  more: fc.array(fc.constantFrom('', 'a', '/'), { maxLength: 1 }),
  key: nameOf,
  rank: fc.option(nameOf, { nil: undefined }),
  was: fc.option(fc.nat(2), { nil: undefined }),
  lives: fc.option(fc.nat(3), { nil: undefined }),
  after: fc.option(nameOf, { nil: undefined }),
  prefix: fc.option(nameOf, { nil: undefined }),
  limit: fc.nat(6),
  backwards: fc.boolean(),
  wait: fc.boolean(),
  what: fc.constantFrom('get', 'put', 'put', 'put', 'putMany', 'getMany', 'list', 'listByRank', 'remove'),
})
type Call = typeof CALL extends fc.Arbitrary<infer T> ? T : never

async function perform(rows: Plain | Rows, shelf: Shelf, call: Call, now: number): Promise<unknown> {
  const { key, was, lives, backwards, limit, after, prefix } = call
  const row: Write = {
    key,
    // Ranks are unique as long as they end with the key.
    rank: call.rank === undefined ? undefined : `${call.rank}${key}`,
    text: `${key} ${limit}`,
    expires: lives === undefined ? undefined : instant(now + lives * 500),
    was,
  }
  switch (call.what) {
    case 'get':
      return rows.get(shelf, key)
    case 'put':
      return rows.put(shelf, row)
    case 'putMany':
      return rows.putMany(shelf, [row, { ...row, key: 'other', rank: undefined }, { ...row, text: 'again' }])
    case 'getMany':
      return [...(await rows.getMany(shelf, NAMES))].toSorted((a, b) => (a.key < b.key ? -1 : 1))
    case 'list':
      return rows.list(shelf, { limit, backwards, after, prefix })
    case 'listByRank':
      return rows.list(shelf, { by: 'rank', limit, backwards, after, prefix })
    case 'remove':
      return rows.remove(shelf, key, was)
    default:
      throw new Error('no such call')
  }
}

/** The meaning of it all, as short as it can be said. */
class Plain {
  private readonly table = new Map<string, Found>()
  private readonly now: () => number
  constructor(now: () => number) {
    this.now = now
  }
  get(shelf: Shelf, key: string): Found | undefined {
    const row = this.table.get(JSON.stringify([shelf, key]))
    return row?.expires !== undefined && row.expires <= this.now() ? undefined : row
  }
  getMany(shelf: Shelf, keys: readonly string[]): Found[] {
    return keys.flatMap((key) => this.get(shelf, key) ?? [])
  }
  list(shelf: Shelf, range: Parameters<Rows['list']>[1]): Found[] {
    const { by = 'key', prefix = '', after, backwards, limit } = range
    const start = JSON.stringify([shelf, '']).slice(0, -2)
    const order = (a: Found, b: Found) => compare(a[by] ?? '', b[by] ?? '') * (backwards ? -1 : 1)
    return [...this.table.keys()]
      .filter((name) => name.startsWith(start))
      .flatMap((name) => this.get(shelf, JSON.parse(name)[1] as string) ?? [])
      .filter((row) => row[by]?.startsWith(prefix) === true)
      .filter((row) => after === undefined || compare(row[by] ?? '', after) * (backwards ? -1 : 1) > 0)
      .toSorted(order)
      .slice(0, limit)
  }
  put(shelf: Shelf, { was, ...row }: Write): boolean {
    if (was !== undefined && (this.get(shelf, row.key)?.version ?? 0) !== was) return false
    const expires = row.expires === undefined ? undefined : instant(Math.ceil(row.expires / SECOND) * SECOND)
    this.table.set(JSON.stringify([shelf, row.key]), { ...row, expires, version: (was ?? 0) + 1 })
    return true
  }
  putMany(shelf: Shelf, rows: readonly Write[]): Set<string> {
    const first = rows.filter(({ key }, at) => rows.findIndex((row) => row.key === key) === at)
    return new Set(first.filter((row) => this.put(shelf, row)).map(({ key }) => key))
  }
  remove(shelf: Shelf, key: string, was?: number): boolean {
    const row = this.get(shelf, key)
    if (row === undefined || (was !== undefined && row.version !== was)) return false
    return this.table.delete(JSON.stringify([shelf, key]))
  }
}

/** By the numbers of their characters, with NUL and the like as they are spelt. */
function compare(a: string, b: string): number {
  const [one, other] = [a, b].map((text) =>
    text.replace(/[%\0\ud800-\uffff]/g, (c) => `%${c.charCodeAt(0).toString(16)};`),
  )
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1
}

function idOf(n: number): string {
  const hex = (n * 2_654_435_761).toString(16).padStart(12, '0')
  const more = ((n + 7) * 40_503 * 65_537).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${more.slice(0, 4)}-4${hex.slice(1, 4)}-8${more.slice(4, 7)}-${more}`
}
