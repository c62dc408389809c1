import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { makeSeal } from '../../src/lib/seal.ts'
import type { Installation } from '../../src/oauth/installation.ts'
import { keepInstallations } from '../../src/stores/keep-installations.ts'
import type { Rows } from '../../src/stores/rows.ts'
import type { Opening, StoreUnderTest } from './store.ts'

const [KEY = '', OTHER = ''] = ['key', 'other'].map((name) => createHash('sha256').update(name).digest('base64'))
const keep = (rows: Rows, ...keys: string[]) => keepInstallations(rows, makeSeal(keys, randomBytes))

/** Installations, in every store of rows. */
export function installationsContract(name: string, { make, survives }: StoreUnderTest): void {
  describe(`installations kept in ${name}`, () => {
    const at = instant(1_800_000_000_000)
    let opening: Opening
    let rows: Rows
    let n = 0
    beforeAll(async () => {
      opening = await make(() => at)
      rows = opening.open()
    })
    afterAll(() => opening.end())
    const some = (more: Partial<Installation> = {}): Installation => ({
      enterprise: undefined,
      team: `T${(n += 1)}`,
      orgWide: false,
      name: 'Example & <Sons>',
      token: 'xoxb-made-up',
      botUserId: 'U00BOT',
      botId: 'B00BOT',
      scopes: ['commands'],
      installedBy: 'U00ADA',
      installedAt: at,
      expiring: undefined,
      ...more,
    })

    test('what was kept is read by another instance, all of it, and is listed', async () => {
      const whole = some({
        enterprise: 'E1',
        botId: undefined,
        expiring: { refreshToken: 'xoxe-made-up', until: at, refused: true },
      })
      await keep(rows, KEY).put(whole)
      const other = keep(survives ? opening.open() : rows, KEY)

      expect((await other.get(whole))?.installation).toEqual(whole)
      expect((await other.list()).installations).toContainEqual(whole)
      expect(await other.get(some())).toBeUndefined()
    })

    test('a workspace and its organization are two installations', async () => {
      const kept = keep(rows, KEY)
      const own = some({ enterprise: 'E2' })
      const whole = some({ enterprise: 'E2', team: '', orgWide: true, token: 'xoxb-whole' })
      await kept.put(own)
      await kept.put(whole)

      expect((await kept.get({ enterprise: 'E2', team: own.team }))?.installation.token).toBe('xoxb-made-up')
      expect((await kept.get({ enterprise: 'E2', team: '' }))?.installation.token).toBe('xoxb-whole')
      expect(await kept.get({ enterprise: 'E2', team: 'T-elsewhere' })).toBeUndefined()
    })

    test('a change holds only over the version that was read; installing anew holds over all of them', async () => {
      const kept = keep(rows, KEY)
      const first = some()
      await kept.put(first)
      const read = await kept.get(first)
      await kept.put({ ...first, token: 'xoxb-anew' })

      expect(await kept.put({ ...first, token: 'xoxb-late' }, read?.version)).toBe(false)
      expect(await kept.remove(first, read?.version ?? -1)).toBe(false)
      const now = await kept.get(first)
      expect(now?.installation.token).toBe('xoxb-anew')
      expect(await kept.remove(first, now?.version ?? -1)).toBe(true)
      expect(await kept.get(first)).toBeUndefined()
    })

    test('with another key, or after a change, it is an error that says what to do, and never "not installed"', async () => {
      const one = some()
      const other = some({ token: 'xoxb-second' })
      await keep(rows, KEY).put(one)
      await keep(rows, KEY).put(other)

      await expect(keep(rows, OTHER).get(one)).rejects.toMatchObject({ name: 'StoreError', trouble: 'sealed' })
      await expect(keep(rows, OTHER).get(one)).rejects.toThrow(/WHODID_INSTALLATION_KEY does not hold/)
      expect((await keep(rows, OTHER, KEY).get(one))?.installation).toEqual(one)

      // A row of one workspace in the place of another's: its token must not speak there.
      const shelf = ['*', 'installations'] as const
      const row = await rows.get(shelf, `team:${one.team}`)
      await rows.put(shelf, { key: `team:${other.team}`, text: row?.text ?? '' })
      await expect(keep(rows, KEY).get(other)).rejects.toThrow(/was changed since it was kept/)
      const { installations, unreadable } = await keep(rows, KEY).list()
      expect(installations).toContainEqual(one)
      expect(unreadable).toEqual([expect.objectContaining({ trouble: 'sealed' })])
      await keep(rows, KEY).put(other)
      expect((await keep(rows, KEY).get(other))?.installation).toEqual(other)
    })

    test('no row shows a token', async () => {
      await keep(rows, KEY).put(some({ expiring: { refreshToken: 'xoxe-made-up', until: at } }))

      const texts = (await rows.list(['*', 'installations'], { limit: 99 })).map(({ text }) => text)
      expect(texts.length).toBeGreaterThan(0)
      expect(texts.join('\n')).not.toMatch(/xox|made-up|U00/)
    })

    test('of many that take the same thing at once, one has it', async () => {
      const takers = Array.from({ length: 8 }, () => keep(survives ? opening.open() : rows, KEY))
      const taken = await Promise.all(takers.map((kept) => kept.takeOnce('this', instant(at + 60_000))))

      expect(taken.filter(Boolean)).toHaveLength(1)
    })

    test('rows that belong to no workspace are in no list of names, and are not cleared', async () => {
      const kept = keep(rows, KEY)
      const one = some()
      await kept.put(one)
      await rows.put(['T-named', 'a'], { key: 'k', text: '' })

      expect(await kept.teams()).toEqual(['T-named'])
      await kept.clear('*')
      expect((await kept.get(one))?.installation).toEqual(one)
      await kept.clear('T-named')
      expect(await kept.teams()).toEqual([])
    })
  })
}
