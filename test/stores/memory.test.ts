import { expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import { installationsContract } from '../contract/installations.ts'
import { keepingContract } from '../contract/keeping.ts'
import { storeContract, type StoreUnderTest } from '../contract/store.ts'
import { watchStoreContract } from '../contract/watch-store.ts'
import { sightingOf } from './work-of-killed.ts'

const memory: StoreUnderTest = {
  survives: false,
  runs: 300,
  async make(now) {
    const rows = openMemory(now)
    return { open: () => rows, end: async () => {} }
  },
}

storeContract('memory', memory)
keepingContract('memory', memory)
installationsContract('memory', memory)
watchStoreContract('rows in memory', {
  runs: 50,
  async make(now) {
    const rows = openMemory(now)
    return { open: () => keepWatches(rows, now), end: async () => {} }
  },
})
watchStoreContract('memory', {
  runs: 50,
  async make(now) {
    const watches = makeMemoryWatches({ now })
    return { open: () => watches, end: async () => {} }
  },
})

test('an event that is told long after its time stays known for a week: it may come once more', async () => {
  let at = 1_800_000_000_000
  const watches = keepWatches(
    openMemory(() => instant(at)),
    () => instant(at),
  )
  const remember = () => watches.remember('T', 'C', [sightingOf('a')], instant(at + 1_000))
  await remember()
  at += 100 * 24 * 3_600_000
  await watches.move('T', 'C', ['a'], 'told')

  at += 6 * 24 * 3_600_000
  expect(await remember()).toEqual([])
  at += 2 * 24 * 3_600_000
  expect(await remember()).toEqual(['a'])
})
