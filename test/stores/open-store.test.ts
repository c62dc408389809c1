import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/lib/clock.ts'
import { openStore, storeOf } from '../../src/stores/open-store.ts'

test.each([
  [{}, { kind: 'memory' }],
  [{ file: 'a.db' }, { kind: 'sqlite', file: 'a.db' }],
  [
    { table: 'whodid', region: 'us-east-1' },
    { kind: 'dynamodb', table: 'whodid', region: 'us-east-1' },
  ],
])('the settings %j are %j', (said, settings) => {
  expect(storeOf(said)).toEqual(settings)
})

test('a store that outlives its process has what was kept, one in memory has not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-store-'))
  const again = async (settings: Parameters<typeof storeOf>[0]) => {
    const first = await openStore(storeOf(settings), systemClock)
    const id = await first.keeping.questions.keep('T', 'Alice 24h')
    first.close()
    const second = await openStore(storeOf(settings), systemClock)
    const words = await second.keeping.questions.read('T', id)
    second.close()
    return words
  }

  expect(await again({ file: join(folder, 'whodid.db') })).toBe('Alice 24h')
  expect(await again({})).toBeUndefined()
  rmSync(folder, { recursive: true })
})

test('a file that cannot be opened is told at the start', async () => {
  const nowhere = { kind: 'sqlite', file: join(tmpdir(), 'nowhere', 'whodid.db') } as const

  await expect(openStore(nowhere, systemClock)).rejects.toMatchObject({ name: 'StoreError', trouble: 'unopened' })
})
