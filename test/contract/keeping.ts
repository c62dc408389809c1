import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenName } from '../../src/job/keeping.ts'
import { idOf } from '../../src/job/taken-jobs.ts'
import { instant } from '../../src/lib/instant.ts'
import { keepAll, type Store } from '../../src/stores/open-store.ts'
import type { StoreUnderTest, Opening } from './store.ts'

const DAY = 24 * 3_600_000

/** Threads, questions, what was asked and seen, and what was done: the same over every store. */
export function keepingContract(name: string, { make, runs }: StoreUnderTest): void {
  describe(`what is kept in ${name}`, () => {
    let at = 1_800_000_000_000
    let ids = 0
    let opening: Opening
    let teams = 0
    const open = (): Store =>
      keepAll(
        opening.open(),
        () => instant(at),
        () => `id-${(ids += 1)}`,
      )
    beforeAll(async () => {
      opening = await make(() => instant(at))
    })
    afterAll(() => opening.end())
    const newTeam = () => `T${(teams += 1)}`

    test('a piece of work is claimed once, by whichever instance is first, for a day', async () => {
      const stores = [open(), open(), open()]
      const claims = await Promise.all(stores.map(({ done }) => done.claim('T1', 'command:1')))

      expect(claims.filter(Boolean)).toHaveLength(1)
      at += DAY
      expect(await stores[0]?.done.claim('T1', 'command:1')).toBe(false)
      expect(await stores[0]?.done.claim('T1', 'command:2')).toBe(true)
      at += DAY
      expect(await stores[0]?.done.claim('T1', 'command:1')).toBe(true)
    })

    test('a sum is never more than its most, whichever instances add to it at once, and is forgotten in time', async () => {
      const stores = [open(), open()]
      const team = newTeam()
      const until = instant(at + DAY)
      const add = (n: number, amount: number) => stores[n % 2]!.spending.add(team, 'day/U1', amount, 10, until)
      const added = await Promise.all(Array.from({ length: 8 }, (_, n) => add(n, 3)))

      expect(added.filter(Boolean)).toHaveLength(3)
      expect(await add(0, 2)).toBe(false)
      expect(await add(1, 1)).toBe(true)
      expect([await add(0, -20), await add(1, 11), await add(0, 10)]).toEqual([true, false, true])
      expect(await stores[0]?.spending.add(newTeam(), 'day/U1', 10, 10, until)).toBe(true)
      at += 2 * DAY
      expect(await add(0, 10)).toBe(true)
    })

    test('a job that was taken is kept until it is done, and changed by one of those who try', async () => {
      const [one, other] = [open().jobs, open().jobs]
      const team = newTeam()
      const job = { kind: 'ask', key: 'command:1', words: 'Alice 24h', askedAt: instant(at) } as const
      const venue = { channel: 'C1', thread: undefined, responseUrl: undefined }
      const taken = {
        job: { ...job, asker: { team, person: 'U1' }, venue },
        holder: 'one',
        begun: 0,
        left: 0,
        posts: {},
      }
      const id = idOf(taken.job)

      expect((await Promise.all([one.keep(taken), other.keep(taken)])).filter(Boolean)).toHaveLength(1)
      expect(await other.keep({ ...taken, job: { ...taken.job, asker: { team: newTeam(), person: 'U1' } } })).toBe(true)
      const begun = { ...taken, begun: 1, posts: { 'command:1/root': { channel: 'C1', ts: '1.2' } } }
      expect((await Promise.all([one.change(begun, 1), other.change(begun, 1)])).filter(Boolean)).toHaveLength(1)
      expect(await other.get(id)).toMatchObject({ taken: JSON.parse(JSON.stringify(begun)), version: 2 })
      expect((await other.list()).jobs.filter(({ taken: { job: of } }) => of.asker.team === team)).toHaveLength(1)
      expect([await other.remove(id, 1), await other.remove(id, 2), await other.get(id)]).toEqual([
        false,
        true,
        undefined,
      ])
      await one.live('one', instant(at + 30_000))
      expect(await other.livesUntil('one')).toBe(at + 30_000)
      at += 31_000
      expect(await other.livesUntil('one')).toBeUndefined()
    })

    test('a thread remembers what was asked in it last, for ninety days', async () => {
      const { threads } = open().keeping
      const team = newTeam()
      const said = { words: 'Alice 24h', zone: 'Europe/Berlin', person: 'U1', askedAt: instant(at) }
      await threads.remember(team, 'C1', '1800000000.000100', said)
      await threads.remember(team, 'C1', '1800000000.000100', { ...said, words: 'Bob 24h', zone: undefined })

      const recall = (channel: string, thread: string) => open().keeping.threads.recall(team, channel, thread)
      expect(await recall('C1', '1800000000.000100')).toEqual({ ...said, words: 'Bob 24h', zone: undefined })
      expect(await recall('C1', '1800000000.000200')).toBeUndefined()
      expect(await recall('C2', '1800000000.000100')).toBeUndefined()
      expect(await threads.recall(newTeam(), 'C1', '1800000000.000100')).toBeUndefined()
      at += 90 * DAY
      expect(await recall('C1', '1800000000.000100')).toBeUndefined()
    })

    test('words are read by their id in the workspace that kept them, for ninety days', async () => {
      const { questions } = open().keeping
      const team = newTeam()
      const words = `not user:"${'ä'.repeat(3_000)}" 24h`
      const id = await questions.keep(team, words)

      expect(await questions.keep(team, words)).not.toBe(id)
      at += 90 * DAY - 2_000
      expect(await open().keeping.questions.read(team, id)).toBe(words)
      expect(await questions.read(newTeam(), id)).toBeUndefined()
      for (const other of ['', `${id}x`, '../x', 'x'.repeat(5_000), '\0', "' OR 1=1 --"]) {
        expect(await questions.read(team, other)).toBeUndefined()
      }
      at += 4_000
      expect(await questions.read(team, id)).toBeUndefined()
    })

    test('an id that is not new is noticed, and what was kept under it stays', async () => {
      const store = keepAll(
        opening.open(),
        () => instant(at),
        () => 'always the same',
      )
      const team = newTeam()
      await store.keeping.questions.keep(team, 'Alice 24h')

      await expect(store.keeping.questions.keep(team, 'Bob 24h')).rejects.toThrow('source of chance')
      expect(await store.keeping.questions.read(team, 'always the same')).toBe('Alice 24h')
    })

    test('recent questions are the latest first, each once, of that person alone', async () => {
      const { recent } = open().keeping
      const team = newTeam()
      for (const [n, words] of ['a', 'b', 'a', 'c', 'b', 'b'].entries()) {
        await recent.add(team, 'U1', { words, askedAt: instant(at + n) })
        await recent.add(team, 'U1', { words, askedAt: instant(at + n) })
      }
      await recent.add(team, 'U2', { words: 'mine', askedAt: instant(at) })

      const list = async (n: number) => (await recent.list(team, 'U1', n)).map(({ words }) => words)
      expect(await list(9)).toEqual(['b', 'c', 'a'])
      expect(await list(2)).toEqual(['b', 'c'])
      expect((await recent.list(team, 'U1', 1))[0]?.askedAt).toBe(at + 5)
      expect(await recent.list(newTeam(), 'U1', 9)).toEqual([])
      at += 31 * DAY
      expect(await list(9)).toEqual([])
    })

    test('names are offered by how they start, whatever the case, the most counted first', async () => {
      const { names } = open().keeping
      const team = newTeam()
      const seen = (name: string, count: number, by = 'user'): SeenName => ({ name, by, count, at: instant(at) })
      await names.add(team, [seen('alice', 5), seen('Alicia', 9), seen('alice', 7, 'session'), seen('bob', 99)])
      await names.add(team, [seen('alice', 6), seen('100%_sure', 1), seen(`${'x'.repeat(256)}y`, 1), seen('', 1)])

      const offered = async (text: string, n = 9) =>
        (await open().keeping.names.startingWith(team, text, n)).map(({ name, by, count }) => `${name} ${by} ${count}`)
      expect(await offered('ALI')).toEqual(['Alicia user 9', 'alice session 7', 'alice user 6'])
      expect(await offered('ali', 1)).toEqual(['Alicia user 9'])
      expect(await offered('')).toHaveLength(5)
      expect(await offered('%')).toEqual([])
      expect(await offered('_')).toEqual([])
      expect(await offered('100%_')).toEqual(['100%_sure user 1'])
      expect(await offered('xx')).toEqual([])
      expect(await names.startingWith(newTeam(), 'ali', 9)).toEqual([])
      at += 91 * DAY
      expect(await offered('ali')).toEqual([])
    })

    test('of very many names, the most counted hundred are taken at once and a hundred offered', async () => {
      const { names } = open().keeping
      const team = newTeam()
      const many = Array.from({ length: 150 }, (_, n) => ({
        name: `person-${n}`,
        by: 'user',
        count: n,
        at: instant(at),
      }))
      await names.add(team, many)

      const offered = await names.startingWith(team, 'p', 1_000)
      expect(offered.map(({ count }) => count)).toEqual(Array.from({ length: 100 }, (_, n) => 149 - n))
    })

    test('nothing of one workspace or person is ever read by another', async () => {
      let run = 0
      const { keeping } = open()
      const part = fc.constantFrom('', 'a', 'a/', '/a', 'a\n', '%', '","', '\0', 'b')
      await fc.assert(
        fc.asyncProperty(part, part, part, part, async (team, person, otherTeam, otherPerson) => {
          run += 1
          const [one, other] = [`${run}${team}`, `${run}${otherTeam}`]
          const same = team === otherTeam && person === otherPerson
          const said = { words: 'x', zone: undefined, person, askedAt: instant(at) }
          await keeping.recent.add(one, person, said)
          await keeping.threads.remember(one, person, 't', said)
          await keeping.names.add(one, [{ name: `n${person}`, by: 'user', count: 1, at: instant(at) }])

          expect(await keeping.recent.list(other, otherPerson, 9)).toHaveLength(same ? 1 : 0)
          expect((await keeping.threads.recall(other, otherPerson, 't')) !== undefined).toBe(same)
          expect(await keeping.names.startingWith(other, 'n', 9)).toHaveLength(team === otherTeam ? 1 : 0)
        }),
        { numRuns: runs },
      )
    })
  })
}
